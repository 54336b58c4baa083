package io.sluice.simulator;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/** Draws which fault strikes, from one seed. Thread-safe. */
final class FaultPicker {
  private final Random random;
  private List<Armed> armed = List.of();

  FaultPicker(long seed) {
    random = new Random(seed);
  }

  private static final class Armed {
    private final Fault fault;
    private long left;

    Armed(Fault fault) {
      this.fault = fault;
      this.left = fault.times();
    }
  }

  synchronized void arm(List<Fault> faults) {
    List<Armed> fresh = new ArrayList<>();
    faults.forEach(fault -> fresh.add(new Armed(fault)));
    armed = fresh;
  }

  /** What happens to a whole request. */
  synchronized Optional<Fault> pick(List<ReceivedUpdate> updates) {
    for (Armed candidate : armed) {
      if (candidate.fault.kind() != Fault.Kind.ITEM
          && updates.stream().anyMatch(update -> speaksOf(candidate.fault, update))
          && strikes(candidate)) {
        return Optional.of(candidate.fault);
      }
    }
    return Optional.empty();
  }

  /** What happens to one update of a request. */
  synchronized Optional<Fault> pickForItem(ReceivedUpdate update) {
    for (Armed candidate : armed) {
      if (candidate.fault.kind() == Fault.Kind.ITEM
          && speaksOf(candidate.fault, update)
          && strikes(candidate)) {
        return Optional.of(candidate.fault);
      }
    }
    return Optional.empty();
  }

  synchronized Duration between(Duration least, Duration most) {
    long spread = most.toMillis() - least.toMillis();
    return spread <= 0 ? least : least.plusMillis(random.nextLong(spread + 1));
  }

  private static boolean speaksOf(Fault fault, ReceivedUpdate update) {
    Set<String> skus = fault.skus();
    return skus.isEmpty() || skus.contains(update.sku());
  }

  private boolean strikes(Armed candidate) {
    double chance = candidate.fault.probability();
    if (candidate.left <= 0 || (chance < 1 && random.nextDouble() >= chance)) {
      return false;
    }
    candidate.left--;
    return true;
  }
}
