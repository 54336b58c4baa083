package io.sluice.simulator.check;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Counts findings and keeps the first few of each kind in words. */
final class FindingsBook {
  private static final int SAMPLES = 5;

  private final Map<Kind, List<String>> samples = new EnumMap<>(Kind.class);
  private final Map<Kind, Long> counts = new EnumMap<>(Kind.class);

  enum Kind {
    LOST,
    STALE_BEGUN,
    STALE_APPLIED,
    GHOST,
    WRONG,
    DUPLICATE
  }

  void add(Kind kind, Object what) {
    add(kind, 1, what);
  }

  void add(Kind kind, long times, Object what) {
    if (times == 0) {
      return;
    }
    counts.merge(kind, times, Long::sum);
    List<String> some = samples.computeIfAbsent(kind, first -> new ArrayList<>());
    if (some.size() < SAMPLES && kind != Kind.DUPLICATE) {
      some.add(kind + " " + what);
    }
  }

  Findings findings() {
    return new Findings(
        count(Kind.LOST),
        count(Kind.STALE_BEGUN),
        count(Kind.STALE_APPLIED),
        count(Kind.GHOST),
        count(Kind.WRONG),
        count(Kind.DUPLICATE),
        samples.values().stream().flatMap(List::stream).toList());
  }

  private long count(Kind kind) {
    return counts.getOrDefault(kind, 0L);
  }
}
