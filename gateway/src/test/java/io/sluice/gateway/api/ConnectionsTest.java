package io.sluice.gateway.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.source.rabbitmq.TestCertificate;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.PemKeyCertOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConnectionsTest {
  private static final Duration LONG = Duration.ofMinutes(5);
  private static final Duration SHORT = Duration.ofSeconds(1);
  private static final Connections.Bounds FEW = new Connections.Bounds(5, 3, LONG, LONG, LONG);

  private final List<RawConnection> open = new ArrayList<>();
  private RunningApi api;

  @AfterEach
  void stop() throws Exception {
    for (RawConnection each : open) {
      each.close();
    }
    api.close();
  }

  private static ConditionFactory soon() {
    return await().atMost(Duration.ofSeconds(20)).pollInterval(Duration.ofMillis(50));
  }

  private RawConnection connect(String from) throws IOException {
    RawConnection connection = new RawConnection(from, api.port());
    open.add(connection);
    return connection;
  }

  /** Until the server has seen them. */
  private void connect(String from, int count) throws IOException {
    int before = api.connections();
    for (int i = 0; i < count; i++) {
      connect(from);
    }
    soon().until(() -> api.connections() == before + count);
  }

  private static RawConnection ask(RawConnection connection, String path) throws IOException {
    return connection.send("GET " + path + " HTTP/1.1", "host: 127.0.0.1", "", "");
  }

  @Test
  void oneAddressTakesNoMoreThanItsShareAndOthersGetThrough() throws Exception {
    api = new RunningApi(FEW, false);
    connect("127.0.0.2", 3);

    assertThat(connect("127.0.0.2").rest()).isEmpty();
    assertThat(ask(connect("127.0.0.3"), "/health/live").status()).isEqualTo(200);

    open.get(0).close();
    soon().until(() -> api.connections() == 3);
    assertThat(ask(connect("127.0.0.2"), "/health/live").status()).isEqualTo(200);
  }

  @Test
  void allTogetherAreBoundedToo() throws Exception {
    api = new RunningApi(FEW, false);
    connect("127.0.0.2", 3);
    connect("127.0.0.3", 2);

    assertThat(connect("127.0.0.4").rest()).isEmpty();
  }

  @Test
  void aProxyMayHaveThemAll() throws Exception {
    api = new RunningApi(FEW, true);
    connect("127.0.0.2", 4);

    assertThat(ask(connect("127.0.0.2"), "/health/live").status()).isEqualTo(200);
  }

  @Test
  void whoDoesNotEndHisHeadIsLetGo() throws Exception {
    api = new RunningApi(new Connections.Bounds(5, 5, SHORT, LONG, LONG), false);
    RawConnection slow = connect("127.0.0.1").send("GET /health/live HTTP/1.1", "host: 127.0.0.1");
    RawConnection other = ask(connect("127.0.0.1"), "/health/live");
    assertThat(other.status()).isEqualTo(200);

    assertThat(slow.rest()).isEmpty();
    assertThat(other.isClosed()).isFalse();
  }

  @Test
  void whoDoesNotEndHisNextHeadIsLetGoAndAStreamGoesOn() throws Exception {
    api = new RunningApi(new Connections.Bounds(5, 5, LONG, SHORT, LONG), false);
    RawConnection stream = ask(connect("127.0.0.1"), "/api/v1/stream");
    assertThat(stream.status()).isEqualTo(200);
    RawConnection slow = ask(connect("127.0.0.1"), "/health/live");
    assertThat(slow.status()).isEqualTo(200);

    slow.send("GET /health/live HTTP/1.1", "host:");

    assertThat(slow.rest()).contains("up");
    assertThat(stream.isClosed()).isFalse();
  }

  @Test
  void overTlsItIsTheSame(@TempDir Path directory) throws Exception {
    TestCertificate certificate = TestCertificate.create(directory, "ip:127.0.0.1");
    PemKeyCertOptions files =
        new PemKeyCertOptions()
            .setCertPath(certificate.pem().toString())
            .setKeyPath(certificate.key().toString());
    api = new RunningApi(new Connections.Bounds(5, 5, SHORT, SHORT, LONG), files);
    HttpClientOptions options =
        new HttpClientOptions().setSsl(true).setTrustAll(true).setVerifyHost(false);
    Vertx vertx = Vertx.vertx();
    try {
      // Whatever a client offers; two of them, as of HTTP/1.1 each answer takes one.
      options.setUseAlpn(true).setProtocolVersion(HttpVersion.HTTP_2);
      HttpClient client = vertx.createHttpClient(options);
      StringBuffer told = new StringBuffer();
      get(client, "/api/v1/stream").handler(part -> told.append(part.toString()));
      assertThat(get(client, "/health/live").version()).isEqualTo(HttpVersion.HTTP_1_1);
      assertThat(api.connections()).isEqualTo(2);

      soon().until(() -> api.connections() == 1);
      // One every two seconds.
      soon().until(() -> told.toString().split("event: unchanged", -1).length == 3);
      assertThat(api.connections()).isEqualTo(1);
    } finally {
      vertx.close().await(20, TimeUnit.SECONDS);
    }
  }

  private HttpClientResponse get(HttpClient client, String path) throws Exception {
    return client
        .request(HttpMethod.GET, api.port(), "127.0.0.1", path)
        .compose(HttpClientRequest::send)
        .await(20, TimeUnit.SECONDS);
  }

  @Test
  void whoTakesNothingOfAnAnswerOrADownloadIsCutOff() throws Exception {
    api = new RunningApi(new Connections.Bounds(5, 5, LONG, LONG, SHORT), false);
    // More than the system keeps for a connection.
    for (int i = 0; i < 200; i++) {
      api.operations.channels.put("c" + i, Views.channel("c" + i, "x".repeat(100_000)));
    }
    api.operations.backupBytes = 1L << 30;
    RawConnection reading = ask(connect("127.0.0.1"), "/health/live");
    assertThat(reading.status()).isEqualTo(200);

    assertThat(ask(connect("127.0.0.1"), "/api/v1/channels").status()).isEqualTo(200);
    assertThat(ask(connect("127.0.0.1"), "/api/v1/backup").status()).isEqualTo(200);

    soon().until(() -> api.connections() == 1);
    assertThat(reading.isClosed()).isFalse();
  }
}
