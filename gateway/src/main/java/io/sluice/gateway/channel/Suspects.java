package io.sluice.gateway.channel;

import io.sluice.adapter.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Refused updates whose fault it may not be: believed once something else gets through, or where
 * nothing else happens for an hour.
 */
final class Suspects {
  private static final long BELIEVED_AFTER_MS = Duration.ofHours(1).toMillis();

  private final List<Suspect> suspects = new ArrayList<>();

  record Suspect(Delivery delivery, Outcome.Rejected answer, long sinceMs) {
    Suspect withoutHold() {
      return new Suspect(delivery.holding(Delivery.Holds.NOTHING), answer, sinceMs);
    }
  }

  void add(Suspect suspect) {
    suspects.add(suspect);
  }

  /** Those of a key, which are none any more. */
  List<Suspect> forget(int key) {
    List<Suspect> forgotten =
        suspects.stream().filter(suspect -> suspect.delivery().key() == key).toList();
    suspects.removeAll(forgotten);
    return forgotten;
  }

  List<Suspect> takeAll() {
    List<Suspect> all = new ArrayList<>(suspects);
    suspects.clear();
    return all;
  }

  List<Suspect> takeOld(long nowMs) {
    List<Suspect> old =
        suspects.stream().filter(each -> each.sinceMs() + BELIEVED_AFTER_MS <= nowMs).toList();
    suspects.removeAll(old);
    return old;
  }

  /** When the first is believed, {@link Long#MAX_VALUE}: there is none. */
  long nextMs() {
    return suspects.isEmpty() ? Long.MAX_VALUE : suspects.get(0).sinceMs() + BELIEVED_AFTER_MS;
  }
}
