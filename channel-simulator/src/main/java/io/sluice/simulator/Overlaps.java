package io.sluice.simulator;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Sees when two requests for one SKU are open at the same time. A sender that gave up and closed
 * its connection may be seen to close it a moment after its next request: only a request that was
 * open long after that, or was answered then, did overlap.
 */
final class Overlaps {
  private static final long CLOSING_NANOS = 100_000_000;

  private final Map<String, Visit> open = new HashMap<>();
  private final Ledger ledger;

  Overlaps(Ledger ledger) {
    this.ledger = ledger;
  }

  /** One open request: which SKUs it holds, and when another came for one of them. */
  static final class Visit {
    private final Set<String> skus;
    private long overlappedAt = -1;

    Visit(Set<String> skus) {
      this.skus = skus;
    }
  }

  void begin(Visit visit, long nanos) {
    for (String sku : visit.skus) {
      Visit earlier = open.put(sku, visit);
      if (earlier != null && earlier.overlappedAt < 0) {
        earlier.overlappedAt = nanos;
      }
    }
  }

  void end(Visit visit, boolean answered, long nanos) {
    visit.skus.forEach(sku -> open.remove(sku, visit));
    if (visit.overlappedAt >= 0 && (answered || nanos - visit.overlappedAt > CLOSING_NANOS)) {
      ledger.overlap();
    }
  }
}
