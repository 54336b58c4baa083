package io.sluice.adapter.http;

import io.sluice.adapter.ChannelCall;
import io.sluice.adapter.ChannelConnection;
import io.sluice.adapter.ChannelContext;
import io.sluice.adapter.ChannelSettings;
import io.sluice.adapter.ChannelUpdate;
import io.sluice.adapter.Facet;
import io.sluice.adapter.Listed;
import io.sluice.adapter.Outcome;
import io.sluice.adapter.Value;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** A channel of the http adapter on one Vert.x context, called as the gateway would. */
final class HttpFixture implements AutoCloseable {
  static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

  final Vertx vertx = Vertx.vertx();
  final Context context = vertx.getOrCreateContext();
  InstantSource clock = InstantSource.fixed(NOW);
  private final Map<String, Object> values = new HashMap<>();
  private int batch = 1;

  HttpFixture(String url) {
    values.put("url", url);
    values.put("allow_private", true);
    values.put("total_timeout", Duration.ofSeconds(5));
    values.put("connect_timeout", Duration.ofSeconds(2));
  }

  HttpFixture with(String name, Object value) {
    values.put(name, value);
    return this;
  }

  HttpFixture without(String name) {
    values.remove(name);
    return this;
  }

  HttpFixture batch(int atMost) {
    batch = atMost;
    return this;
  }

  HttpFixture at(Instant now) {
    clock = InstantSource.fixed(now);
    return this;
  }

  ChannelSettings settings() {
    return new ChannelSettings("shop", values, EnumSet.allOf(Facet.class), batch, false);
  }

  ChannelConnection open() {
    return new HttpAdapter().open(settings(), ChannelContext.passing(vertx, clock));
  }

  List<Outcome> deliver(ChannelUpdate... updates) {
    ChannelConnection connection = open();
    return await(() -> connection.deliver(new ChannelCall("call-1", List.of(updates))));
  }

  Outcome deliverOne() {
    return deliver(stock("SKU-1", 5)).get(0);
  }

  <T> T await(Supplier<Future<T>> work) {
    CompletableFuture<T> done = new CompletableFuture<>();
    context.runOnContext(go -> work.get().onComplete(done::complete, done::completeExceptionally));
    try {
      return done.get(20, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  static ChannelUpdate stock(String sku, long quantity) {
    return update(sku, Facet.STOCK, new Value.Stock(quantity, Map.of("BER", quantity)));
  }

  static ChannelUpdate[] stocks(int count) {
    List<ChannelUpdate> updates = new ArrayList<>();
    for (int i = 1; i <= count; i++) {
      updates.add(stock("SKU-" + i, i));
    }
    return updates.toArray(ChannelUpdate[]::new);
  }

  static ChannelUpdate update(String sku, Facet facet, Value value) {
    return new ChannelUpdate(
        "id-" + sku.replaceAll("[^A-Za-z0-9]", ""),
        sku,
        facet,
        7,
        "991",
        "pim",
        Instant.parse("2026-11-20T11:59:58Z"),
        value,
        Listed.UNKNOWN,
        null);
  }

  @Override
  public void close() {
    try {
      vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
