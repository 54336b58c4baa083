package io.sluice.gateway.operations;

import io.vertx.core.Future;
import java.util.List;

/** How the channels stand. As {@link Operations}. */
public interface Channels {
  /**
   * Every channel, in the order of the file, and behind them those that are in it no more and of
   * which something is known.
   */
  Future<List<ChannelView>> channels();

  /** Fails with NOT_FOUND for an unknown channel; so do all calls that name one. */
  Future<ChannelView> channel(String channel);

  /** How each channel did in the last fifteen minutes. */
  Future<TrendsView> trends();

  /** What would be sent next, at most {@code limit}. */
  Future<List<BacklogEntry>> backlog(String channel, int limit);
}
