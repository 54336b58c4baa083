package io.sluice.trials.simulate;

import io.sluice.store.HeldRow;
import io.sluice.store.JournalRow;
import io.sluice.store.OutcomeRow;
import io.sluice.store.RefusedRow;
import io.sluice.store.StateRow;
import io.sluice.store.Write;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What was committed: all that outlives a crash. */
final class Disk {
  final NavigableMap<Long, JournalRow> journal = new TreeMap<>();
  final NavigableMap<Long, OutcomeRow> outcomes = new TreeMap<>();
  final NavigableMap<HeldName, HeldRow> held = new TreeMap<>();
  final NavigableMap<StateName, StateRow> states = new TreeMap<>();
  final NavigableMap<SettingName, byte[]> settings = new TreeMap<>();
  final List<RefusedRow> refused = new ArrayList<>();
  private final Watch watch;
  private long head;
  private long outcomeHead;

  /** Is told of what was committed, as it is. */
  interface Watch {
    void appended(JournalRow row);

    void outcomes(String channel, byte[] packed);

    void held(HeldRow row);

    /**
     * @param newer whether rows up to a higher position were deleted with it
     */
    void heldDeleted(HeldRow row, boolean newer);

    void setting(String kind, String name, byte[] value);

    /** What was submitted together has all been told. */
    void together();
  }

  Disk(Watch watch) {
    this.watch = watch;
  }

  record HeldName(String channel, String key, String part, long position)
      implements Comparable<HeldName> {
    static HeldName of(HeldRow row) {
      return new HeldName(row.channel(), row.key(), row.part(), row.position());
    }

    @Override
    public int compareTo(HeldName other) {
      int order = channel.compareTo(other.channel);
      order = order == 0 ? key.compareTo(other.key) : order;
      order = order == 0 ? part.compareTo(other.part) : order;
      return order == 0 ? Long.compare(position, other.position) : order;
    }
  }

  record StateName(String scope, String key, String part) implements Comparable<StateName> {
    @Override
    public int compareTo(StateName other) {
      int order = scope.compareTo(other.scope);
      order = order == 0 ? key.compareTo(other.key) : order;
      return order == 0 ? part.compareTo(other.part) : order;
    }
  }

  record SettingName(String kind, String name) implements Comparable<SettingName> {
    @Override
    public int compareTo(SettingName other) {
      int order = kind.compareTo(other.kind);
      return order == 0 ? name.compareTo(other.name) : order;
    }
  }

  long head() {
    return head;
  }

  long outcomeHead() {
    return outcomeHead;
  }

  byte @Nullable [] setting(String kind, String name) {
    return settings.get(new SettingName(kind, name));
  }

  /** Writes that were submitted together. */
  void apply(List<Write> writes) {
    writes.forEach(this::apply);
    watch.together();
  }

  private void apply(Write write) {
    if (write instanceof Write.Append append) {
      BrokenPromise.unless(append.row().position() == head + 1, "a gap in the journal", append);
      head++;
      journal.put(head, append.row());
      watch.appended(append.row());
    } else if (write instanceof Write.Outcomes row) {
      outcomeHead++;
      outcomes.put(
          outcomeHead, new OutcomeRow(outcomeHead, row.channel(), row.atMs(), row.packed()));
      watch.outcomes(row.channel(), row.packed());
    } else if (write instanceof Write.PutHeld put) {
      held.put(HeldName.of(put.row()), put.row());
      watch.held(put.row());
    } else if (write instanceof Write.DeleteHeld delete) {
      delete(delete.channel(), delete.key(), delete.part(), delete.position(), delete.position());
    } else if (write instanceof Write.DeleteHeldUpTo delete) {
      delete(delete.channel(), delete.key(), delete.part(), Long.MIN_VALUE, delete.upTo());
    } else if (write instanceof Write.PutRefused put) {
      refused.add(put.row());
    } else if (write instanceof Write.PutState put) {
      for (StateRow row : put.rows()) {
        states.put(new StateName(row.scope(), row.key(), row.part()), row);
      }
    } else if (write instanceof Write.PutSetting put) {
      settings.put(new SettingName(put.kind(), put.name()), put.value());
      watch.setting(put.kind(), put.name(), put.value());
    } else if (write instanceof Write.DeleteSetting delete) {
      settings.remove(new SettingName(delete.kind(), delete.name()));
    }
  }

  private void delete(String channel, String key, String part, long from, long to) {
    Map<HeldName, HeldRow> rows =
        held.subMap(
            new HeldName(channel, key, part, from),
            true,
            new HeldName(channel, key, part, to),
            true);
    rows.values().forEach(row -> watch.heldDeleted(row, row.position() < to));
    rows.clear();
  }

  List<HeldRow> held(String channel, String why) {
    return held.values().stream()
        .filter(row -> row.channel().equals(channel) && row.why().equals(why))
        .toList();
  }
}
