package io.sluice.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The journal's calls, on segment tables. */
final class SqlJournal implements Journal {
  private final SubmissionQueue queue;
  private final Heads heads;
  private final Readers readers;
  private final Chores chores;
  private final SegmentReader<JournalRow> rows;
  private final KeySearch<JournalRow> byKey;
  private final KeySearch<JournalRow> byEventId;

  SqlJournal(
      Tables tables,
      Dialect dialect,
      SubmissionQueue queue,
      Heads heads,
      Readers readers,
      Chores chores) {
    this.queue = queue;
    this.heads = heads;
    this.readers = readers;
    this.chores = chores;
    this.rows = new SegmentReader<>(tables.journal, dialect);
    this.byKey = new KeySearch<>(tables.journal, tables.journalKeys, dialect);
    this.byEventId = new KeySearch<>(tables.journal, tables.eventIds, dialect);
  }

  @Override
  public void append(List<JournalRow> added, Runnable committed) {
    List<Write> writes = new ArrayList<>(added.size());
    added.forEach(row -> writes.add(new Write.Append(row)));
    queue.add(Submission.of(writes, committed));
  }

  @Override
  public List<JournalRow> page(long from, int maxRows, long maxBytes) {
    long head = heads.journal();
    return from > head
        ? List.of()
        : readers.read(connection -> rows.page(connection, from, head, maxRows, maxBytes));
  }

  @Override
  public void dropBelow(long position) {
    chores.dropJournalBelow(Math.min(position, heads.journal() + 1));
    queue.nudge();
  }

  Optional<JournalRow> find(long position) {
    return position > heads.journal()
        ? Optional.empty()
        : readers.read(connection -> rows.find(connection, position));
  }

  List<JournalRow> history(String key, long before, int limit) {
    return find(byKey, key, before, limit);
  }

  List<JournalRow> withEventId(String eventId, long before, int limit) {
    return find(byEventId, eventId, before, limit);
  }

  private List<JournalRow> find(KeySearch<JournalRow> search, String key, long before, int limit) {
    long head = heads.journal();
    return readers.read(connection -> search.find(connection, key, before - 1, head, limit));
  }
}
