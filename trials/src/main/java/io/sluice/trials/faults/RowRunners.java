package io.sluice.trials.faults;

import io.sluice.source.rabbitmq.RabbitMqNode;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.IntStream;

/** Plays several rows at once, each with a broker that no other row sees. */
public final class RowRunners implements AutoCloseable {
  private final List<RowRunner> all;
  private final BlockingQueue<RowRunner> idle;
  private final ExecutorService threads;

  public RowRunners(Size size, Path directory, int atOnce) {
    all =
        IntStream.range(0, atOnce)
            .mapToObj(one -> new RowRunner(size, directory, RabbitMqNode.start()))
            .toList();
    idle = new LinkedBlockingQueue<>(all);
    threads = Executors.newFixedThreadPool(atOnce);
  }

  /** In the order of these calls. */
  public CompletableFuture<RowResult> run(Row row) {
    return CompletableFuture.supplyAsync(() -> play(row), threads);
  }

  private RowResult play(Row row) {
    // There are as many runners as threads.
    RowRunner runner = idle.remove();
    try {
      return runner.run(row);
    } finally {
      idle.add(runner);
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
    all.forEach(RowRunner::close);
  }
}
