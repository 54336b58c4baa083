package io.sluice.gateway.channel;

import io.sluice.adapter.ChannelCall;
import io.sluice.store.Write;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a channel wants done; carried out by whoever owns it, on whose context the answers come back
 * through the channel's own methods. Nothing here may call back before it returns.
 */
public interface Effects {
  /** {@link Channel#answered} follows exactly once. */
  void deliver(long call, ChannelCall request);

  /** {@link Channel#polled} follows exactly once. */
  void poll(long poll, List<String> handles);

  /**
   * A page of what the channel shows, the first where the cursor is null; {@link Channel#listings}
   * follows exactly once. Only where its capabilities say so.
   */
  void list(@Nullable String cursor);

  /** Product content of an event; {@link Channel#fetched} follows exactly once. */
  void fetch(int key, String sku, long position);

  /** {@link Channel#recorded} follows once they are durable. At most one is on its way. */
  void record(List<Write> writes);

  /** Stream channels: journal rows from a position on; {@link Channel#page} follows. */
  void readJournal(long from, int maxRows, long maxBytes);

  /**
   * Stream channels: held rows of one lane's SKU, oldest first; {@link Channel#spilled} follows.
   */
  void readSpilled(int key, String sku, int limit);

  /** {@link Channel#due} is to be called at this time; a later call replaces an earlier. */
  void wakeAt(long atMs);

  /** One attempt, for the log: who, which, what became of it. */
  void attempted(Attempt attempt);

  /** What became of a pending update, for whoever looks it up; it is no attempt of its own. */
  default void decided(Attempt attempt) {}
}
