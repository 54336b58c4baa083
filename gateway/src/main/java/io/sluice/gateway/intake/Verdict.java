package io.sluice.gateway.intake;

import io.sluice.gateway.catalog.JournaledEvent;
import io.sluice.source.Refusal;
import io.sluice.store.JournalRow;

/** What intake makes of an event. */
public sealed interface Verdict {
  /**
   * @param row to be appended to the journal
   */
  record Journal(JournaledEvent event, JournalRow row) implements Verdict {}

  record Refuse(Refusal refusal) implements Verdict {}
}
