package io.sluice.store;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Bytes in two neighbouring columns, because H2's varbinary ends at 1 MiB. */
final class Bytes {
  static final int COLUMN_AT_MOST = 1 << 20;
  static final int AT_MOST = 2 * COLUMN_AT_MOST;

  private Bytes() {}

  static void bind(PreparedStatement statement, int column, byte[] value) throws SQLException {
    if (value.length <= COLUMN_AT_MOST) {
      statement.setBytes(column, value);
      statement.setBytes(column + 1, null);
    } else {
      statement.setBytes(column, Arrays.copyOf(value, COLUMN_AT_MOST));
      statement.setBytes(column + 1, Arrays.copyOfRange(value, COLUMN_AT_MOST, value.length));
    }
  }

  static byte[] read(ResultSet row, int column) throws SQLException {
    byte[] first = row.getBytes(column);
    byte @Nullable [] rest = row.getBytes(column + 1);
    if (rest == null) {
      return first;
    }
    byte[] whole = Arrays.copyOf(first, first.length + rest.length);
    System.arraycopy(rest, 0, whole, first.length, rest.length);
    return whole;
  }

  /** SQL for the length of such a value. */
  static String lengthOf(String column) {
    return "octet_length(" + column + ") + coalesce(octet_length(" + column + "_rest), 0)";
  }
}
