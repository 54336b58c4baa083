package io.sluice.source.rabbitmq;

import io.sluice.source.SourceStatus.State;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** State and problem of a source, told to the log once per change. Thread-safe. */
final class StatusBoard {
  private static final Logger log = LoggerFactory.getLogger(StatusBoard.class);

  record Entry(State state, Instant since, @Nullable String problem) {}

  private final String source;
  private final InstantSource clock;
  private Entry entry;

  StatusBoard(String source, InstantSource clock) {
    this.source = source;
    this.clock = clock;
    this.entry = new Entry(State.CONNECTING, clock.instant(), null);
  }

  synchronized Entry entry() {
    return entry;
  }

  synchronized void show(State state, @Nullable String problem) {
    Entry before = entry;
    if (state == before.state() && Objects.equals(problem, before.problem())) {
      return;
    }
    Instant since = state == before.state() ? before.since() : clock.instant();
    entry = new Entry(state, since, problem);
    tell(before.problem());
  }

  private void tell(@Nullable String problemBefore) {
    String problem = entry.problem();
    if (problem == null) {
      log.info("Source {} is {}", source, entry.state());
    } else if (!problem.equals(problemBefore)) {
      log.warn("Source {} is {}: {}", source, entry.state(), problem);
    }
  }

  /** Keeps the state. */
  synchronized void note(@Nullable String problem) {
    show(entry.state(), problem);
  }
}
