package io.sluice.gateway.operations;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where one event is.
 *
 * @param body as one structured CloudEvent, at most 20,000 characters
 * @param channels in the order of the file; empty where it counts for none, because its decision is
 *     not {@code new}
 */
public record EventTimelineView(EventView event, String body, List<TrailView> channels) {
  public EventTimelineView {
    channels = List.copyOf(channels);
  }

  /**
   * How far it came on one channel.
   *
   * @param state accepted, superseded, waiting, in flight, backoff, held, dead, discarded, not
   *     selected
   * @param reason why, or null
   * @param acceptedPosition what the channel accepted last of this facet, 0: nothing
   * @param notBefore when it is tried again, or null
   * @param shown what the rules make of it, null where it is not the newest of its facet any more
   * @param held the row that it is held or dead in, or null
   * @param attempts oldest first: its own, and behind them those of newer values up to the first
   *     that was accepted; at most 50
   */
  public record TrailView(
      String channel,
      String facet,
      String state,
      @Nullable String reason,
      long acceptedPosition,
      @Nullable Instant notBefore,
      @Nullable ExplainedView shown,
      @Nullable HeldView held,
      List<AttemptView> attempts) {
    public TrailView {
      attempts = List.copyOf(attempts);
    }
  }

  /**
   * @param values texts or lists of texts, by name
   * @param held reasons by their code
   * @param excluded why it does not belong there, empty where it does
   * @param steps how a value came about, by name
   */
  public record ExplainedView(
      Map<String, Object> values,
      Map<String, String> held,
      String excluded,
      Map<String, String> steps) {}
}
