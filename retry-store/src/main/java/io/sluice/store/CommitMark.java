package io.sluice.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * The number of the newest group, changed within that group's transaction. So after a failure the
 * store itself says whether the group came through, and a second owner cannot commit unnoticed.
 */
final class CommitMark {
  private final StoreConfig config;

  CommitMark(StoreConfig config) {
    this.config = config;
  }

  /** Number of the newest group; changes nothing. */
  long groupNumber(Connection connection) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "select group_number from commit_mark where partition_id = ?")) {
      select.setInt(1, config.partition());
      try (ResultSet result = select.executeQuery()) {
        return result.next() ? result.getLong(1) : 0;
      }
    }
  }

  /** Makes this epoch the owner and returns the number of the newest group. */
  long take(Statements statements) throws SQLException {
    PreparedStatement select =
        statements.of("select owner_epoch, group_number from commit_mark where partition_id = ?");
    select.setInt(1, config.partition());
    long number = 0;
    boolean known;
    try (ResultSet result = select.executeQuery()) {
      known = result.next();
      if (known) {
        requireNotNewer(result.getLong(1));
        number = result.getLong(2);
      }
    }
    PreparedStatement own =
        statements.of(
            known
                ? "update commit_mark set owner_epoch = ? where partition_id = ?"
                : "insert into commit_mark (owner_epoch, partition_id, group_number)"
                    + " values (?, ?, 0)");
    own.setLong(1, config.epoch());
    own.setInt(2, config.partition());
    own.executeUpdate();
    statements.connection().commit();
    return number;
  }

  private void requireNotNewer(long owner) {
    if (owner > config.epoch()) {
      throw new IllegalStateException(
          "partition "
              + config.partition()
              + " belongs to a newer owner (epoch "
              + owner
              + ", ours is "
              + config.epoch()
              + ")");
    }
  }

  /** Part of the group's transaction. */
  void advance(Statements statements, long number) throws SQLException {
    PreparedStatement update =
        statements.of(
            "update commit_mark set group_number = ?"
                + " where partition_id = ? and owner_epoch = ? and group_number = ?");
    update.setLong(1, number);
    update.setInt(2, config.partition());
    update.setLong(3, config.epoch());
    update.setLong(4, number - 1);
    if (update.executeUpdate() != 1) {
      throw new IllegalStateException(
          "group "
              + number
              + " does not follow the newest group, or the partition has a new owner");
    }
  }
}
