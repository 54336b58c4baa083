package io.sluice.gateway.catalog;

import io.sluice.source.Change;
import java.util.List;

/** What a fact says, as far as it is kept in memory. */
public sealed interface FactValue {
  record Quantity(long quantity) implements FactValue {}

  /**
   * Newest first. More than one only while the newest is not in force without end: a price not yet
   * in force never replaces one that is.
   */
  record Prices(List<Change.Price> newestFirst) implements FactValue {
    public Prices {
      newestFirst = List.copyOf(newestFirst);
    }
  }

  /** Content lies in the store, at the fact's position. */
  record Content() implements FactValue {
    static final Content STORED = new Content();
  }

  record Discontinued() implements FactValue {
    static final Discontinued YES = new Discontinued();
  }
}
