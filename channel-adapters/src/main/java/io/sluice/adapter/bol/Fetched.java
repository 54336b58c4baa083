package io.sluice.adapter.bol;

import io.sluice.adapter.Outcome;

/** What came of fetching the file of all offers. */
sealed interface Fetched {
  record File(OfferExport export) implements Fetched {}

  /** It, or another one, still comes: it may be large. */
  record Underway() implements Fetched {}

  /** bol has it no more. */
  record Missing() implements Fetched {}

  /** It came, and is none, or too long: so it would be the next time. */
  record Unreadable(String reason) implements Fetched {}

  /** It did not come, or broke off. */
  record Untold(Outcome why) implements Fetched {}
}
