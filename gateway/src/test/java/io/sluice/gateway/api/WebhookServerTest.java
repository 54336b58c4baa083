package io.sluice.gateway.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.adapter.Secret;
import io.sluice.adapter.wire.WebhookSignature;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What somebody can do there who has no secret. The rest is in the flows. */
class WebhookServerTest {
  private static final Secret SECRET = new Secret("whsec_c2x1aWNlc2x1aWNlc2x1aWNlc2x1aWNl");
  private static final Duration LONG = Duration.ofMinutes(5);
  private static final int MORE_THAN_A_SHARE = BodyPlaces.OF_ONE_AT_MOST + 4;

  private final InMemoryOperations operations = new InMemoryOperations();
  private final Vertx vertx = Vertx.vertx();
  private final List<RawConnection> open = new ArrayList<>();
  private WebhookServer server;
  private int events;

  private void start(boolean behindProxy, Duration bodyWithin) throws Exception {
    server =
        new WebhookServer(
            "erp",
            new ListenAddress("127.0.0.1", 0),
            null,
            behindProxy,
            new WebhookSignature(SECRET),
            operations,
            InstantSource.system(),
            bodyWithin);
    vertx.deployVerticle(server).await(20, TimeUnit.SECONDS);
  }

  @AfterEach
  void stop() throws Exception {
    for (RawConnection each : open) {
      each.close();
    }
    vertx.close().await(20, TimeUnit.SECONDS);
  }

  /** The head of a signed request, without the empty line at its end. */
  private static List<String> head(String body, int length) {
    long now = Instant.now().getEpochSecond();
    String signature =
        new WebhookSignature(SECRET).sign("m", now, body.getBytes(StandardCharsets.UTF_8));
    return new ArrayList<>(
        List.of(
            "POST / HTTP/1.1",
            "host: 127.0.0.1",
            "content-type: application/cloudevents+json",
            "content-length: " + length,
            "webhook-id: m",
            "webhook-timestamp: " + now,
            "webhook-signature: " + signature));
  }

  /**
   * @param more header, empty: none
   */
  private RawConnection send(String from, List<String> head, String more, String body)
      throws IOException {
    RawConnection connection = new RawConnection(from, server.port());
    open.add(connection);
    if (!more.isEmpty()) {
      head.add(more);
    }
    head.addAll(List.of("", body));
    return connection.send(head.toArray(String[]::new));
  }

  /** Sends a head and never its body. */
  private void hang(String from, String more) throws IOException {
    send(from, head("", 100), more, "");
  }

  /** Of a request as it should be. */
  private int status(String from, String more) throws IOException {
    String body = "{\"id\":\"e%d\",\"subject\":\"S\"}".formatted(events++);
    try (RawConnection connection = send(from, head(body, body.length()), more, body)) {
      return connection.status();
    }
  }

  private void awaitRefused(String from, String more) {
    await()
        .atMost(Duration.ofSeconds(20))
        .pollInterval(Duration.ofMillis(50))
        .until(() -> status(from, more) == 429);
  }

  @Test
  void oneAddressTakesNoMoreThanItsShareAndOthersGetThrough() throws Exception {
    start(false, LONG);
    for (int i = 0; i < BodyPlaces.OF_ONE_AT_MOST; i++) {
      hang("127.0.0.2", "");
    }

    awaitRefused("127.0.0.2", "");
    assertThat(status("127.0.0.3", "")).isEqualTo(202);

    open.get(0).close();
    await().atMost(Duration.ofSeconds(20)).until(() -> status("127.0.0.2", "") == 202);
  }

  @Test
  void behindAProxyTheShareIsOfTheOneItNames() throws Exception {
    start(true, LONG);
    for (int i = 0; i < MORE_THAN_A_SHARE; i++) {
      hang("127.0.0.2", "x-forwarded-for: 192.0.2.9, 192.0.2.1");
    }

    awaitRefused("127.0.0.2", "x-forwarded-for: 192.0.2.1");
    assertThat(status("127.0.0.2", "x-forwarded-for: 192.0.2.9")).isEqualTo(202);
  }

  @Test
  void aProxyThatNamesNobodyIsNotHeldToTheShareOfOne() throws Exception {
    start(true, LONG);
    for (int i = 0; i < MORE_THAN_A_SHARE; i++) {
      hang("127.0.0.2", "");
    }

    for (int i = 0; i < 20; i++) {
      assertThat(status("127.0.0.2", "")).isEqualTo(202);
    }
  }

  @Test
  void aBodyThatDoesNotComeIsToldSoAndLetGo() throws Exception {
    start(false, Duration.ofSeconds(1));

    String answer = send("127.0.0.1", head("", 100), "", "{\"id\":").rest();

    assertThat(answer)
        .startsWith("HTTP/1.1 408 ")
        .contains("The body was not here within 1 s.")
        .contains("application/problem+json");
    assertThat(status("127.0.0.1", "")).isEqualTo(202);
  }

  @Test
  void aBodyThatIsSaidToBeTooLargeIsRefusedBeforeAnyOfItIsRead() throws Exception {
    start(false, LONG);

    assertThat(send("127.0.0.1", head("", (1 << 20) + 1), "", "").status()).isEqualTo(413);
  }
}
