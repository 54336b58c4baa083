package io.sluice.gateway.runtime;

import io.sluice.gateway.catalog.Decision;
import io.sluice.gateway.channel.Why;
import io.sluice.gateway.config.ChannelConfig;
import io.sluice.gateway.operations.EventQuery;
import io.sluice.gateway.operations.EventView;
import io.sluice.gateway.operations.OperationException;
import io.sluice.gateway.operations.OperationException.Kind;
import io.sluice.gateway.operations.Page;
import io.sluice.store.AttemptRow;
import io.sluice.store.HeldRow;
import io.sluice.store.JournalRow;
import io.sluice.store.Store;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Finds events of the journal. The narrowest part of a query says where to look: an identity or a
 * SKU in their indexes, a code among the attempts, held and dead among the held rows, else the
 * journal from its end. The rest is compared row by row, and no more than so many for one page.
 * Blocks.
 */
final class EventSearch {
  private static final int LOOKED_AT_MOST = 5_000;
  private static final int ROWS_AT_ONCE = 500;
  private static final long BYTES_AT_ONCE = 4L << 20;
  private static final byte[] NOTHING = new byte[0];

  private final Supplier<List<ChannelConfig>> channels;
  private final Store store;
  private final Attempts attempts;

  EventSearch(Supplier<List<ChannelConfig>> channels, Store store, Attempts attempts) {
    this.channels = channels;
    this.store = store;
    this.attempts = attempts;
  }

  Page<EventView> page(EventQuery query, @Nullable String cursor, int limit) {
    requireState(query.state());
    Place place = Place.of(cursor);
    if (query.id() != null || query.sku() != null || query.alias() != null) {
      return indexed(query, place, limit);
    } else if (EventMatch.isHeld(query.state())) {
      return held(query, place, limit);
    } else if (query.code() != null) {
      return attempted(query, place, limit);
    }
    return journal(query, place, limit);
  }

  private EventMatch match(EventQuery query) {
    return new EventMatch(query, channels.get(), store, attempts);
  }

  private static void requireState(@Nullable String state) {
    List<String> allowed =
        new ArrayList<>(Arrays.stream(Decision.values()).map(Decision::toString).toList());
    allowed.add(EventMatch.HELD);
    allowed.add(Why.DEAD.code());
    if (state != null && !allowed.contains(state)) {
      throw new OperationException(
          Kind.INVALID,
          "unknown state '%s', allowed: %s".formatted(state, String.join(", ", allowed)));
    }
  }

  // --- by identity or SKU -----------------------------------------------------------------------

  private Page<EventView> indexed(EventQuery query, Place place, int limit) {
    EventMatch match = match(query);
    List<JournalRow> found = new ArrayList<>();
    long before = place.number("e", Long.MAX_VALUE);
    for (int looked = 0; looked < LOOKED_AT_MOST; looked += ROWS_AT_ONCE) {
      // The first page asks for no more than it shows: a row is found in a millisecond.
      List<JournalRow> rows = rows(match, before, Math.min(ROWS_AT_ONCE, limit + 1));
      for (JournalRow row : rows) {
        if (found.size() == limit) {
          return Place.page(found, "e", before);
        }
        before = row.position();
        if (match.isOver(row)) {
          return Place.last(found);
        }
        if (match.matches(row)) {
          found.add(withoutPayload(row));
        }
      }
      if (rows.isEmpty()) {
        return Place.last(found);
      }
    }
    return Place.page(found, "e", before);
  }

  private List<JournalRow> rows(EventMatch match, long before, int limit) {
    String id = match.query().id();
    if (id != null) {
      return store.withEventId(id, before, limit);
    }
    return match.skus().stream()
        .flatMap(sku -> store.history(sku, before, limit).stream())
        .sorted(Comparator.comparingLong(JournalRow::position).reversed())
        .limit(limit)
        .toList();
  }

  // --- from the journal's end -------------------------------------------------------------------

  private Page<EventView> journal(EventQuery query, Place place, int limit) {
    EventMatch match = match(query);
    List<JournalRow> found = new ArrayList<>();
    long before = place.number("e", 0);
    if (before == 0) {
      before = end(match.mayBeUntil());
    }
    long first = store.status().firstPosition();
    for (int looked = 0; looked < LOOKED_AT_MOST && before > first; ) {
      long from = Math.max(first, before - ROWS_AT_ONCE);
      List<JournalRow> rows = between(from, before);
      for (int i = rows.size() - 1; i >= 0; i--) {
        JournalRow row = rows.get(i);
        if (found.size() == limit) {
          return Place.page(found, "e", before);
        }
        before = row.position();
        if (match.isOver(row)) {
          return Place.last(found);
        }
        if (match.matches(row)) {
          found.add(withoutPayload(row));
        }
      }
      before = from;
      looked += ROWS_AT_ONCE;
    }
    return before > first ? Place.page(found, "e", before) : Place.last(found);
  }

  /** All of them, where a page ends early because it is large; without what they said. */
  private List<JournalRow> between(long from, long before) {
    List<JournalRow> rows = new ArrayList<>();
    long next = from;
    while (next < before) {
      List<JournalRow> some = store.journal().page(next, (int) (before - next), BYTES_AT_ONCE);
      if (some.isEmpty()) {
        break;
      }
      // Where rows are dropped meanwhile a page begins further on.
      some.stream()
          .filter(row -> row.position() < before)
          .map(EventSearch::withoutPayload)
          .forEach(rows::add);
      next = some.get(some.size() - 1).position() + 1;
    }
    return rows;
  }

  /** A message may have a megabyte, and a page hundreds of them. */
  private static JournalRow withoutPayload(JournalRow row) {
    return new JournalRow(
        row.position(),
        row.source(),
        row.eventId(),
        row.key(),
        row.part(),
        row.epoch(),
        row.version(),
        row.decision(),
        row.occurredAtMs(),
        row.receivedAtMs(),
        row.idHash(),
        row.digest(),
        NOTHING);
  }

  /** Behind the newest that was received before a time: they lie in about that order. */
  private long end(@Nullable Instant until) {
    long low = store.status().firstPosition();
    long high = store.head() + 1;
    while (until != null && low < high) {
      long middle = (low + high) >>> 1;
      boolean before =
          store
              .findEvent(middle)
              .map(row -> row.receivedAtMs() < until.toEpochMilli())
              .orElse(true);
      if (before) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return high;
  }

  // --- by what became of them -------------------------------------------------------------------

  private Page<EventView> attempted(EventQuery query, Place place, int limit) {
    // That an attempt ended so is seen in its own row.
    EventMatch match = match(query.withCode(null));
    List<JournalRow> found = new ArrayList<>();
    long before = place.number("a", Long.MAX_VALUE);
    for (int looked = 0; looked < LOOKED_AT_MOST; looked += ROWS_AT_ONCE) {
      List<AttemptRow> rows = store.attempts(before, ROWS_AT_ONCE);
      for (AttemptRow row : rows) {
        if (found.size() == limit) {
          return Place.page(found, "a", before);
        }
        before = row.sequence();
        if (Attempts.matches(row, query.code())) {
          add(row.position(), match, found);
        }
      }
      if (rows.isEmpty()) {
        return Place.last(found);
      }
    }
    return Place.page(found, "a", before);
  }

  private Page<EventView> held(EventQuery query, Place place, int limit) {
    EventMatch match = match(query.withState(null));
    List<JournalRow> found = new ArrayList<>();
    boolean dead = Why.DEAD.code().equals(query.state());
    Store.HeldFilter filter =
        new Store.HeldFilter(null, dead ? Why.DEAD.code() : null, query.sku());
    String cursor = place.text("h");
    HeldRow after = cursor == null ? null : HeldLists.row(cursor);
    for (int looked = 0; looked < LOOKED_AT_MOST; looked += ROWS_AT_ONCE) {
      List<HeldRow> rows = store.held(filter, after, ROWS_AT_ONCE);
      for (HeldRow row : rows) {
        if (found.size() == limit && after != null) {
          return Place.page(found, "h", HeldLists.cursor(after));
        }
        after = row;
        if (dead || !row.why().equals(Why.DEAD.code())) {
          add(row.position(), match, found);
        }
      }
      if (rows.isEmpty() || after == null) {
        return Place.last(found);
      }
    }
    return after == null ? Place.last(found) : Place.page(found, "h", HeldLists.cursor(after));
  }

  /** Once, however many channels or tries there were. */
  private void add(long position, EventMatch match, List<JournalRow> found) {
    if (found.stream().noneMatch(row -> row.position() == position)) {
      store
          .findEvent(position)
          .filter(match::matches)
          .map(EventSearch::withoutPayload)
          .ifPresent(found::add);
    }
  }

  // --- one row ----------------------------------------------------------------------------------

  static EventView view(JournalRow row) {
    return new EventView(
        row.position(),
        row.eventId(),
        row.source(),
        row.key(),
        row.part(),
        Long.toString(row.version()),
        Decision.of(row.decision()).toString(),
        row.occurredAtMs() == Long.MIN_VALUE ? null : Instant.ofEpochMilli(row.occurredAtMs()),
        Instant.ofEpochMilli(row.receivedAtMs()));
  }

  /** Where a list goes on, with what it walks: a cursor of one query fits no other. */
  private record Place(String kind, String at) {
    static Place of(@Nullable String cursor) {
      if (cursor == null) {
        return new Place("", "");
      }
      String[] words = Cursors.text(cursor).split(":", 2);
      if (words.length < 2) {
        throw Cursors.bad();
      }
      return new Place(words[0], words[1]);
    }

    @Nullable String text(String wanted) {
      if (kind.isEmpty()) {
        return null;
      } else if (!kind.equals(wanted)) {
        throw Cursors.bad();
      }
      return at;
    }

    long number(String wanted, long beginning) {
      String text = text(wanted);
      try {
        return text == null ? beginning : Long.parseLong(text);
      } catch (NumberFormatException e) {
        throw Cursors.bad();
      }
    }

    static Page<EventView> page(List<JournalRow> rows, String kind, Object at) {
      return new Page<>(views(rows), Cursors.of(kind + ":" + at));
    }

    static Page<EventView> last(List<JournalRow> rows) {
      return new Page<>(views(rows), null);
    }

    private static List<EventView> views(List<JournalRow> rows) {
      return rows.stream().map(EventSearch::view).toList();
    }
  }
}
