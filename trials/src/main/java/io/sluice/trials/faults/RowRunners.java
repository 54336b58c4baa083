package io.sluice.trials.faults;

import io.sluice.source.rabbitmq.RabbitMqNode;
import io.sluice.trials.FasterStart;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Plays several rows at once, each with a broker that no other row sees. */
public final class RowRunners implements AutoCloseable {
  private final Size size;
  private final List<RowRunner> all;
  private final BlockingQueue<RowRunner> idle;
  private final ExecutorService threads;

  public RowRunners(Size size, Path directory, int atOnce) {
    this.size = size;
    FasterStart.prepare();
    all =
        IntStream.range(0, atOnce)
            .mapToObj(one -> new RowRunner(size, directory, RabbitMqNode.start()))
            .toList();
    idle = new LinkedBlockingQueue<>(all);
    threads = Executors.newFixedThreadPool(atOnce);
  }

  /**
   * The results to come, in the order of the rows. In the short form rows of one act are played one
   * after the other on the same stage; otherwise each has its own.
   */
  public List<CompletableFuture<RowResult>> run(List<Row> rows) {
    Map<Row, CompletableFuture<RowResult>> results = new HashMap<>();
    for (List<Row> act : acts(rows)) {
      act.forEach(row -> results.put(row, new CompletableFuture<>()));
      threads.execute(() -> play(act, results));
    }
    return rows.stream().map(row -> Objects.requireNonNull(results.get(row))).toList();
  }

  /** Long ones first. */
  private Collection<List<Row>> acts(List<Row> rows) {
    return rows.stream()
        .sorted(Comparator.comparing(row -> !row.isLong()))
        .collect(
            Collectors.groupingBy(
                row -> size == Size.SHORT ? row.act() : row.id(),
                LinkedHashMap::new,
                Collectors.toList()))
        .values();
  }

  private void play(List<Row> act, Map<Row, CompletableFuture<RowResult>> results) {
    // There are as many runners as threads.
    RowRunner runner = idle.remove();
    try {
      runner.run(act, result -> results.get(result.row()).complete(result));
    } catch (RuntimeException e) {
      act.forEach(row -> results.get(row).completeExceptionally(e));
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
