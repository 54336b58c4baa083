package io.sluice.simulator.pim;

import io.sluice.simulator.check.Published;
import java.util.ArrayList;
import java.util.List;

/** What the broker has confirmed, so what the gateway owes. Thread-safe. */
public final class History {
  private final List<Published> confirmed = new ArrayList<>();

  public synchronized void confirmed(PimEvent event) {
    confirmed.add(new Published(event.number(), event.key(), event.value()));
  }

  public synchronized List<Published> events() {
    return List.copyOf(confirmed);
  }

  public synchronized int size() {
    return confirmed.size();
  }
}
