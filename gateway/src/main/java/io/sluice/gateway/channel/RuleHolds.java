package io.sluice.gateway.channel;

import io.sluice.source.Facet;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Keys that the rules have no value for now, and why: 17 bytes each. There may be as many as
 * products whose content did not come yet, so nothing of them is stored: a start renders what is
 * owed anew, and holds it again.
 */
final class RuleHolds {
  private static final Why[] REASONS = Why.values();

  /** By key: 0 for none, else the reason's ordinal and 1. */
  private byte[] reasons = new byte[0];

  private long[] sinceMs = new long[0];
  private long[] positions = new long[0];
  private final long[] counts = new long[REASONS.length];

  @Nullable Why find(int key) {
    return key >= reasons.length || reasons[key] == 0 ? null : REASONS[reasons[key] - 1];
  }

  /** Position up to which everything was looked at when it was held. */
  long position(int key) {
    return positions[key];
  }

  /** Whether anything of a product is held. */
  boolean holdsAnyOf(int sku) {
    return Arrays.stream(Facet.values())
        .anyMatch(facet -> find(ChannelPlan.key(sku, facet)) != null);
  }

  /** When it was held first for its reason, epoch milliseconds. */
  long sinceMs(int key) {
    return sinceMs[key];
  }

  void hold(int key, Why why, long position, long nowMs) {
    grow(key);
    positions[key] = position;
    if (find(key) == why) {
      return;
    }
    release(key);
    reasons[key] = (byte) (why.ordinal() + 1);
    sinceMs[key] = nowMs;
    counts[why.ordinal()]++;
  }

  void release(int key) {
    Why why = find(key);
    if (why != null) {
      reasons[key] = 0;
      counts[why.ordinal()]--;
    }
  }

  /** The next held key at or after {@code from}, -1 when there is none. */
  int next(int from) {
    for (int key = from; key < reasons.length; key++) {
      if (reasons[key] != 0) {
        return key;
      }
    }
    return -1;
  }

  IntStream keys() {
    return IntStream.range(0, reasons.length).filter(key -> reasons[key] != 0);
  }

  /** Keys by reason, those without any left out. */
  Map<String, Long> counts() {
    Map<String, Long> all = new TreeMap<>();
    for (Why why : REASONS) {
      if (counts[why.ordinal()] > 0) {
        all.put(why.code(), counts[why.ordinal()]);
      }
    }
    return all;
  }

  private void grow(int key) {
    if (key >= reasons.length) {
      int size = Math.max(key + 1, Math.max(1024, reasons.length + reasons.length / 2));
      reasons = Arrays.copyOf(reasons, size);
      sinceMs = Arrays.copyOf(sinceMs, size);
      positions = Arrays.copyOf(positions, size);
    }
  }
}
