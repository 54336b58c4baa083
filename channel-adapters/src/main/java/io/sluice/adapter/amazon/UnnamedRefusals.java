package io.sluice.adapter.amazon;

import io.sluice.adapter.ChannelUpdate;
import io.sluice.adapter.Outcome;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * SKUs of feeds whose report refused more messages than it named. They go listing by listing next
 * time, where each gets an answer of its own: as a feed they might be refused like that for ever.
 * Owned by one connection and its context.
 */
final class UnnamedRefusals {
  private final Set<String> skus = new LinkedHashSet<>();

  void add(String sku) {
    skus.add(sku);
    if (skus.size() > AmazonSettingsCheck.MESSAGES_AT_MOST) {
      skus.remove(skus.iterator().next());
    }
  }

  boolean hasAnyOf(Collection<String> some) {
    return !skus.isEmpty() && some.stream().anyMatch(skus::contains);
  }

  /** What a call ended in: who got an answer may go with a feed again. */
  void answered(List<ChannelUpdate> updates, List<Outcome> outcomes) {
    for (int i = 0; i < updates.size() && !skus.isEmpty(); i++) {
      Outcome outcome = outcomes.get(i);
      if (outcome instanceof Outcome.Accepted || outcome instanceof Outcome.Rejected) {
        skus.remove(updates.get(i).sku());
      }
    }
  }
}
