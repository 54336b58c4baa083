package io.sluice.gateway.channel;

import java.util.HashMap;
import java.util.Map;

/**
 * What is to be sent once more though nothing newer came: a number that goes into the id of an
 * update, because the same position and value must not have the id of an earlier attempt.
 */
final class Repetitions {
  private final long first;
  private final Map<Integer, Asked> asked = new HashMap<>();
  private long generation;

  /**
   * @param upTo position; above it an event speaks for itself
   */
  private record Asked(long generation, long upTo) {}

  /**
   * @param first above all numbers of earlier starts
   */
  Repetitions(long first) {
    this.first = first;
    this.generation = first;
  }

  /** Takes over what another one was asked for. */
  void addAll(Repetitions other) {
    asked.putAll(other.asked);
  }

  void ask(int key, long upTo) {
    asked.put(key, new Asked(++generation, upTo));
  }

  boolean isAsked(int key) {
    return asked.containsKey(key);
  }

  /**
   * @param accepted position that was accepted of the key
   * @return 0 for an event that goes out for the first time
   */
  long generation(int key, long position, long accepted) {
    Asked again = asked.get(key);
    if (again != null && position <= again.upTo()) {
      return again.generation();
    }
    // An earlier start was asked for it.
    return position <= accepted ? first : 0;
  }

  void forget(int key) {
    asked.remove(key);
  }
}
