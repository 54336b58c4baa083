package io.sluice.demo.market;

import io.sluice.simulator.market.Marketplace;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A marketplace that is not there. The merchant's rules stand in it twice: as he writes them
 * ({@link #yaml}), and as plain arithmetic ({@link #expected}), which knows nothing of the
 * gateway's.
 */
public abstract class Market {
  private static final long ANSWER_SECONDS = 30;

  private final String name;

  Market(String name) {
    this.name = name;
  }

  /** Of its channel. */
  public final String name() {
    return name;
  }

  /** Under {@code channels:}, indented by two. */
  abstract String yaml();

  /** What should be there; empty where nothing should. */
  abstract Optional<Listing> expected(Article article);

  /** What is there. One that is there twice is twice in it. Waits for the answer. */
  abstract List<Listing> shown();

  abstract Marketplace standIn();

  /** How many listings it has. Waits for the answer. */
  public final int listings() {
    return shown().size();
  }

  /** How many tokens it has issued. Waits for the answer. */
  public abstract int tokens();

  /** Refuses connections. Returns when it does. */
  public final void goDown() {
    await(standIn().goDown());
  }

  /** Takes connections again. Returns when it does. */
  public final void comeUp() {
    await(standIn().comeUp());
  }

  static <T> T await(Future<T> future) {
    try {
      return future.toCompletionStage().toCompletableFuture().get(ANSWER_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
