package io.sluice.gateway.config;

import io.sluice.gateway.alerts.AlertRules;
import io.sluice.gateway.alerts.Condition;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Who is told of what by the gateway itself.
 *
 * @param receivers none: nobody is told
 * @param rules what about, and when
 */
public record AlertSettings(List<AlertReceiver> receivers, AlertRules rules) {
  /** Nobody is told. */
  public static final AlertSettings DEFAULT =
      new AlertSettings(
          List.of(),
          new AlertRules(
              AlertRules.everything(),
              AlertRules.REPEAT,
              AlertRules.GATHER,
              AlertRules.RECOVERED_AFTER));

  public AlertSettings {
    receivers = List.copyOf(receivers);
    List<String> names = receivers.stream().map(AlertReceiver::name).toList();
    Checks checks =
        new Checks()
            .that(
                "receivers", names.stream().distinct().count() == names.size(), "has a name twice")
            .between("repeat", rules.repeat(), Duration.ofMinutes(1), Duration.ofDays(30))
            .between("gather", rules.gather(), Duration.ZERO, Duration.ofMinutes(10))
            .between("recovered_after", rules.recoveredAfter(), Duration.ZERO, Duration.ofHours(1));
    for (Map.Entry<Condition, AlertRules.Threshold> each : rules.conditions().entrySet()) {
      String path = "conditions." + Texts.word(each.getKey());
      checks.between(path + ".for", each.getValue().lasting(), Duration.ZERO, Duration.ofDays(7));
      checks.between(path + ".over", each.getValue().over(), 0, Long.MAX_VALUE);
    }
    checks.orThrow();
  }
}
