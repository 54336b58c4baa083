package io.sluice.adapter;

import io.vertx.core.Future;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A live way to one channel.
 *
 * <p>All calls come on one Vert.x context and the futures complete there. Calls may overlap, but
 * never two for one exclusive key. Nothing here blocks, retries on its own or keeps a queue. Every
 * future completes within the total timeout of its settings; it succeeds with one outcome per
 * update, in order. A future that fails is a bug and is taken as {@link Outcome.Unknown}.
 */
public interface ChannelConnection {
  Future<List<Outcome>> deliver(ChannelCall call);

  /**
   * Asks what became of pending updates.
   *
   * @param handles from {@link Outcome.Pending}, or of a {@link ReadBack} where updates of this
   *     channel must not be repeated; at most 1,000
   * @return per handle the outcome: {@code Pending} again while it runs
   */
  Future<List<Outcome>> poll(List<String> handles);

  /**
   * Reads a page of what the channel shows; changes nothing there. Asked only where {@link
   * Capabilities#listings} says so, one page at a time.
   *
   * @param cursor from the page before, null for the first
   * @return at most {@link ListingPage#AT_MOST} listings
   */
  default Future<ListingPage> listings(@Nullable String cursor) {
    return Future.failedFuture(new UnsupportedOperationException("tells nothing of what it shows"));
  }

  /** Lets go of connections; calls in flight may still end. */
  Future<Void> close();
}
