package io.sluice.store;

import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;

/** All tables of one partition with what the writer knows of them. */
final class Tables {
  final SegmentedTable<JournalRow> journal;
  final SegmentedTable<OutcomeRow> outcomes;
  final KeyColumn<JournalRow> journalKeys;
  final KeyColumn<JournalRow> eventIds;
  final AttemptTables attempts;
  final HeldTable held;
  final RefusedTable refused;
  final AuditTable audit;
  final StateTable state;
  final SettingTable settings;
  final CommitMark mark;
  final Retention retention;

  Tables(Dialect dialect, StoreConfig config, InstantSource clock) {
    JournalRows events = new JournalRows();
    int segmentRows = config.segmentRows();
    journal = new SegmentedTable<>(events, dialect, config);
    outcomes = new SegmentedTable<>(new OutcomeRows(), dialect, config);
    journalKeys =
        KeyColumn.of("item_key", JournalRow::key, "key_index", events, segmentRows, config);
    eventIds =
        KeyColumn.of(
            "event_id", JournalRow::eventId, "event_id_index", events, segmentRows, config);
    attempts = new AttemptTables(dialect, config);
    held = new HeldTable(dialect, config);
    refused = new RefusedTable(config);
    audit = new AuditTable(config, clock);
    state = new StateTable(dialect, config);
    settings = new SettingTable(dialect, config);
    mark = new CommitMark(config);
    retention = new Retention(config, clock);
  }

  /** Learns from the store what is there; forgets what a failed group left behind in memory. */
  void load(Statements statements) throws SQLException {
    journal.load(statements);
    outcomes.load(statements);
    held.load(statements);
    refused.load(statements);
    audit.load(statements);
    attempts.load(statements);
    statements.connection().commit();
  }

  /** Writes a group's rows. Part of the caller's transaction. */
  void write(Statements statements, Group group) throws SQLException {
    journal.append(statements, group.journalRows());
    journalColumns().forEach(column -> column.put(group.journalRows()));
    outcomes.append(statements, group.outcomesFrom(outcomes.last() + 1));
    held.write(statements, group.held());
    refused.write(statements, group.refused());
    state.write(statements, group.state());
    state.delete(statements, group.stateGone());
    settings.write(statements, group.settings());
    attempts.write(statements, group.attempts());
    audit.write(statements, group.audit());
  }

  /** By which events are found. */
  List<KeyColumn<JournalRow>> journalColumns() {
    return List.of(journalKeys, eventIds);
  }

  /** Lets readers see what the writer counted, after the commit. */
  void committed() {
    held.publish();
    refused.committed();
    attempts.committed();
  }
}
