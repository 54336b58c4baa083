package io.sluice.simulator.bol;

import io.sluice.simulator.market.Violations;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Every write waits here and is carried out later, in sequence; its status is kept for 48 hours.
 */
final class BolQueue {
  private static final Duration KEPT = Duration.ofHours(48);

  private final InstantSource clock;
  private final Violations violations;
  private final Map<String, BolProcess> processes = new LinkedHashMap<>();
  private final Map<BolEvent, Duration> delays = new EnumMap<>(BolEvent.class);
  private final List<Trouble> troubles = new ArrayList<>();
  private int numbers;

  BolQueue(InstantSource clock, Violations violations) {
    this.clock = clock;
    this.violations = violations;
  }

  /** What processes of a kind end in, instead of being carried out. */
  private static final class Trouble {
    private final BolEvent event;
    private final @Nullable String error;
    private int left;

    Trouble(BolEvent event, @Nullable String error, int times) {
      this.event = event;
      this.error = error;
      this.left = times;
    }
  }

  void delay(BolEvent event, Duration delay) {
    delays.put(event, delay);
  }

  /**
   * @param error null: they time out
   */
  void trouble(BolEvent event, @Nullable String error, int times) {
    troubles.add(new Trouble(event, error, times));
  }

  BolProcess add(
      BolEvent event,
      String subject,
      String description,
      BiFunction<BolProcess, Instant, BolProcess.End> work) {
    Instant now = clock.instant();
    Instant due = now.plus(delays.getOrDefault(event, Duration.ZERO));
    for (BolProcess each : processes.values()) {
      if (each.isPending() && each.event == event && each.subject.equals(subject)) {
        violations.add("two " + event + " in flight for one offer");
        due = due.isBefore(each.due) ? each.due : due;
      }
    }
    String id = "p-" + ++numbers;
    BolProcess process = new BolProcess(id, event, subject, description, now, due, work);
    processes.put(id, process);
    return process;
  }

  /** Carries out what is due, and forgets what ended long ago. */
  void settle() {
    settle(clock.instant());
    Instant now = clock.instant();
    Iterator<BolProcess> each = processes.values().iterator();
    while (each.hasNext()) {
      Instant ended = each.next().ended();
      if (ended != null && now.isAfter(ended.plus(KEPT))) {
        each.remove();
      }
    }
  }

  /** Carries out everything, whatever it waits for. */
  void settleAll() {
    settle(Instant.MAX);
  }

  private void settle(Instant until) {
    processes.values().stream()
        .filter(each -> each.isPending() && !each.due.isAfter(until))
        .sorted(Comparator.comparing((BolProcess each) -> each.due))
        .toList()
        .forEach(this::carryOut);
  }

  /** As of the time it was due, which may be long ago: nobody need have asked since. */
  private void carryOut(BolProcess process) {
    Instant now = clock.instant();
    Instant at = process.due.isAfter(now) ? now : process.due;
    for (Trouble trouble : troubles) {
      if (trouble.event == process.event && trouble.left > 0) {
        trouble.left--;
        if (trouble.error == null) {
          process.timeOut(at);
        } else {
          process.end(BolProcess.End.failure(trouble.error), at);
        }
        return;
      }
    }
    process.carryOut(at);
  }

  @Nullable BolProcess find(String id) {
    return processes.get(id);
  }

  List<BolProcess> all() {
    return List.copyOf(processes.values());
  }

  /** As if it had been longer than 48 hours ago. */
  void forgetEnded() {
    processes.values().removeIf(each -> !each.isPending());
  }

  boolean pending(BolEvent event, String subject) {
    return processes.values().stream()
        .anyMatch(each -> each.isPending() && each.event == event && each.subject.equals(subject));
  }
}
