package io.sluice.store;

import java.util.List;

/**
 * What commits together, and who wants to know.
 *
 * @param journalRows of the writes
 * @param outcomeRows of the writes
 * @param attemptRows of the writes
 * @param otherRows of the writes, none of these
 * @param bytes of all payloads
 */
record Submission(
    List<Write> writes,
    Runnable committed,
    int journalRows,
    int outcomeRows,
    int attemptRows,
    int otherRows,
    long bytes) {
  static Submission of(List<Write> writes, Runnable committed) {
    int journalRows = 0;
    int outcomeRows = 0;
    int attemptRows = 0;
    int otherRows = 0;
    long bytes = 0;
    for (Write write : writes) {
      bytes += WriteCheck.checkedBytes(write);
      if (write instanceof Write.Append) {
        journalRows++;
      } else if (write instanceof Write.Outcomes) {
        outcomeRows++;
      } else if (write instanceof Write.PutAttempts put) {
        attemptRows += put.rows().size();
      } else {
        otherRows += write instanceof Write.PutState put ? put.rows().size() : 1;
      }
    }
    return new Submission(
        List.copyOf(writes), committed, journalRows, outcomeRows, attemptRows, otherRows, bytes);
  }

  boolean onlyJournalRows() {
    return journalRows > 0 && outcomeRows == 0 && attemptRows == 0 && otherRows == 0;
  }

  /** Whether journal rows that were submitted later may be durable before. */
  boolean mayBeOvertaken() {
    return outcomeRows + attemptRows > 0 && journalRows == 0;
  }
}
