package io.sluice.source.rabbitmq;

import io.sluice.source.Change;
import io.sluice.source.EventSink;
import io.sluice.source.Received;
import io.sluice.source.RefusalCode;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

/** Takes everything; answers at once or when the test says so. */
final class RecordingSink implements EventSink {
  private final List<Received> taken = new CopyOnWriteArrayList<>();
  private final CountDownLatch open = new CountDownLatch(1);
  private volatile boolean blocked;
  private volatile boolean answering = true;
  private volatile int momentAt;
  private volatile Runnable moment = () -> {};

  @Override
  public void take(Received received) {
    if (blocked) {
      awaitUnblocked();
    }
    taken.add(received);
    if (answering) {
      received.done().run();
    }
    if (taken.size() == momentAt) {
      moment.run();
    }
  }

  /** Runs something while the given message, counted from 1, is being taken. */
  void atMessage(int count, Runnable then) {
    moment = then;
    momentAt = count;
  }

  private void awaitUnblocked() {
    try {
      open.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Calls to {@link #take} wait for {@link #unblock}. */
  void block() {
    blocked = true;
  }

  void unblock() {
    open.countDown();
  }

  RecordingSink holdAnswers() {
    answering = false;
    return this;
  }

  void answerFromNowOn() {
    answering = true;
  }

  List<Received> taken() {
    return List.copyOf(taken);
  }

  /** Quantities of the stock events in the order they came, from the given message on. */
  List<Long> quantities(int from) {
    return taken().stream().skip(from).map(RecordingSink::quantity).toList();
  }

  List<Long> quantities() {
    return quantities(0);
  }

  void answer(int index) {
    taken.get(index).done().run();
  }

  List<RefusalCode> refusals() {
    return taken().stream()
        .flatMap(
            received ->
                received
                    .decoded()
                    .fold(
                        event -> Stream.<RefusalCode>empty(), refusal -> Stream.of(refusal.code())))
        .toList();
  }

  private static long quantity(Received received) {
    return received
        .decoded()
        .fold(event -> ((Change.Stock) event.change()).quantity(), refusal -> -1L);
  }
}
