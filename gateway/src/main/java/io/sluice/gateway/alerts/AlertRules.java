package io.sluice.gateway.alerts;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/**
 * When somebody is told of what.
 *
 * @param conditions those that anybody is told of
 * @param repeat how long after a message another says what still is so
 * @param gather how long a message waits for more that begins or ends together
 * @param recoveredAfter how long a condition has to be gone to be over
 */
public record AlertRules(
    Map<Condition, Threshold> conditions,
    Duration repeat,
    Duration gather,
    Duration recoveredAfter) {
  public static final Duration REPEAT = Duration.ofHours(4);
  public static final Duration GATHER = Duration.ofSeconds(30);
  public static final Duration RECOVERED_AFTER = Duration.ofMinutes(1);

  /**
   * @param lasting how long it has to last
   * @param over of what is counted so many are no alert
   */
  public record Threshold(Duration lasting, long over) {
    /** Unless the file says otherwise. */
    public static Threshold of(Condition condition) {
      return new Threshold(condition.lasting(), 0);
    }
  }

  public AlertRules {
    conditions = Map.copyOf(conditions);
  }

  /** Everything, as it is told unless the file says otherwise. */
  public static Map<Condition, Threshold> everything() {
    Map<Condition, Threshold> all = new EnumMap<>(Condition.class);
    for (Condition condition : Condition.values()) {
      all.put(condition, Threshold.of(condition));
    }
    return all;
  }
}
