package io.sluice.gateway.render;

import io.sluice.adapter.Value;
import io.sluice.gateway.rules.HoldReason;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a facet of a SKU looks like on a channel at one moment. */
public sealed interface Rendering {
  /** When time alone may change it, {@link Long#MAX_VALUE}: never. */
  default long changesAtMs() {
    return Long.MAX_VALUE;
  }

  /** What it would be if nothing held it, as far as that is known. */
  default Rendering unheld() {
    return this;
  }

  /**
   * @param digest equal for equal values
   * @param position of the newest fact in it
   * @param changesAtMs when time alone may change it, {@link Long#MAX_VALUE}: never
   * @param channelSku what the SKU is called there, null: as it is here
   * @param earlier digests of what the channel may have been told before, and shows as this one by
   *     now, because it acts on dates by itself
   */
  record Ready(
      Value value,
      long digest,
      long position,
      String source,
      long version,
      long occurredAtMs,
      long changesAtMs,
      @Nullable String channelSku,
      List<Long> earlier)
      implements Rendering {
    public Ready {
      earlier = List.copyOf(earlier);
    }

    /** Whether a channel that was told what has a digest shows just this. */
    public boolean isShownBy(long told) {
      return told == digest || earlier.contains(told);
    }

    /** The same, of a later position. */
    public Ready at(long later) {
      return new Ready(
          value, digest, later, source, version, occurredAtMs, changesAtMs, channelSku, earlier);
    }

    /** The same with another stock. */
    public Ready withStock(long quantity) {
      Value other = new Value.Stock(quantity, Map.of());
      long plain = Digests.of(other);
      return new Ready(
          other,
          channelSku == null ? plain : Digests.renamed(plain, channelSku),
          position,
          source,
          version,
          occurredAtMs,
          changesAtMs,
          channelSku,
          List.of());
    }
  }

  /** It leaves the channel: where it is listed, this is the last that is to be said. */
  record Leaving(Ready last) implements Rendering {
    @Override
    public long changesAtMs() {
      return last.changesAtMs();
    }
  }

  /**
   * It waits, and the channel shows what it showed.
   *
   * @param text a sentence for the merchant
   * @param wanted {@link Ready} or {@link Leaving}: what it would be if nothing held it; null where
   *     the rules have no result
   * @param lowered of a stock: what is there at most, where that is known. A channel that shows
   *     more would sell what is gone
   * @param position of the newest fact that was looked at
   */
  record Held(
      HoldReason reason,
      String text,
      @Nullable Rendering wanted,
      @Nullable Ready lowered,
      long position,
      long changesAtMs)
      implements Rendering {
    @Override
    public Rendering unheld() {
      return wanted == null ? this : wanted;
    }
  }

  /** The content at this position must be read first. */
  record NeedsContent(long position) implements Rendering {}

  /**
   * There is nothing to say (yet): no such fact, or no price in force.
   *
   * @param position of the newest fact that was looked at
   * @param changesAtMs when time alone may change that
   */
  record Nothing(long position, long changesAtMs) implements Rendering {}
}
