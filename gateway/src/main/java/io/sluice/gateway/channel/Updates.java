package io.sluice.gateway.channel;

import io.sluice.adapter.ChannelUpdate;
import io.sluice.adapter.Listed;
import io.sluice.adapter.Value;
import io.sluice.gateway.catalog.Fact;
import io.sluice.gateway.catalog.JournaledEvent;
import io.sluice.gateway.intake.Hashes;
import io.sluice.gateway.render.FactsRenderer;
import io.sluice.gateway.render.Rendering;
import io.sluice.source.Facet;
import io.sluice.source.ProductEvent;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts updates together and gives them their idempotency keys. */
public final class Updates {
  private Updates() {}

  public static ChannelUpdate update(
      String channel,
      String sku,
      Facet facet,
      String part,
      Rendering.Ready rendering,
      Listed listed,
      long generation) {
    return new ChannelUpdate(
        id(channel, sku, part, rendering.position(), generation, rendering.digest()),
        rendering.channelSku() == null ? sku : rendering.channelSku(),
        io.sluice.adapter.Facet.valueOf(facet.name()),
        rendering.position(),
        Long.toString(rendering.version()),
        rendering.source(),
        occurredAt(rendering.occurredAtMs()),
        rendering.value(),
        listed,
        null);
  }

  /** An event as it came, for a stream channel. */
  public static ChannelUpdate update(String channel, JournaledEvent event) {
    ProductEvent product = event.event();
    String part = Fact.partName(product.facet(), product.part());
    return new ChannelUpdate(
        id(channel, product.sku(), part, event.position(), 0, product.digest()),
        product.sku(),
        io.sluice.adapter.Facet.valueOf(product.facet().name()),
        event.position(),
        Long.toString(event.version()),
        event.source(),
        product.time(),
        FactsRenderer.value(product.change()),
        Listed.UNKNOWN,
        product.json());
  }

  /** Positions of a restored store begin again at an earlier one; revisions go on. */
  static ChannelUpdate raised(ChannelUpdate update, long by) {
    return by == 0
        ? update
        : new ChannelUpdate(
            update.id(),
            update.sku(),
            update.facet(),
            update.revision() + by,
            update.version(),
            update.source(),
            update.occurredAt(),
            update.value(),
            update.listed(),
            update.event());
  }

  static @Nullable Instant occurredAt(long ms) {
    return ms == Fact.NEVER ? null : Instant.ofEpochMilli(ms);
  }

  /**
   * Same lane, event or touch, generation and body: same key, also after a restart; another body,
   * another key.
   *
   * @param generation rises when a person asks to send the same again, and when time brings it back
   */
  static String id(
      String channel, String sku, String part, long position, long generation, long digest) {
    long first = Hashes.mix(Hashes.mix(Hashes.start(), channel), sku);
    first = Hashes.mix(Hashes.mix(first, part), position);
    first = Hashes.mix(first, generation);
    long second = Hashes.mix(first, digest);
    return "u_" + hex(first) + hex(second);
  }

  /** About what an update takes in memory and in a call. */
  static long bytes(ChannelUpdate update) {
    byte[] event = update.event();
    if (event != null) {
      return event.length;
    }
    return update.value() instanceof Value.Product product ? product.json().length : 200;
  }

  /** The key of a call: of its updates, so the same batch again has the same key. */
  public static String callId(List<ChannelUpdate> updates) {
    if (updates.size() == 1) {
      return updates.get(0).id();
    }
    long first = Hashes.start();
    long second = ~Hashes.start();
    for (ChannelUpdate update : updates) {
      first = Hashes.mix(first, update.id());
      second = Hashes.mix(second, update.id());
    }
    return "c_" + hex(Hashes.finish(first)) + hex(Hashes.finish(second));
  }

  private static String hex(long value) {
    String digits = Long.toHexString(value);
    return "0".repeat(16 - digits.length()) + digits;
  }
}
