package io.sluice.gateway.operations;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What people have channels do. Answers how they stand then. As {@link Operations}. */
public interface Steering {
  /**
   * @param until null: until somebody resumes
   */
  Future<ChannelView> pause(String channel, String who, String reason, @Nullable Instant until);

  /** Ends a pause and a {@code needs attention}. */
  Future<ChannelView> resume(String channel, String who);

  /**
   * Pauses every channel that runs. One that is paused by itself stays so beside it, so {@link
   * #resumeAll} brings back what was before.
   */
  Future<List<ChannelView>> pauseAll(String who, String reason, @Nullable Instant until);

  /** Ends what {@link #pauseAll} began, and nothing else. */
  Future<List<ChannelView>> resumeAll(String who);

  /**
   * Calls a channel no faster than that until somebody takes it back, also after a restart. Fails
   * with INVALID where that is no rate, or above the limit of channels.yaml.
   *
   * @param perSecond requests, all channels of its account aside; null: takes it back
   */
  Future<ChannelView> rate(String channel, @Nullable Double perSecond, String who);

  /** Tries one delivery now, whatever the breaker or the attention clock says. */
  Future<ChannelView> probe(String channel, String who);

  /**
   * What rules that changed would still send is not sent. Fails with CONFLICT where no such thing
   * is under way.
   */
  Future<ChannelView> cancelResync(String channel, String who);

  /**
   * Lets go of all that is known of a channel that is in the file no more. Fails with CONFLICT
   * where it still is.
   */
  Future<ChannelView> forget(String channel, String who);
}
