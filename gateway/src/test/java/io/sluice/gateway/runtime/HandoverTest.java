package io.sluice.gateway.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.sluice.source.Decoded;
import io.sluice.source.RawMessage;
import io.sluice.source.Received;
import io.sluice.source.Refusal;
import io.sluice.source.RefusalCode;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HandoverTest {
  private static final int MEGABYTE = 1 << 20;

  private final Vertx vertx = Vertx.vertx();
  private final Queue<Received> taken = new ConcurrentLinkedQueue<>();
  private final Queue<Runnable> letGo = new ConcurrentLinkedQueue<>();

  @AfterEach
  void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  private Handover handover(Handover.Intake intake) {
    return new Handover(vertx.getOrCreateContext(), intake);
  }

  private void keep(List<Received> batch, Runnable done) {
    taken.addAll(batch);
    letGo.add(done);
  }

  private static Received message(int bytes) {
    Refusal refusal = new Refusal(RefusalCode.JSON_SYNTAX, "", "test");
    RawMessage raw = new RawMessage(new byte[bytes], null, Map.of());
    return new Received("pim", raw, new Decoded.Refused(refusal), () -> {});
  }

  @Test
  void sourceWaitsWhileTooMuchIsHeldAndGoesOnWhenItIsLetGo() {
    Handover handover = handover(this::keep);
    Thread source = new Thread(() -> send(handover, 100));
    source.start();
    await().until(() -> source.getState() == Thread.State.WAITING);
    assertThat(taken.size()).isBetween(30, 32);

    await()
        .until(
            () -> {
              for (Runnable done = letGo.poll(); done != null; done = letGo.poll()) {
                done.run();
              }
              return taken.size() == 100;
            });
    await().until(() -> !source.isAlive());
  }

  private static void send(Handover handover, int messages) {
    for (int i = 0; i < messages; i++) {
      handover.take(message(MEGABYTE));
    }
  }

  @Test
  void sourceThatClosesIsFreedFromItsWait() throws InterruptedException {
    Handover handover = handover(this::keep);
    AtomicReference<Throwable> ended = new AtomicReference<>();
    Thread source = new Thread(() -> send(handover, 100));
    source.setUncaughtExceptionHandler((thread, problem) -> ended.set(problem));
    source.start();
    await().until(() -> source.getState() == Thread.State.WAITING);

    source.interrupt();

    source.join(10_000);
    assertThat(ended.get()).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(
            () -> {
              throw ended.get();
            })
        .hasMessageContaining("interrupted");
  }

  @Test
  void batchThatFailsDoesNotEndTheHandover() {
    Handover handover =
        handover(
            (batch, done) -> {
              keep(batch, done);
              if (taken.size() == 1) {
                throw new IllegalStateException("test");
              }
            });
    handover.take(message(1));
    await().until(() -> taken.size() == 1);
    handover.take(message(1));
    await().until(() -> taken.size() == 2);
  }
}
