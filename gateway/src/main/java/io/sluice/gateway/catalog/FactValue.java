package io.sluice.gateway.catalog;

import io.sluice.source.Change;
import java.util.List;
import java.util.stream.LongStream;

/** What a fact says, as far as it is kept in memory. */
public sealed interface FactValue {
  record Quantity(long quantity) implements FactValue {
    private static final Quantity[] SMALL =
        LongStream.range(0, 1_024).mapToObj(Quantity::new).toArray(Quantity[]::new);

    /** Most stocks are small, and there are as many as products. */
    static Quantity of(long quantity) {
      return quantity >= 0 && quantity < SMALL.length
          ? SMALL[(int) quantity]
          : new Quantity(quantity);
    }
  }

  /**
   * Newest first. More than one only while the newest is not in force without end: a price not yet
   * in force never replaces one that is.
   */
  record Prices(List<Change.Price> newestFirst) implements FactValue {
    public Prices {
      newestFirst = List.copyOf(newestFirst);
    }
  }

  /**
   * Content lies in the store, at the fact's position.
   *
   * @param components of a bundle, empty for all others
   */
  record Content(List<Component> components) implements FactValue {
    private static final Content PLAIN = new Content(List.of());

    public Content {
      components = List.copyOf(components);
    }

    /**
     * @param json the product's data
     */
    static Content of(byte[] json) {
      List<Component> components = Components.in(json);
      return components.isEmpty() ? PLAIN : new Content(components);
    }
  }

  record Discontinued() implements FactValue {
    static final Discontinued YES = new Discontinued();
  }
}
