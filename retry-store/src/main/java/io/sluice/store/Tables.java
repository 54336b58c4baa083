package io.sluice.store;

import java.sql.SQLException;
import java.time.InstantSource;

/** All tables of one partition with what the writer knows of them. */
final class Tables {
  /** The one in use, and those that wait to be sealed while very much comes. */
  private static final int UNSEALED_SEGMENTS = 3;

  final SegmentedTable<JournalRow> journal;
  final SegmentedTable<OutcomeRow> outcomes;
  final KeyIndex keyIndex;
  final RecentKeys recentKeys;
  final HeldTable held;
  final RefusedTable refused;
  final StateTable state;
  final SettingTable settings;
  final CommitMark mark;
  final Retention retention;

  Tables(Dialect dialect, StoreConfig config, InstantSource clock) {
    journal = new SegmentedTable<>(new JournalRows(), dialect, config);
    outcomes = new SegmentedTable<>(new OutcomeRows(), dialect, config);
    keyIndex = new KeyIndex(config);
    recentKeys = new RecentKeys(UNSEALED_SEGMENTS * config.segmentRows());
    held = new HeldTable(dialect, config);
    refused = new RefusedTable(config);
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
    statements.connection().commit();
  }

  /** Writes a group's rows. Part of the caller's transaction. */
  void write(Statements statements, Group group) throws SQLException {
    journal.append(statements, group.journalRows());
    recentKeys.put(group.journalRows());
    outcomes.append(statements, group.outcomesFrom(outcomes.last() + 1));
    held.write(statements, group.held());
    refused.write(statements, group.refused());
    state.write(statements, group.state());
    state.delete(statements, group.stateGone());
    settings.write(statements, group.settings());
  }

  /** Lets readers see what the writer counted, after the commit. */
  void committed() {
    held.publish();
    refused.committed();
  }
}
