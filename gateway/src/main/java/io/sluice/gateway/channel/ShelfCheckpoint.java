package io.sluice.gateway.channel;

import io.sluice.gateway.catalog.Catalog;
import io.sluice.store.StateRow;
import io.sluice.store.Write;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes a shelf behind, a few rows at a time. A pass claims what was true when it began: outcome
 * rows up to there are no longer needed once it has ended.
 */
public final class ShelfCheckpoint {
  public static final String KIND = "shelf_checkpoint";
  private static final long NONE = -1;

  private final Channel channel;
  private final Catalog catalog;
  private final CheckpointPace pace;
  private int rowsAtOnce;
  private long passBegan = NONE;
  private long passBeganAtMs;
  private int at;
  private volatile long durableSequence;

  /** Rows of the last step are on their way: a slow store gets no more of them. */
  private boolean writing;

  /**
   * @param durableSequence what the last finished pass claims
   */
  public ShelfCheckpoint(
      Channel channel, Catalog catalog, CheckpointPace pace, long durableSequence) {
    this.channel = channel;
    this.catalog = catalog;
    this.pace = pace;
    this.durableSequence = durableSequence;
  }

  /** Outcome rows up to here are not needed for a start. */
  public long durableSequence() {
    return durableSequence;
  }

  /**
   * Takes the next step of a pass, or begins one; stream channels have no shelf to write.
   *
   * @param outcomeHead newest outcome row of all channels in the store
   */
  public void step(long outcomeHead, long nowMs) {
    if (writing) {
      return;
    }
    channel.noteOutcomes(outcomeHead);
    if (passBegan == NONE) {
      long toReplay = channel.outcomeSequence() - durableSequence;
      if (toReplay == 0 || !pace.begins(passBeganAtMs, nowMs, toReplay)) {
        return;
      }
      passBegan = channel.outcomeSequence();
      passBeganAtMs = nowMs;
      rowsAtOnce = pace.atOnce(changed());
      at = 0;
    }
    List<StateRow> rows = new ArrayList<>();
    if (channel.backlog() instanceof StateBacklog state) {
      Shelf shelf = state.shelf();
      int key = shelf.nextChanged(at);
      while (key >= 0 && rows.size() < rowsAtOnce) {
        String sku = catalog.get(ChannelPlan.skuOf(key)).sku();
        rows.add(shelf.row(channel.plan().channel(), sku, key, channel.outcomeSequence()));
        at = key + 1;
        key = shelf.nextChanged(at);
      }
    }
    if (!rows.isEmpty()) {
      writing = true;
      channel.recording().write(new Write.PutState(rows));
      channel.recording().whenDurable(() -> writing = false);
    }
    if (rows.size() < rowsAtOnce) {
      end();
    }
    channel.proceed(nowMs);
  }

  private int changed() {
    return channel.backlog() instanceof StateBacklog state ? state.shelf().changedKeys() : 0;
  }

  private void end() {
    long claims = passBegan;
    passBegan = NONE;
    channel
        .recording()
        .write(new Write.PutSetting(KIND, channel.plan().channel(), Durable.number(claims)));
    channel.recording().whenDurable(() -> durableSequence = claims);
  }
}
