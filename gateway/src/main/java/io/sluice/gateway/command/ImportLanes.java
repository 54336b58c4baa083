package io.sluice.gateway.command;

import io.sluice.gateway.importing.ImportedEvent;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Hands in events in batches, four at a time. A SKU always goes the same way, one batch after the
 * other, so that its events keep their order. Whoever adds waits while the gateway does.
 */
final class ImportLanes implements AutoCloseable {
  private static final int LANES = 4;

  private final ExecutorService threads =
      Executors.newFixedThreadPool(
          LANES,
          work -> {
            Thread thread = new Thread(work, "import");
            thread.setDaemon(true);
            return thread;
          });
  private final List<Lane> lanes = new ArrayList<>();
  private final BatchCall call;
  private final Heard heard;

  /** Sends a batch, for as long as it takes. */
  interface BatchCall {
    Reply send(byte[] batch);
  }

  /** Told what became of each event, on the thread that adds. */
  interface Heard {
    /**
     * @param line of the file
     * @param item of the answer
     */
    void accept(long line, ImportedEvent event, JsonObject item);
  }

  ImportLanes(BatchCall call, Heard heard) {
    this.call = call;
    this.heard = heard;
    for (int i = 0; i < LANES; i++) {
      lanes.add(new Lane());
    }
  }

  void add(long line, ImportedEvent event) {
    lanes.get(Math.floorMod(event.sku().hashCode(), LANES)).add(new Waiting(line, event));
  }

  /** Sends what is left and waits for all answers. */
  void finish() {
    lanes.forEach(Lane::send);
    lanes.forEach(Lane::await);
  }

  private record Waiting(long line, ImportedEvent event) {}

  private record Sent(List<Waiting> events, Future<Reply> reply) {}

  private final class Lane {
    private final EventBatch batch = new EventBatch();
    private List<Waiting> events = new ArrayList<>();
    private @Nullable Sent sent;

    void add(Waiting one) {
      if (!batch.hasRoomFor(one.event().json())) {
        send();
      }
      batch.add(one.event().json());
      events.add(one);
    }

    void send() {
      await();
      if (!batch.isEmpty()) {
        byte[] body = batch.take();
        sent = new Sent(events, threads.submit(() -> call.send(body)));
        events = new ArrayList<>();
      }
    }

    void await() {
      Sent last = sent;
      if (last != null) {
        sent = null;
        Reply reply = result(last.reply());
        List<JsonObject> items = reply.items();
        if (items.size() != last.events().size()) {
          throw new RefusedException(reply.status(), reply.json());
        }
        for (int i = 0; i < items.size(); i++) {
          heard.accept(last.events().get(i).line(), last.events().get(i).event(), items.get(i));
        }
      }
    }
  }

  private static Reply result(Future<Reply> reply) {
    try {
      return reply.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException known ? known : new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  /** What is on its way may still be taken. */
  @Override
  public void close() {
    threads.shutdownNow();
  }
}
