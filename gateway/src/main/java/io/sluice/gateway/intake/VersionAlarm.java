package io.sluice.gateway.intake;

import io.sluice.gateway.catalog.Decision;
import java.util.EnumMap;
import java.util.Map;

/** What became of a source's last 200 events; over half stale means that its versions went back. */
final class VersionAlarm {
  static final int WATCHED = 200;

  /** No stale event is among the last. */
  static final long NONE = Long.MAX_VALUE;

  private final Decision[] last = new Decision[WATCHED];
  private final long[] positions = new long[WATCHED];
  private final int[] counts = new int[Decision.values().length];
  private int next;
  private int seen;
  private long wentBackAt = NONE;

  void add(Decision decision, long position) {
    if (seen == WATCHED) {
      counts[last[next].ordinal()]--;
    } else {
      seen++;
    }
    last[next] = decision;
    positions[next] = position;
    counts[decision.ordinal()]++;
    next = (next + 1) % WATCHED;
    if (!raised()) {
      wentBackAt = NONE;
    } else if (wentBackAt == NONE) {
      wentBackAt = firstStale();
    }
  }

  boolean raised() {
    return seen == WATCHED && counts[Decision.STALE.ordinal()] * 2 > WATCHED;
  }

  /**
   * Position of the first event judged stale since the versions went back: as far as the alarm
   * reaches, or while there is none, among the last events. {@link #NONE} where none was stale.
   */
  long staleSince() {
    return wentBackAt == NONE ? firstStale() : wentBackAt;
  }

  private long firstStale() {
    long first = NONE;
    for (int i = 0; i < seen; i++) {
      if (last[i] == Decision.STALE || last[i] == Decision.CONFLICT) {
        first = Math.min(first, positions[i]);
      }
    }
    return first;
  }

  void clear() {
    java.util.Arrays.fill(counts, 0);
    seen = 0;
    next = 0;
    wentBackAt = NONE;
  }

  Map<Decision, Integer> counts() {
    Map<Decision, Integer> answer = new EnumMap<>(Decision.class);
    for (Decision decision : Decision.values()) {
      answer.put(decision, counts[decision.ordinal()]);
    }
    return answer;
  }
}
