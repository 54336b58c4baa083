package io.sluice.simulator;

import java.util.ArrayList;
import java.util.List;

/** Carries out what a request asks for and says what came of each update. */
final class Effects {
  private final Ledger ledger;
  private final FaultPicker faults;

  Effects(Ledger ledger, FaultPicker faults) {
    this.ledger = ledger;
    this.faults = faults;
  }

  /**
   * @param late whether its sender has no answer to wait for any more
   */
  List<ItemResult> carryOut(List<ReceivedUpdate> updates, Behaviour behaviour, boolean late) {
    List<ItemResult> results = new ArrayList<>(updates.size());
    for (ReceivedUpdate update : updates) {
      results.add(carryOut(update, behaviour, late));
    }
    return results;
  }

  private ItemResult carryOut(ReceivedUpdate update, Behaviour behaviour, boolean late) {
    boolean product = update.facet().equals("product");
    if (behaviour.needsCreate() && !product && !ledger.isListed(update.sku())) {
      return ItemResult.refused(update, "not_listed");
    }
    Fault fault = faults.pickForItem(update).orElse(null);
    if (fault != null) {
      return ItemResult.refused(update, fault.result());
    }
    if (behaviour.comparesRevisions() && ledger.isStale(update)) {
      return new ItemResult(update, "accepted", "ignored");
    }
    ledger.apply(update, late);
    return late ? new ItemResult(update, "accepted", "late") : ItemResult.applied(update);
  }
}
