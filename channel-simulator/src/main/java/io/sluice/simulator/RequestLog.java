package io.sluice.simulator;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/** The last requests of a channel in memory, and all of them to whoever writes them down. */
final class RequestLog {
  private static final int KEPT = 10_000;

  private final Deque<RequestRecord> last = new ArrayDeque<>();
  private final Consumer<RequestRecord> journal;

  RequestLog(Consumer<RequestRecord> journal) {
    this.journal = journal;
  }

  synchronized void add(RequestRecord record) {
    if (last.size() == KEPT) {
      last.removeFirst();
    }
    last.addLast(record);
    journal.accept(record);
  }

  synchronized List<RequestRecord> last() {
    return List.copyOf(last);
  }

  synchronized void clear() {
    last.clear();
  }
}
