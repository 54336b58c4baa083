package io.sluice.gateway.runtime;

import io.sluice.gateway.channel.Durable;
import io.sluice.gateway.config.ChannelConfig;
import io.sluice.gateway.config.Configuration;
import io.sluice.gateway.config.ConfirmOver;
import io.sluice.gateway.config.Mode;
import io.sluice.gateway.rules.Guard;
import io.sluice.gateway.rules.Percent;
import io.sluice.store.Store;
import io.sluice.store.Write;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a changed file might change of a channel unasked, as the file said by which it ran last: a
 * stop in which it is changed does not evade that.
 *
 * @param guard of which only what limits files is kept
 * @param dryRun whether nothing was sent
 */
record KeptLimits(@Nullable ConfirmOver confirmOver, Guard guard, boolean dryRun) {
  private static final String UPDATES = "confirm_over_updates";
  private static final String PRODUCTS = "confirm_over_products";
  private static final String LEAVING = "leaving_over";
  private static final String OUT_OF_STOCK = "out_of_stock_over";
  private static final String DRY_RUN = "dry_run";

  static KeptLimits of(Configuration configuration, ChannelConfig channel) {
    return new KeptLimits(
        configuration.confirmOver(), channel.guard(), channel.mode() == Mode.DRY_RUN);
  }

  /** Null where it never ran, or with an earlier release only. Blocks. */
  static @Nullable KeptLimits find(Store store, String channel) {
    byte[] stored = store.settings(Durable.LIMITS).get(channel);
    return stored == null ? null : read(new JsonObject(Buffer.buffer(stored)));
  }

  private static KeptLimits read(JsonObject json) {
    Percent products = percent(json, PRODUCTS);
    Long updates = json.getLong(UPDATES);
    return new KeptLimits(
        updates == null && products == null ? null : new ConfirmOver(updates, products),
        new Guard(null, null, null, null, percent(json, LEAVING), percent(json, OUT_OF_STOCK)),
        json.getBoolean(DRY_RUN, false));
  }

  private static @Nullable Percent percent(JsonObject json, String key) {
    String text = json.getString(key);
    return text == null ? null : Percent.of(text);
  }

  Write write(String channel) {
    JsonObject json = new JsonObject().put(DRY_RUN, dryRun);
    put(json, UPDATES, confirmOver, ConfirmOver::updates);
    put(json, PRODUCTS, confirmOver, limit -> text(limit.ofProducts()));
    put(json, LEAVING, guard, limit -> text(limit.leavingOver()));
    put(json, OUT_OF_STOCK, guard, limit -> text(limit.outOfStockOver()));
    return new Write.PutSetting(Durable.LIMITS, channel, json.toBuffer().getBytes());
  }

  private static <T> void put(
      JsonObject json, String key, @Nullable T limit, Function<T, @Nullable Object> value) {
    Object found = limit == null ? null : value.apply(limit);
    if (found != null) {
      json.put(key, found);
    }
  }

  private static @Nullable String text(@Nullable Percent percent) {
    return percent == null ? null : percent.value().toPlainString();
  }
}
