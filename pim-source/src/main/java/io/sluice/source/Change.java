package io.sluice.source;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What an event says, values absolute. */
public sealed interface Change {
  /** Warehouse or list of what names none. */
  String DEFAULT_PART = "default";

  Facet facet();

  String part();

  /**
   * @param quantity absolute; negative is kept, every rule treats it as 0
   */
  record Stock(String warehouse, long quantity) implements Change {
    @Override
    public Facet facet() {
      return Facet.STOCK;
    }

    @Override
    public String part() {
      return warehouse;
    }
  }

  /**
   * Money has precision at most 18 and scale 0 to 6.
   *
   * @param amount null when the price is withdrawn
   * @param currency ISO 4217, three capitals; may be null only when the price is withdrawn
   * @param validFrom in force from this instant on, null: at once
   * @param validUntil no longer in force from this instant on, null: without end
   */
  record Price(
      String list,
      @Nullable BigDecimal amount,
      @Nullable String currency,
      @Nullable BigDecimal cost,
      @Nullable BigDecimal compareAt,
      @Nullable Instant validFrom,
      @Nullable Instant validUntil)
      implements Change {
    /** Whether it is a price that holds at once and without end. */
    public boolean isForEver() {
      return amount != null && validFrom == null && validUntil == null;
    }

    @Override
    public Facet facet() {
      return Facet.PRICE;
    }

    @Override
    public String part() {
      return list;
    }
  }

  /**
   * A full snapshot of the content.
   *
   * @param data the {@code data} object as JSON, UTF-8, unknown fields kept
   */
  record Product(byte[] data) implements Change {
    @Override
    public Facet facet() {
      return Facet.PRODUCT;
    }

    @Override
    public String part() {
      return "";
    }
  }

  record Discontinued() implements Change {
    @Override
    public Facet facet() {
      return Facet.PRODUCT;
    }

    @Override
    public String part() {
      return "";
    }
  }
}
