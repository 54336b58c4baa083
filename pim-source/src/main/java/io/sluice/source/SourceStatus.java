package io.sluice.source;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a source is doing, for people and readiness.
 *
 * @param since when {@code state} began
 * @param problem the last problem in words with the next step, or null when connected
 * @param received messages since start, redelivered ones included
 * @param unanswered received and not yet acknowledged
 */
public record SourceStatus(
    State state, Instant since, @Nullable String problem, long received, long unanswered) {
  public enum State {
    CONNECTING,
    CONNECTED,
    SUSPENDED,
    STOPPED
  }
}
