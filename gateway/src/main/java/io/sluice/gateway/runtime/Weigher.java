package io.sluice.gateway.runtime;

import io.sluice.gateway.catalog.Catalog;
import io.sluice.gateway.channel.ChannelPlan;
import io.sluice.gateway.channel.OnShelf;
import io.sluice.gateway.channel.Weighing;
import io.sluice.gateway.operations.ChangesView;
import io.sluice.gateway.render.Content;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Counts what a configuration would change, over all products, before it does. What the channels
 * have is copied on their contexts, a few products at a time; a worker renders them. Ends after a
 * minute at the latest, with what was counted by then, and at once when it is cancelled.
 */
final class Weigher {
  private static final int PRODUCTS_AT_ONCE = 256;
  private static final long LOOK_AGAIN_MS = 200;

  private final Vertx vertx;
  private final Catalog catalog;
  private final InstantSource clock;
  private final List<Concerned> concerned;
  private final long endsAtMs;
  private final Promise<Weighed> weighed = Promise.promise();
  private volatile boolean cancelled;

  /**
   * A channel that would be configured otherwise.
   *
   * @param runs what it is now, whose shelf is asked; null: it is new
   */
  record Concerned(Weighing weighing, @Nullable ChannelVerticle runs) {
    /**
     * @param rulesHold whether what it shows is by the rules that it runs with
     */
    static Concerned of(
        ChannelPlan next,
        @Nullable ChannelVerticle runs,
        boolean rulesHold,
        Catalog catalog,
        Weighing.Contents contents) {
      // A dry run sends nothing of what its rules show.
      ChannelPlan before = runs != null && rulesHold && !runs.plan().dryRun() ? runs.plan() : null;
      return new Concerned(new Weighing(next, before, catalog, contents), runs);
    }
  }

  /**
   * What was counted.
   *
   * @param complete whether all products were looked at
   * @param products that are known
   */
  record Weighed(List<ChangesView> channels, boolean complete, long products) {}

  /** What was begun is to be forgotten: something else is looked at by now. */
  static final class CancelledException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CancelledException() {
      super("another configuration is looked at", null, false, false);
    }
  }

  /** Content from memory, and for some time from the store. */
  static final class Reading implements Weighing.Contents {
    private static final Duration AT_MOST = Duration.ofSeconds(10);

    private final Contents contents;
    private final InstantSource clock;
    private final long untilMs;

    Reading(Contents contents, InstantSource clock) {
      this.contents = contents;
      this.clock = clock;
      this.untilMs = clock.millis() + AT_MOST.toMillis();
    }

    @Override
    public boolean inTime() {
      return clock.millis() < untilMs;
    }

    @Override
    public @Nullable Content find(long position) {
      return contents.find(position);
    }

    @Override
    public @Nullable Content load(String sku, long position) {
      return contents.read(sku, position).orElse(null);
    }
  }

  Weigher(
      Vertx vertx,
      Catalog catalog,
      InstantSource clock,
      Duration atMost,
      List<Concerned> concerned) {
    this.vertx = vertx;
    this.catalog = catalog;
    this.clock = clock;
    this.concerned = concerned;
    this.endsAtMs = clock.millis() + atMost.toMillis();
  }

  /** Once; fails with {@link CancelledException}. */
  Future<Weighed> weigh() {
    step(0);
    return weighed.future();
  }

  void cancel() {
    cancelled = true;
    weighed.tryFail(new CancelledException());
  }

  private void step(int from) {
    boolean late = clock.millis() > endsAtMs;
    if (cancelled) {
      return;
    } else if (late || from >= catalog.size()) {
      weighed.tryComplete(
          new Weighed(
              concerned.stream().map(each -> each.weighing().view()).toList(),
              !late,
              catalog.size()));
      return;
    }
    int to = Math.min(catalog.size(), from + PRODUCTS_AT_ONCE);
    List<Future<List<OnShelf>>> shelves =
        concerned.stream().map(each -> onShelf(each, from, to)).toList();
    Future.all(shelves)
        .compose(any -> vertx.executeBlocking(() -> weigh(shelves), false))
        .onComplete(
            done -> {
              if (done.succeeded()) {
                step(to);
              } else if (done.cause() instanceof ChannelAway) {
                // It takes over a configuration, and begins soon.
                vertx.setTimer(LOOK_AGAIN_MS, again -> step(from));
              } else {
                weighed.tryFail(done.cause());
              }
            });
  }

  private static final class ChannelAway extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ChannelAway(Throwable cause) {
      super(cause);
    }
  }

  private static Future<List<OnShelf>> onShelf(Concerned channel, int from, int to) {
    ChannelVerticle runs = channel.runs();
    return runs == null
        ? Future.succeededFuture(IntStream.range(from, to).mapToObj(OnShelf::nothing).toList())
        : runs.on(core -> core.onShelf(from, to))
            .recover(away -> Future.failedFuture(new ChannelAway(away)));
  }

  private boolean weigh(List<Future<List<OnShelf>>> shelves) {
    for (int i = 0; i < shelves.size(); i++) {
      Weighing weighing = concerned.get(i).weighing();
      for (OnShelf product : shelves.get(i).result()) {
        if (!cancelled) {
          weighing.weigh(product, clock.millis());
        }
      }
    }
    return true;
  }
}
