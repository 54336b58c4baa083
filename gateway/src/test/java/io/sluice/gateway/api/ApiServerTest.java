package io.sluice.gateway.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.gateway.operations.ReadyView;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ApiServerTest {
  private Vertx vertx;

  @BeforeEach
  void start() {
    vertx = Vertx.vertx();
  }

  @AfterEach
  void stop() throws Exception {
    vertx.close().await(20, TimeUnit.SECONDS);
  }

  private ApiServer deploy(String listen) throws Exception {
    ApiServer server =
        new ApiServer(
            Entrance.loopback(ListenAddress.parse(listen)),
            new InMemoryOperations().all(),
            () -> "");
    vertx.deployVerticle(server).await(20, TimeUnit.SECONDS);
    return server;
  }

  @Test
  void tellsThePortThatTheSystemChose() throws Exception {
    ApiServer server = deploy("127.0.0.1:0");

    assertThat(new RawHttp(server.port()).send("GET /health/live HTTP/1.1", "Host: localhost"))
        .startsWith("HTTP/1.1 200 ");
  }

  @Test
  void portInUseIsNamedWithTheSettingToChange() throws Exception {
    int port = deploy("127.0.0.1:0").port();

    assertThatThrownBy(() -> deploy("127.0.0.1:" + port))
        .isInstanceOf(ListenException.class)
        .hasMessageContaining("127.0.0.1:" + port)
        .hasMessageContaining("in use")
        .hasMessageContaining("api.listen")
        .hasMessageContaining("--listen");
  }

  @Test
  void listensOnlyOnThisMachine() {
    assertThatThrownBy(() -> deploy("0.0.0.0:0"))
        .isInstanceOf(ListenException.class)
        .hasMessageContaining("loopback");
  }

  @Test
  void undeployingLetsGoOfThePort() throws Exception {
    ApiServer server = deploy("127.0.0.1:0");
    int port = server.port();

    vertx.undeploy(server.deploymentID()).await(20, TimeUnit.SECONDS);

    // The system may let go of it a moment later.
    Awaitility.await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(
            () ->
                assertThatThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), port).close())
                    .isInstanceOf(ConnectException.class));
  }

  @Test
  void undeployingLetsARunningRequestComeToItsEnd() throws Exception {
    Promise<ReadyView> answer = Promise.promise();
    CountDownLatch asked = new CountDownLatch(1);
    InMemoryOperations operations =
        new InMemoryOperations() {
          @Override
          public Future<ReadyView> ready() {
            asked.countDown();
            return answer.future();
          }
        };
    ApiServer server =
        new ApiServer(
            Entrance.loopback(ListenAddress.parse("127.0.0.1:0")), operations.all(), () -> "");
    vertx.deployVerticle(server).await(20, TimeUnit.SECONDS);
    RawHttp client = new RawHttp(server.port());
    CompletableFuture<String> response =
        CompletableFuture.supplyAsync(
            () -> client.sendUnchecked("GET /health/ready HTTP/1.1", "Host: localhost"));
    assertThat(asked.await(20, TimeUnit.SECONDS)).isTrue();

    Future<Void> undeployed = vertx.undeploy(server.deploymentID());
    answer.complete(new ReadyView(true, List.of()));

    assertThat(response.get(20, TimeUnit.SECONDS)).startsWith("HTTP/1.1 200 ");
    undeployed.await(20, TimeUnit.SECONDS);
  }

  @Test
  void addressIsHostAndPort() {
    assertThat(ListenAddress.parse("127.0.0.1:8080"))
        .isEqualTo(new ListenAddress("127.0.0.1", 8080));
    assertThat(ListenAddress.parse("[::1]:0")).hasToString("[::1]:0");
    for (String wrong : new String[] {"8080", "localhost", "a:b", ":80", "a:99999", "::1:80", ""}) {
      assertThatThrownBy(() -> ListenAddress.parse(wrong))
          .as(wrong)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("127.0.0.1:8080");
    }
  }
}
