package io.sluice.trials.simulate;

import io.sluice.gateway.channel.Durable;
import io.sluice.gateway.channel.Why;
import io.sluice.simulator.check.Published;
import io.sluice.store.HeldRow;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What one channel need not get, by its own durable word: dead letters that lie there or were
 * closed for a newer value, what a person discarded, and what was folded.
 */
final class Excuses {
  private final boolean stream;
  private final Ledger ledger;
  private final Set<Long> everDead = new HashSet<>();
  private final Set<Long> closed = new HashSet<>();
  private final Set<Long> folded = new HashSet<>();
  private final Map<String, Long> discarded = new HashMap<>();
  private final List<long[]> folds = new ArrayList<>();
  private boolean folding;

  Excuses(boolean stream, Ledger ledger) {
    this.stream = stream;
    this.ledger = ledger;
  }

  void held(HeldRow row) {
    if (row.why().equals(Why.DEAD.code())) {
      everDead.add(row.position());
    }
  }

  /**
   * The gateway itself deleted a row. One that was sent again from its dead letter and is not
   * decided stands as pending; a newer value closes it all the same.
   *
   * @param newer because a newer value was accepted
   */
  void deleted(HeldRow row, boolean newer) {
    boolean dead = row.why().equals(Why.DEAD.code());
    if (dead || (newer && everDead.contains(row.position()))) {
      closed.add(row.position());
    } else if (folding && row.why().equals(Why.SPILLED.code())) {
      folded.add(row.position());
    }
  }

  void setting(String kind, byte[] value) {
    if (kind.equals(Durable.FOLD)) {
      ByteBuffer fold = ByteBuffer.wrap(value);
      folding = true;
      folds.add(new long[] {fold.getLong(), fold.getLong()});
    }
  }

  /** A fold deletes what it folds together with saying so. */
  void together() {
    folding = false;
  }

  void discarded(HeldRow row) {
    discarded.merge(row.key() + '/' + row.part(), row.position(), Math::max);
  }

  /**
   * @param dead rows of the channel that lie there now
   * @return numbers of events
   */
  Set<Long> numbers(List<HeldRow> dead) {
    Set<Long> deadNow = new HashSet<>();
    Map<String, Long> newestDead = new HashMap<>();
    for (HeldRow row : dead) {
      deadNow.add(row.position());
      newestDead.merge(row.key() + '/' + row.part(), row.position(), Math::max);
    }
    Set<Long> numbers = new HashSet<>();
    for (Published event : ledger.owed()) {
      long position = ledger.position(event);
      boolean excused =
          stream
              ? excusedOfStream(event, position, deadNow)
              : position <= Math.max(of(newestDead, event), of(discarded, event));
      if (excused) {
        numbers.add(event.number());
      }
    }
    return numbers;
  }

  private boolean excusedOfStream(Published event, long position, Set<Long> deadNow) {
    boolean dead = deadNow.contains(position) || closed.contains(position);
    boolean inFold =
        folded.contains(position)
            || folds.stream().anyMatch(fold -> fold[0] <= position && position <= fold[1]);
    boolean newerStandsForIt = inFold || ledger.wasBehind(event);
    return dead || (newerStandsForIt && !ledger.isNewest(event));
  }

  /** State channels name the facet only. */
  private static long of(Map<String, Long> positions, Published event) {
    return positions.getOrDefault(event.key().sku() + '/' + event.key().facet(), 0L);
  }
}
