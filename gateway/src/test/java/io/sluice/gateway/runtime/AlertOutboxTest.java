package io.sluice.gateway.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.adapter.Secret;
import io.sluice.gateway.alerts.AlertMessage;
import io.sluice.gateway.config.AlertReceiver;
import io.sluice.gateway.operations.AlertsView.ReceiverView;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AlertOutboxTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final AlertReceiver RECEIVER =
      new AlertReceiver.Webhook("chat", new Secret("https://chat.example/x"), Optional.empty());

  private final Vertx vertx = Vertx.vertx();
  private final Context context = vertx.getOrCreateContext();
  private final Meters meters = new Meters();
  private final List<String> tried = new CopyOnWriteArrayList<>();

  @AfterEach
  void close() throws Exception {
    vertx.close().await(20, TimeUnit.SECONDS);
  }

  private AlertOutbox outbox(AlertTransport transport) {
    List<Duration> waits = List.of(Duration.ofMillis(1), Duration.ofMillis(1));
    return new AlertOutbox(RECEIVER, transport, vertx, InstantSource.fixed(NOW), meters, waits);
  }

  private <T> T on(java.util.function.Supplier<T> question) throws Exception {
    return Contexts.call(context, question).await(20, TimeUnit.SECONDS);
  }

  private static AlertMessage message(int number) {
    return AlertMessage.test(NOW, "gw", "number " + number);
  }

  private double counted(String outcome) {
    return meters
        .scrape()
        .lines()
        .filter(line -> line.startsWith("sluice_alert_messages_total"))
        .filter(line -> line.contains(outcome))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
        .sum();
  }

  @Test
  void itIsTriedAgainUnderTheSameIdUntilItIsTaken() throws Exception {
    AlertOutbox outbox =
        outbox(
            (message, id) -> {
              tried.add(id);
              if (tried.size() == 1) {
                throw new IllegalStateException("thrown");
              }
              return tried.size() == 2 ? Future.failedFuture("down") : Future.succeededFuture();
            });

    on(
        () -> {
          outbox.add(message(1));
          return 0;
        });

    await().atMost(Duration.ofSeconds(20)).until(() -> counted("sent") == 1);
    assertThat(tried).hasSize(3);
    assertThat(tried.stream().distinct()).hasSize(1);
    ReceiverView view = on(outbox::view);
    assertThat(view.sentAt()).isEqualTo(NOW);
    assertThat(view.problem()).isNull();
    assertThat(view.target()).isEqualTo("https://chat.example");
  }

  @Test
  void whatNobodyTakesIsGivenUpAndTheNextOneIsTried() throws Exception {
    AlertOutbox outbox =
        outbox(
            (message, id) -> {
              tried.add(message.text());
              return message.text().contains("number 1 ")
                  ? Future.failedFuture("first\nsecond")
                  : Future.succeededFuture();
            });

    on(
        () -> {
          outbox.add(message(1));
          outbox.add(message(2));
          return 0;
        });

    await().atMost(Duration.ofSeconds(20)).until(() -> counted("sent") == 1);
    assertThat(tried).hasSize(4);
    assertThat(counted("failed")).isEqualTo(1);
  }

  @Test
  void theNewestIsTriedUntilItIsTaken() throws Exception {
    AlertOutbox outbox =
        outbox(
            (message, id) -> {
              tried.add(id);
              return tried.size() < 8 ? Future.failedFuture("down") : Future.succeededFuture();
            });

    on(
        () -> {
          outbox.add(message(1));
          return 0;
        });

    await().atMost(Duration.ofSeconds(20)).until(() -> counted("sent") == 1);
    assertThat(tried).hasSize(8);
    assertThat(counted("failed")).isZero();
  }

  @Test
  void whereTooManyWaitTheOldestAreDropped() throws Exception {
    Promise<Void> stuck = Promise.promise();
    AlertOutbox outbox =
        outbox(
            (message, id) -> {
              tried.add(message.text());
              return stuck.future();
            });

    on(
        () -> {
          for (int i = 0; i < 111; i++) {
            outbox.add(message(i));
          }
          return 0;
        });

    assertThat(on(outbox::view).waiting()).isEqualTo(101);
    assertThat(counted("dropped")).isEqualTo(10);
    stuck.complete();
    await().atMost(Duration.ofSeconds(20)).until(() -> counted("sent") == 101);
    assertThat(tried.get(1)).contains("number 11 ");
  }
}
