package io.sluice.gateway.intake;

import io.sluice.gateway.catalog.Decision;
import java.util.EnumMap;
import java.util.Map;

/** What became of a source's last 200 events; over half stale means that its versions went back. */
final class VersionAlarm {
  private static final int WATCHED = 200;

  private final Decision[] last = new Decision[WATCHED];
  private final int[] counts = new int[Decision.values().length];
  private int next;
  private int seen;

  void add(Decision decision) {
    if (seen == WATCHED) {
      counts[last[next].ordinal()]--;
    } else {
      seen++;
    }
    last[next] = decision;
    counts[decision.ordinal()]++;
    next = (next + 1) % WATCHED;
  }

  boolean raised() {
    return seen == WATCHED && counts[Decision.STALE.ordinal()] * 2 > WATCHED;
  }

  void clear() {
    java.util.Arrays.fill(counts, 0);
    seen = 0;
    next = 0;
  }

  Map<Decision, Integer> counts() {
    Map<Decision, Integer> answer = new EnumMap<>(Decision.class);
    for (Decision decision : Decision.values()) {
      answer.put(decision, counts[decision.ordinal()]);
    }
    return answer;
  }
}
