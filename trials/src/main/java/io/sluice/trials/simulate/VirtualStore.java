package io.sluice.trials.simulate;

import io.sluice.store.AttemptRow;
import io.sluice.store.AuditRow;
import io.sluice.store.HeldRow;
import io.sluice.store.Journal;
import io.sluice.store.JournalRow;
import io.sluice.store.OutcomeRow;
import io.sluice.store.RefusedRow;
import io.sluice.store.StateRow;
import io.sluice.store.Store;
import io.sluice.store.StoreImage;
import io.sluice.store.StoreStatus;
import io.sluice.store.Write;
import io.sluice.trials.simulate.Disk.HeldName;
import io.sluice.trials.simulate.Disk.StateName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The store of one life of the gateway, over a disk that outlives it. */
final class VirtualStore implements Store, Journal {
  private final Disk disk;
  private final Commits commits;
  private final int segmentRows;

  VirtualStore(World world, Disk disk, Commits.Troubles troubles, int segmentRows) {
    this.disk = disk;
    this.commits = new Commits(world, disk, troubles);
    this.segmentRows = segmentRows;
  }

  Commits commits() {
    return commits;
  }

  @Override
  public Journal journal() {
    return this;
  }

  @Override
  public long head() {
    return commits.head();
  }

  @Override
  public long outcomeHead() {
    return commits.outcomeHead();
  }

  @Override
  public void submit(List<Write> writes, Runnable committed) {
    commits.submit(writes, committed);
  }

  @Override
  public void append(List<JournalRow> rows, Runnable committed) {
    submit(rows.stream().map(row -> (Write) new Write.Append(row)).toList(), committed);
  }

  @Override
  public List<JournalRow> page(long from, int maxRows, long maxBytes) {
    List<JournalRow> page = new ArrayList<>();
    long bytes = 0;
    for (JournalRow row : disk.journal.tailMap(from, true).values()) {
      if (page.size() == maxRows || bytes >= maxBytes || row.position() > head()) {
        break;
      }
      page.add(row);
      bytes += row.payload().length;
    }
    return page;
  }

  /** Whole segments only. */
  @Override
  public void dropBelow(long position) {
    disk.journal.headMap(firstOfSegment(position), false).clear();
  }

  @Override
  public void dropOutcomesUpTo(long sequence) {
    disk.outcomes.headMap(firstOfSegment(sequence + 1), false).clear();
  }

  private long firstOfSegment(long row) {
    return (Math.min(row, Long.MAX_VALUE / 2) - 1) / segmentRows * segmentRows + 1;
  }

  @Override
  public List<OutcomeRow> outcomes(long after, int maxRows) {
    return disk.outcomes.tailMap(after, false).values().stream().limit(maxRows).toList();
  }

  @Override
  public void scanState(String scope, Consumer<StateRow> each) {
    disk.states.values().stream().filter(row -> row.scope().equals(scope)).toList().forEach(each);
  }

  @Override
  public Optional<StateRow> findState(String scope, String key, String part) {
    return Optional.ofNullable(disk.states.get(new StateName(scope, key, part)));
  }

  @Override
  public Map<String, byte[]> settings(String kind) {
    Map<String, byte[]> found = new HashMap<>();
    disk.settings.forEach(
        (name, value) -> {
          if (name.kind().equals(kind)) {
            found.put(name.name(), value);
          }
        });
    return found;
  }

  @Override
  public Optional<JournalRow> findEvent(long position) {
    return position > head() ? Optional.empty() : Optional.ofNullable(disk.journal.get(position));
  }

  @Override
  public List<JournalRow> history(String key, long before, int limit) {
    return disk.journal.headMap(before, false).descendingMap().values().stream()
        .filter(row -> row.key().equals(key))
        .limit(limit)
        .toList();
  }

  @Override
  public List<HeldRow> held(HeldFilter filter, @Nullable HeldRow after, int limit) {
    Map<HeldName, HeldRow> rest =
        after == null ? disk.held : disk.held.tailMap(HeldName.of(after), false);
    return rest.values().stream()
        .filter(row -> filter.channel() == null || row.channel().equals(filter.channel()))
        .filter(row -> filter.why() == null || row.why().equals(filter.why()))
        .filter(row -> filter.key() == null || row.key().equals(filter.key()))
        .limit(limit)
        .toList();
  }

  @Override
  public List<HeldCount> countHeld() {
    return disk.held.values().stream()
        .map(row -> new HeldCount(row.channel(), row.why(), 1))
        .toList();
  }

  @Override
  public List<HeldRow> heldOf(String channel, String key, String why, int limit) {
    return disk.held(channel, why).stream()
        .filter(row -> row.key().equals(key))
        .sorted(java.util.Comparator.comparingLong(HeldRow::position))
        .limit(limit)
        .toList();
  }

  @Override
  public List<HeldKey> heldKeys(String channel, String why) {
    Map<String, HeldKey> keys = new TreeMap<>();
    for (HeldRow row : disk.held(channel, why)) {
      keys.merge(
          row.key() + '\n' + row.part(),
          new HeldKey(row.key(), row.part(), 1, row.position()),
          (a, b) ->
              new HeldKey(a.key(), a.part(), a.count() + 1, Math.min(a.lowest(), b.lowest())));
    }
    return List.copyOf(keys.values());
  }

  @Override
  public List<RefusedRow> refused(long before, int limit) {
    return disk.refused.stream().limit(limit).toList();
  }

  @Override
  public List<JournalRow> withEventId(String eventId, long before, int limit) {
    return disk.journal.headMap(before, false).descendingMap().values().stream()
        .filter(row -> row.eventId().equals(eventId))
        .limit(limit)
        .toList();
  }

  /** Nobody looks attempts up here: the trial writes down every request itself. */
  @Override
  public List<AttemptRow> attemptsOf(String key, int limit) {
    return List.of();
  }

  @Override
  public List<AttemptRow> attempts(long before, int limit) {
    return List.of();
  }

  @Override
  public long attemptsDropped() {
    return 0;
  }

  @Override
  public List<AuditRow> audit(long before, int limit) {
    return List.of();
  }

  @Override
  public StoreImage image() {
    throw new UnsupportedOperationException("nobody copies a store of one channel");
  }

  @Override
  public StoreStatus status() {
    long first = disk.journal.isEmpty() ? 0 : disk.journal.firstKey();
    return new StoreStatus(null, null, null, 0, 0, 0, 0, Long.MAX_VALUE, first, 0, 0);
  }

  @Override
  public void lookAtDisk() {
    // There is none.
  }

  @Override
  public void close() {
    // Nothing is open.
  }
}
