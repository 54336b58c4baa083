package io.sluice.gateway.operations;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A configuration that goes over a limit, and waits until a person approves or discards it.
 *
 * @param version of what its files say, 12 hex digits
 * @param reasons which limits it goes over, in sentences
 * @param channels those that it would change
 */
public record WaitingView(
    String version, Instant since, List<String> reasons, List<ChangesView> channels) {
  public WaitingView {
    reasons = List.copyOf(reasons);
    channels = List.copyOf(channels);
  }

  /** Whether it goes over other limits than one that somebody looked at, or much further. */
  public boolean doesMoreThan(WaitingView looked) {
    return reasons.size() > looked.reasons().size()
        || channels.stream().anyMatch(each -> each.doesMoreThan(looked.find(each.channel())));
  }

  private @Nullable ChangesView find(String channel) {
    return channels.stream()
        .filter(each -> each.channel().equals(channel))
        .findFirst()
        .orElse(null);
  }
}
