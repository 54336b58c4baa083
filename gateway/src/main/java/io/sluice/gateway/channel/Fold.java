package io.sluice.gateway.channel;

import io.sluice.gateway.catalog.Fact;
import io.sluice.store.StateRow;
import io.sluice.store.Write;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The part of a stream's backlog that was folded to the newest value per part: a range of positions
 * less what was finished in it. Durable as that range and a row per value accepted since, so that a
 * start knows what is still owed. Lasts until everything in it was sent.
 */
final class Fold {
  private final String channel;
  private long from;
  private long to;
  private Cursor finished = new Cursor(0);
  private boolean active;

  /** What is still owed. */
  private final Set<String> outstanding = new HashSet<>();

  /** Accepted since, as a start found it: part to position. */
  private final Map<String, Long> acceptedBefore = new HashMap<>();

  private boolean ended;

  Fold(String channel) {
    this.channel = channel;
  }

  boolean active() {
    return active;
  }

  /**
   * Folds everything up to {@code head} that the cursor has not finished; adds to a fold that runs.
   */
  void begin(Cursor cursor, long head, Recording recording) {
    from = active ? from : cursor.next();
    finished = active ? finished : cursor;
    to = head;
    active = true;
    ended = false;
    acceptedBefore.clear();
    byte[] ranges = finished.encode();
    ByteBuffer value = ByteBuffer.allocate(2 * Long.BYTES + ranges.length);
    value.putLong(from).putLong(to).put(ranges);
    recording.write(new Write.PutSetting(Durable.FOLD, channel, value.array()));
  }

  /** Rows in the store that the newest fact of their part stands for. */
  void deleteOlder(String sku, Fact fact, long head, Recording recording) {
    long upTo = Math.min(head, fact.position() - 1);
    recording.write(new Write.DeleteHeldUpTo(channel, sku, fact.partName(), upTo));
  }

  /** Goes on with a fold that a start found. */
  void restore(byte[] stored, StoredChannel.Rows<StateRow> accepted) {
    ByteBuffer value = ByteBuffer.wrap(stored);
    from = value.getLong();
    to = value.getLong();
    byte[] ranges = new byte[value.remaining()];
    value.get(ranges);
    finished = Cursor.decode(ranges);
    active = true;
    accepted.forEach(
        row ->
            acceptedBefore.put(
                name(row.key(), row.part()), ByteBuffer.wrap(row.value()).getLong()));
  }

  /** Whether a part's newest fact is owed because of the fold. */
  boolean contains(String sku, Fact fact) {
    long position = fact.position();
    return active
        && position >= from
        && position <= to
        && !finished.isFinished(position)
        && acceptedBefore.getOrDefault(name(sku, fact.partName()), 0L) < position;
  }

  void outstanding(String sku, String part) {
    outstanding.add(name(sku, part));
  }

  void accepted(Delivery delivery, Recording recording) {
    if (active) {
      byte[] position = Durable.number(delivery.position());
      StateRow row =
          new StateRow(channel, delivery.ourSku(), delivery.part(), delivery.position(), position);
      recording.write(new Write.PutState(List.of(row)));
    }
  }

  /** Everything folded was sent: nothing more to remember. */
  void end(Recording recording) {
    if (ended) {
      ended = false;
      recording.write(new Write.DeleteSetting(Durable.FOLD, channel));
    }
  }

  /** A part is no longer owed. */
  void done(String sku, String part) {
    if (outstanding.remove(name(sku, part))) {
      endIfNothingIsOwed();
    }
  }

  /** Where everything in it was sent, or newer events bring it, there is nothing to remember. */
  void endIfNothingIsOwed() {
    if (active && outstanding.isEmpty()) {
      active = false;
      ended = true;
    }
  }

  int owed() {
    return outstanding.size();
  }

  private static String name(String sku, String part) {
    return sku + '\n' + part;
  }
}
