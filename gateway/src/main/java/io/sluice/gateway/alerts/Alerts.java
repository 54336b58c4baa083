package io.sluice.gateway.alerts;

import io.sluice.gateway.operations.AlertsView.AlertView;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Decides when somebody is told: what is so goes in, messages come out. Owned by one context. Times
 * are epoch milliseconds.
 *
 * <pre>
 *   seen ──► lasts long enough ──► due ──► told ──► gone for long enough ──► told as over
 *     │                             │        └──► again, each time that repeat has passed
 *     └── gone: nobody is told      └── gathered with what begins and ends meanwhile
 * </pre>
 */
public final class Alerts {
  private static final long NOT = Long.MIN_VALUE;
  private static final Comparator<Alert> ORDER =
      Comparator.comparingLong((Alert each) -> each.sinceMs)
          .thenComparing(each -> each.key.condition())
          .thenComparing(each -> each.key.subject());

  private final AlertRules rules;
  private final Map<Observed.Key, Alert> alerts = new HashMap<>();
  private long gatheringSinceMs = NOT;

  private static final class Alert {
    final Observed.Key key;
    final long sinceMs;
    String detail = "";
    long goneMs = NOT;
    long toldMs = NOT;

    /** Known from before the start, and not seen since. */
    boolean remembered;

    Alert(Observed.Key key, long sinceMs) {
      this.key = key;
      this.sinceMs = sinceMs;
    }

    boolean told() {
      return toldMs != NOT;
    }

    boolean gone() {
      return goneMs != NOT;
    }
  }

  /**
   * @param told before this start
   */
  public Alerts(AlertRules rules, Collection<Told> told) {
    this.rules = rules;
    for (Told each : told) {
      find(each.condition()).ifPresent(condition -> remember(condition, each));
    }
  }

  private static Optional<Condition> find(String name) {
    return List.of(Condition.values()).stream().filter(each -> word(each).equals(name)).findFirst();
  }

  private void remember(Condition condition, Told told) {
    Alert alert = new Alert(new Observed.Key(condition, told.subject()), told.sinceMs());
    alert.toldMs = told.toldMs();
    alert.remembered = true;
    alerts.put(alert.key, alert);
  }

  /** All that is so now. Answers what is to be said, if anything. */
  public Optional<Notice> look(Collection<Observed> now, long nowMs) {
    List<Observed> wanted =
        now.stream().filter(each -> rules.conditions().containsKey(each.condition())).toList();
    wanted.forEach(each -> see(each, nowMs));
    Set<Observed.Key> seen = wanted.stream().map(Observed::key).collect(Collectors.toSet());
    List.copyOf(alerts.values()).stream()
        .filter(alert -> !seen.contains(alert.key))
        .forEach(alert -> miss(alert, nowMs));
    List<Alert> began = select(alert -> !alert.told() && !alert.gone() && lasts(alert, nowMs));
    List<Alert> over = select(alert -> alert.told() && isOver(alert, nowMs));
    if (began.isEmpty() && over.isEmpty()) {
      gatheringSinceMs = NOT;
      return repeated(nowMs);
    }
    if (gatheringSinceMs == NOT) {
      gatheringSinceMs = nowMs;
    }
    return nowMs - gatheringSinceMs < rules.gather().toMillis()
        ? Optional.empty()
        : Optional.of(notice(began, over, nowMs));
  }

  private void see(Observed observed, long nowMs) {
    Alert alert = alerts.computeIfAbsent(observed.key(), key -> new Alert(key, nowMs));
    alert.detail = observed.detail();
    alert.goneMs = NOT;
    alert.remembered = false;
  }

  private void miss(Alert alert, long nowMs) {
    if (!alert.gone()) {
      alert.goneMs = nowMs;
    }
    if (!alert.told() && (!lasted(alert) || isOver(alert, nowMs))) {
      alerts.remove(alert.key);
    }
  }

  private boolean lasts(Alert alert, long nowMs) {
    return nowMs - alert.sinceMs >= lasting(alert).toMillis();
  }

  private boolean lasted(Alert alert) {
    return lasts(alert, alert.goneMs);
  }

  private Duration lasting(Alert alert) {
    AlertRules.Threshold threshold = rules.conditions().get(alert.key.condition());
    return threshold == null ? Duration.ZERO : threshold.lasting();
  }

  /** After a start a channel that is down has to be found down first. */
  private boolean isOver(Alert alert, long nowMs) {
    Duration after = rules.recoveredAfter();
    if (alert.remembered) {
      after = after.plus(lasting(alert));
    }
    return alert.gone() && nowMs - alert.goneMs >= after.toMillis();
  }

  private Optional<Notice> repeated(long nowMs) {
    List<Alert> still = select(Alert::told);
    boolean due =
        still.stream().anyMatch(alert -> nowMs - alert.toldMs >= rules.repeat().toMillis());
    return due ? Optional.of(notice(List.of(), List.of(), nowMs)) : Optional.empty();
  }

  private Notice notice(List<Alert> began, List<Alert> over, long nowMs) {
    gatheringSinceMs = NOT;
    over.forEach(alert -> alerts.remove(alert.key));
    List<Alert> still = select(Alert::told);
    began.forEach(alert -> alert.toldMs = nowMs);
    still.forEach(alert -> alert.toldMs = nowMs);
    return new Notice(
        Instant.ofEpochMilli(nowMs),
        began.stream().map(Alerts::item).toList(),
        still.stream().map(Alerts::item).toList(),
        over.stream().map(Alerts::over).toList());
  }

  private List<Alert> select(Predicate<Alert> which) {
    return alerts.values().stream().filter(which).sorted(ORDER).toList();
  }

  private static Notice.Item item(Alert alert) {
    Condition condition = alert.key.condition();
    String subject = alert.key.subject();
    return new Notice.Item(
        word(condition),
        subject,
        condition.title(subject),
        alert.detail,
        condition.hint(subject),
        Instant.ofEpochMilli(alert.sinceMs));
  }

  private static Notice.Item over(Alert alert) {
    String subject = alert.key.subject();
    return new Notice.Item(
        word(alert.key.condition()),
        subject,
        alert.key.condition().over(subject),
        "",
        "",
        Instant.ofEpochMilli(alert.sinceMs));
  }

  private static String word(Condition condition) {
    return condition.name().toLowerCase(Locale.ROOT);
  }

  /** What somebody was told of and is not over, for the next start. */
  public List<Told> told() {
    return select(Alert::told).stream()
        .map(
            alert ->
                new Told(
                    word(alert.key.condition()), alert.key.subject(), alert.sinceMs, alert.toldMs))
        .toList();
  }

  /** What is so, longest first, told of or not yet. */
  public List<AlertView> view() {
    return select(alert -> true).stream().map(Alerts::view).toList();
  }

  private static AlertView view(Alert alert) {
    Notice.Item item = item(alert);
    return new AlertView(
        item.condition(),
        item.subject(),
        alert.told() ? "firing" : "pending",
        item.title(),
        item.detail(),
        item.hint(),
        item.since(),
        alert.told() ? Instant.ofEpochMilli(alert.toldMs) : null);
  }
}
