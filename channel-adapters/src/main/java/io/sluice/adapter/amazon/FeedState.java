package io.sluice.adapter.amazon;

import io.sluice.adapter.Outcome;
import java.time.Instant;

/** How a feed stands. */
sealed interface FeedState {
  /** Until then there is nothing to ask for. */
  Instant pollAt();

  /** Amazon has not finished it. */
  record Running(Instant pollAt) implements FeedState {}

  /** Its report has not been loaded yet. */
  record Done(String documentId, Instant pollAt) implements FeedState {}

  record Reported(FeedReport report) implements FeedState {
    @Override
    public Instant pollAt() {
      return Instant.MAX;
    }
  }

  /** Without a report. */
  record Ended(Outcome outcome) implements FeedState {
    @Override
    public Instant pollAt() {
      return Instant.MAX;
    }
  }
}
