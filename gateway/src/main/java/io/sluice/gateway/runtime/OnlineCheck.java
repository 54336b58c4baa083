package io.sluice.gateway.runtime;

import io.sluice.adapter.ChannelContext;
import io.sluice.adapter.Reached;
import io.sluice.gateway.config.ChannelConfig;
import io.sluice.gateway.config.Configuration;
import io.sluice.gateway.config.SourceConfig;
import io.sluice.gateway.config.StoreSettings;
import io.sluice.source.rabbitmq.BrokerCheck;
import io.sluice.store.StoreCheck;
import io.sluice.store.StoreException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Looks at everything outside that the configuration names, all at once, and changes nothing.
 * Blocks for as long as the slowest takes, a minute at most.
 */
final class OnlineCheck {
  private static final long AT_MOST_S = 60;

  private final Configuration configuration;
  private final Vertx vertx;

  private OnlineCheck(Configuration configuration, Vertx vertx) {
    this.configuration = configuration;
    this.vertx = vertx;
  }

  /**
   * @param what such as {@code channel shop}
   * @param text a sentence for people
   */
  record Item(String what, boolean fine, String text) {}

  /**
   * @param data directory of the store
   */
  static List<Item> look(Configuration configuration, Path data) {
    Vertx vertx = Vertx.vertx();
    try {
      return new OnlineCheck(configuration, vertx).look(data);
    } finally {
      vertx.close();
    }
  }

  private List<Item> look(Path data) {
    List<Future<Item>> looks = new ArrayList<>();
    looks.add(blocking("store", () -> store(configuration.gateway().store(), data)));
    for (SourceConfig source : configuration.gateway().sources()) {
      String what = "source " + source.name();
      looks.add(blocking(what, () -> source(what, source)));
    }
    for (ChannelConfig channel : configuration.channels()) {
      String what = "channel " + channel.id();
      looks.add(item(what, channel(what, channel)));
    }
    return looks.stream().map(OnlineCheck::await).toList();
  }

  private Future<Item> blocking(String what, Callable<Item> look) {
    return item(what, vertx.executeBlocking(look, false));
  }

  /** A failure is an item, too. */
  private static Future<Item> item(String what, Future<Item> look) {
    return look.timeout(AT_MOST_S, TimeUnit.SECONDS)
        .otherwise(failure -> new Item(what, false, String.valueOf(failure.getMessage())));
  }

  private static Item await(Future<Item> item) {
    try {
      return item.toCompletionStage().toCompletableFuture().get(2 * AT_MOST_S, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static Item store(StoreSettings settings, Path data) {
    try {
      StoreCheck.Found found = StoreCheck.look(Plans.url(settings.url(), data));
      boolean room = found.usableBytes() > settings.stopTakingBelow();
      String stands = found.stands() ? "there is one" : "will be made";
      String disk = StartReport.size(found.usableBytes()) + " free";
      return new Item(
          "store",
          room,
          room
              ? "%s: %s, %s".formatted(found.file(), stands, disk)
              : "%s: only %s, and no events are taken below %s"
                  .formatted(found.file(), disk, StartReport.size(settings.stopTakingBelow())));
    } catch (StoreException e) {
      return new Item("store", false, String.valueOf(e.getMessage()));
    }
  }

  private static Item source(String what, SourceConfig source) {
    if (!(source instanceof SourceConfig.Rabbit rabbit)) {
      return new Item(what, true, "posts to the gateway");
    }
    BrokerCheck.Result result = BrokerCheck.look(Plans.rabbit(rabbit));
    return new Item(what, result.fine(), result.text());
  }

  private Future<Item> channel(String what, ChannelConfig channel) {
    Future<Reached> look =
        channel
            .adapter()
            .look(channel.settings(), ChannelContext.passing(vertx, InstantSource.system()));
    return look.map(
        reached -> new Item(what, reached.fine(), channel.secrets().mask(reached.text())));
  }
}
