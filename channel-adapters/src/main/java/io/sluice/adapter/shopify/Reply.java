package io.sluice.adapter.shopify;

import io.sluice.adapter.Outcome;

/** What came back for one document. */
sealed interface Reply {
  /** Every top-level field was carried out; its user errors are in there. */
  record Data(Tree data) implements Reply {}

  /**
   * @param why what everything that was asked for ends in
   */
  record Problem(Outcome why) implements Reply {}
}
