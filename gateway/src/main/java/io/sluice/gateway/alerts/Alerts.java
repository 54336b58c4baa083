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
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Decides when somebody is told: what is so goes in, messages come out. Owned by one context. Times
 * are epoch milliseconds.
 *
 * <pre>
 *   seen ──► lasts long enough ──► due ──► told ──► gone for long enough ──► told as over
 *     │                             │        └──► again, each time that repeat has passed
 *     └── gone: nobody is told      ├── gathered with what begins and ends meanwhile
 *                                   └── gone for long enough: told as begun and over
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
    List<Alert> due = select(alert -> !alert.told() && isDue(alert, nowMs));
    List<Alert> over = select(alert -> alert.told() && isOver(alert, nowMs));
    if (due.isEmpty() && over.isEmpty()) {
      gatheringSinceMs = NOT;
      return repeated(nowMs);
    }
    if (gatheringSinceMs == NOT) {
      gatheringSinceMs = nowMs;
    }
    if (nowMs - gatheringSinceMs < rules.gather().toMillis()) {
      return Optional.empty();
    }
    // What is gone, but not for long, may be back in a moment.
    List<Alert> began =
        due.stream().filter(alert -> !alert.gone() || isOver(alert, nowMs)).toList();
    return began.isEmpty() && over.isEmpty()
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
    if (!alert.told() && !isDue(alert, nowMs)) {
      alerts.remove(alert.key);
    }
  }

  /** Whether it lasts, or did, for as long as somebody wants to know of. */
  private boolean isDue(Alert alert, long nowMs) {
    long endMs = alert.gone() ? alert.goneMs : nowMs;
    return endMs - alert.sinceMs >= lasting(alert).toMillis();
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
    List<Alert> ended =
        Stream.concat(over.stream(), began.stream().filter(Alert::gone)).sorted(ORDER).toList();
    ended.forEach(alert -> alerts.remove(alert.key));
    List<Alert> still = select(Alert::told);
    began.forEach(alert -> alert.toldMs = nowMs);
    still.forEach(alert -> alert.toldMs = nowMs);
    return new Notice(
        Instant.ofEpochMilli(nowMs),
        began.stream().map(alert -> item(alert, alert.gone() ? gone(alert) : null)).toList(),
        still.stream().map(alert -> item(alert, null)).toList(),
        ended.stream().map(Alerts::over).toList());
  }

  private List<Alert> select(Predicate<Alert> which) {
    return alerts.values().stream().filter(which).sorted(ORDER).toList();
  }

  private static Instant gone(Alert alert) {
    return Instant.ofEpochMilli(alert.goneMs);
  }

  private static Notice.Item item(Alert alert, @Nullable Instant until) {
    Condition condition = alert.key.condition();
    String subject = alert.key.subject();
    return new Notice.Item(
        word(condition),
        subject,
        condition.title(subject),
        alert.detail,
        condition.hint(subject),
        Instant.ofEpochMilli(alert.sinceMs),
        until);
  }

  private static Notice.Item over(Alert alert) {
    String subject = alert.key.subject();
    return new Notice.Item(
        word(alert.key.condition()),
        subject,
        alert.key.condition().over(subject),
        "",
        "",
        Instant.ofEpochMilli(alert.sinceMs),
        gone(alert));
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
    Notice.Item item = item(alert, null);
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
