package io.sluice.store;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** How rows of one segmented family look in a table. */
interface SegmentRows<R> {
  /** First word of the table names. */
  String family();

  /** Name of the column that numbers the rows; dense. */
  String rowColumn();

  /** Columns but the numbering one and {@code owner_epoch}, with types. */
  String columnTypes(String binaryType);

  /** The numbering column, then the others, in the order of {@link #bind} and {@link #read}. */
  String columns();

  /** Name of the column with the time of a row, epoch milliseconds. */
  String timeColumn();

  /** SQL for the size of a row's bytes. */
  String length();

  long rowNumber(R row);

  /** Binds all columns and returns how many there were. */
  int bind(PreparedStatement statement, R row) throws SQLException;

  R read(ResultSet result) throws SQLException;
}
