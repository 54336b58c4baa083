package io.sluice.store;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Submissions that commit together, sorted by table. Where only the last of several writes to one
 * row counts, only that one is kept. Never changes, so that it can be tried again as it was.
 */
final class Group {
  private final List<Submission> submissions;
  private final List<JournalRow> journalRows = new ArrayList<>();
  private final List<Write.Outcomes> outcomes = new ArrayList<>();
  private final List<Write> held = new ArrayList<>();
  private final List<RefusedRow> refused = new ArrayList<>();
  private final List<AttemptRow> attempts = new ArrayList<>();
  private final List<AuditRow> audit = new ArrayList<>();
  private final Map<List<String>, StateRow> state = new LinkedHashMap<>();
  private final Map<List<String>, Write.DeleteState> stateGone = new LinkedHashMap<>();
  private final Map<List<String>, Write> settings = new LinkedHashMap<>();

  Group(List<Submission> submissions) {
    this.submissions = List.copyOf(submissions);
    for (Submission submission : submissions) {
      submission.writes().forEach(this::sort);
    }
  }

  private void sort(Write write) {
    if (write instanceof Write.Append append) {
      journalRows.add(append.row());
    } else if (write instanceof Write.Outcomes packed) {
      outcomes.add(packed);
    } else if (write instanceof Write.PutRefused put) {
      refused.add(withinLimit(put.row()));
    } else if (write instanceof Write.PutAttempts put) {
      attempts.addAll(put.rows());
    } else if (write instanceof Write.PutAudit put) {
      audit.add(put.row());
    } else if (write instanceof Write.PutState put) {
      put.rows().forEach(this::put);
    } else if (write instanceof Write.DeleteState delete) {
      List<String> key = List.of(delete.scope(), delete.key(), delete.part());
      state.remove(key);
      stateGone.put(key, delete);
    } else if (write instanceof Write.PutSetting put) {
      settings.put(List.of(put.kind(), put.name()), put);
    } else if (write instanceof Write.DeleteSetting delete) {
      settings.put(List.of(delete.kind(), delete.name()), delete);
    } else {
      held.add(write);
    }
  }

  private void put(StateRow row) {
    List<String> key = List.of(row.scope(), row.key(), row.part());
    stateGone.remove(key);
    state.put(key, row);
  }

  private static RefusedRow withinLimit(RefusedRow row) {
    if (row.body().length <= RefusedTable.BODY_AT_MOST) {
      return row;
    }
    return new RefusedRow(
        row.id(),
        row.source(),
        row.atMs(),
        row.code(),
        row.path(),
        row.message(),
        row.contentType(),
        row.headers(),
        Arrays.copyOf(row.body(), RefusedTable.BODY_AT_MOST),
        row.bodyBytes());
  }

  List<Submission> submissions() {
    return submissions;
  }

  List<JournalRow> journalRows() {
    return journalRows;
  }

  /** The outcome rows when the first of them gets this sequence. */
  List<OutcomeRow> outcomesFrom(long sequence) {
    List<OutcomeRow> rows = new ArrayList<>(outcomes.size());
    for (Write.Outcomes each : outcomes) {
      rows.add(new OutcomeRow(sequence + rows.size(), each.channel(), each.atMs(), each.packed()));
    }
    return rows;
  }

  /** How much there is besides events. */
  int otherRows() {
    return outcomes.size()
        + held.size()
        + refused.size()
        + attempts.size()
        + audit.size()
        + state.size()
        + stateGone.size()
        + settings.size();
  }

  int outcomeCount() {
    return outcomes.size();
  }

  List<Write> held() {
    return held;
  }

  List<RefusedRow> refused() {
    return refused;
  }

  /** Without their sequences. */
  List<AttemptRow> attempts() {
    return attempts;
  }

  List<AuditRow> audit() {
    return audit;
  }

  Collection<StateRow> state() {
    return state.values();
  }

  Collection<Write.DeleteState> stateGone() {
    return stateGone.values();
  }

  Collection<Write> settings() {
    return settings.values();
  }
}
