package io.sluice.gateway.alerts;

import io.sluice.gateway.channel.Why;
import io.sluice.gateway.operations.ChannelView;
import io.sluice.gateway.operations.HeldView;
import io.sluice.gateway.operations.IncidentView;
import io.sluice.gateway.operations.ProblemView;
import io.sluice.gateway.operations.WaitingView;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds in what is seen of a gateway what a person may have to know of. */
public final class Observer {
  /** What does not go out before somebody mends data or rules. */
  private static final Set<Why> HELD_BY_RULES =
      Set.of(Why.INCOMPLETE, Why.MAPPING, Why.ALIAS_COLLISION, Why.MARGIN);

  /** Nothing is meant to go out there, or that is an alert of its own. */
  private static final Set<String> NOT_BEHIND =
      Set.of("paused", "needs attention", "needs approval", "dry run", "removed");

  private static final int CODES_TOLD = 3;

  private final AlertRules rules;

  public Observer(AlertRules rules) {
    this.rules = rules;
  }

  public List<Observed> of(Seen seen, long nowMs) {
    List<Observed> all = new ArrayList<>();
    seen.channels().forEach(channel -> look(channel, nowMs, all));
    seen.silent().forEach((name, words) -> add(Condition.SOURCE_SILENT, name, words, all));
    seen.disconnected()
        .forEach((name, words) -> add(Condition.SOURCE_DISCONNECTED, name, words, all));
    if (seen.suspendedBecause() != null) {
      add(Condition.INTAKE_SUSPENDED, "", seen.suspendedBecause(), all);
    }
    if (!seen.configuration().valid()) {
      String where = firstError(seen.configuration().problems());
      add(Condition.CONFIGURATION_INVALID, "", where, all);
    }
    WaitingView waiting = seen.configuration().waiting();
    if (waiting != null) {
      add(Condition.CONFIGURATION_WAITING, "", String.join(" ", waiting.reasons()), all);
    }
    return all;
  }

  private static void add(Condition what, String subject, String detail, List<Observed> all) {
    all.add(new Observed(what, subject, detail));
  }

  private void look(Seen.Channel channel, long nowMs, List<Observed> all) {
    ChannelView view = channel.view();
    String name = view.channel();
    if (view.state().equals("offline")) {
      add(Condition.CHANNEL_OFFLINE, name, joined(waits(view), view.lastProblem()), all);
    } else if (view.state().startsWith("needs ")) {
      add(Condition.NEEDS_ATTENTION, name, joined(waits(view), view.stateReason()), all);
    }
    Instant oldest = view.oldestAt();
    boolean old = oldest != null && nowMs - oldest.toEpochMilli() > channel.alertOlderThanMs();
    if ((old || view.backlog() > channel.alertOver()) && !NOT_BEHIND.contains(view.state())) {
      add(Condition.BACKLOG, name, behind(view, nowMs), all);
    }
    IncidentView incident = view.incident();
    if (incident != null) {
      add(Condition.GUARD, name, guard(incident), all);
    }
    long held =
        HELD_BY_RULES.stream().mapToLong(why -> view.held().getOrDefault(why.code(), 0L)).sum();
    if (held > over(Condition.HELD)) {
      add(Condition.HELD, name, held + " deliveries are held: " + held(view), all);
    }
    long dead = view.held().getOrDefault(Why.DEAD.code(), 0L);
    if (dead > over(Condition.DEAD_LETTERS)) {
      add(Condition.DEAD_LETTERS, name, dead + " dead letters: " + most(view.deadLetters()), all);
    }
  }

  private long over(Condition condition) {
    AlertRules.Threshold threshold = rules.conditions().get(condition);
    return threshold == null ? Long.MAX_VALUE : threshold.over();
  }

  private static String waits(ChannelView view) {
    return view.backlog() == 0 ? "" : view.backlog() + " deliveries wait";
  }

  private static String behind(ChannelView view, long nowMs) {
    Instant oldest = view.oldestAt();
    String age = oldest == null ? "" : "the oldest for " + text(nowMs - oldest.toEpochMilli());
    return joined(waits(view), age);
  }

  private static String guard(IncidentView incident) {
    HeldView example = incident.examples().get(0);
    return "%d changes, such as %s: %s".formatted(incident.held(), example.sku(), example.reason());
  }

  private static String held(ChannelView view) {
    return most(
        view.held().entrySet().stream()
            .filter(
                each -> HELD_BY_RULES.stream().anyMatch(why -> why.code().equals(each.getKey())))
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
  }

  private static String most(Map<String, Long> counts) {
    return counts.entrySet().stream()
        .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
        .limit(CODES_TOLD)
        .map(each -> each.getValue() + " " + each.getKey())
        .collect(Collectors.joining(", "));
  }

  private static String firstError(List<ProblemView> problems) {
    return problems.stream()
        .filter(problem -> problem.severity().equals("error"))
        .findFirst()
        .map(problem -> "%s:%d: %s".formatted(problem.file(), problem.line(), problem.message()))
        .orElse("");
  }

  private static String joined(@Nullable String... parts) {
    return Stream.of(parts)
        .filter(part -> part != null && !part.isEmpty())
        .collect(Collectors.joining("; "));
  }

  /** The two largest units, such as {@code 3h 5m}. */
  static String text(long ms) {
    Duration age = Duration.ofMillis(ms);
    if (age.toDays() > 0) {
      return age.toDays() + "d " + age.toHoursPart() + "h";
    }
    return age.toHours() > 0
        ? age.toHours() + "h " + age.toMinutesPart() + "m"
        : (age.toMinutes() > 0 ? age.toMinutes() + "m " : "") + age.toSecondsPart() + "s";
  }
}
