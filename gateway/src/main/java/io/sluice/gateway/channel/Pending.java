package io.sluice.gateway.channel;

import io.sluice.adapter.Outcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * Updates that the channel took and has not decided about; asked for in bulk, one poll at a time.
 */
final class Pending {
  private static final int HANDLES_PER_POLL = 1000;
  private static final long NEVER = Long.MAX_VALUE;

  private final Effects effects;
  private final PriorityQueue<Waiting> waiting =
      new PriorityQueue<>((a, b) -> Long.compare(a.pollAtMs(), b.pollAtMs()));
  private final Map<Long, List<Waiting>> polls = new HashMap<>();
  private long nextPoll = 1;

  Pending(Effects effects) {
    this.effects = effects;
  }

  /**
   * @param expiresAtMs when the channel forgets the handle
   */
  record Waiting(Delivery delivery, String handle, long pollAtMs, long expiresAtMs) {}

  void add(Waiting update) {
    waiting.add(update);
  }

  int size() {
    return waiting.size() + polls.values().stream().mapToInt(List::size).sum();
  }

  /**
   * Asks for what is due; answers when the next is, {@link Long#MAX_VALUE} where it is not known.
   */
  long poll(long nowMs) {
    if (!polls.isEmpty()) {
      return NEVER;
    }
    List<Waiting> due = new ArrayList<>();
    while (!waiting.isEmpty()
        && waiting.peek().pollAtMs() <= nowMs
        && due.size() < HANDLES_PER_POLL) {
      due.add(waiting.poll());
    }
    if (!due.isEmpty()) {
      long poll = nextPoll++;
      polls.put(poll, due);
      effects.poll(poll, due.stream().map(Waiting::handle).toList());
      return NEVER;
    }
    return waiting.isEmpty() ? NEVER : waiting.peek().pollAtMs();
  }

  /** What was asked for and its answers, in order. */
  Map<Waiting, Outcome> polled(long poll, List<Outcome> outcomes) {
    List<Waiting> asked = polls.remove(poll);
    Map<Waiting, Outcome> answers = new LinkedHashMap<>();
    for (int i = 0; i < asked.size(); i++) {
      Outcome missing = new Outcome.Unknown("the poll did not answer for it", false);
      answers.put(asked.get(i), i < outcomes.size() ? outcomes.get(i) : missing);
    }
    return answers;
  }
}
