package io.sluice.gateway.config;

import io.sluice.gateway.rules.Percent;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/**
 * How many updates a changed configuration may send, over all channels, before a person has to
 * approve it. One of the two is there.
 *
 * @param updates a number of them
 * @param ofProducts as many as this share of the products that are known
 */
public record ConfirmOver(@Nullable Long updates, @Nullable Percent ofProducts) {
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  public ConfirmOver {
    new Checks()
        .that("confirm_over", updates == null || updates >= 0, "must be at least 0")
        .that(
            "confirm_over",
            ofProducts == null
                || (ofProducts.value().signum() >= 0 && ofProducts.value().compareTo(HUNDRED) <= 0),
            "must be from 0% to 100%")
        .orThrow();
  }

  static @Nullable ConfirmOver read(Section reload) {
    Entry entry = reload.expect(Shape.RELOAD).find("confirm_over").orElse(null);
    if (entry == null) {
      return null;
    }
    Scalars scalars = reload.reading().scalars();
    boolean percent =
        entry.value() instanceof ScalarNode scalar && scalar.getValue().trim().endsWith("%");
    return percent
        ? scalars
            .percent(entry)
            .flatMap(share -> reload.build(() -> new ConfirmOver(null, share)))
            .orElse(null)
        : scalars
            .integer(entry)
            .flatMap(count -> reload.build(() -> new ConfirmOver(count, null)))
            .orElse(null);
  }

  /** How many updates that is, of so many products. */
  public long of(long products) {
    return ofProducts == null
        ? (updates == null ? Long.MAX_VALUE : updates)
        : ofProducts.value().multiply(BigDecimal.valueOf(products)).movePointLeft(2).longValue();
  }

  @Override
  public String toString() {
    return ofProducts == null ? String.valueOf(updates) : ofProducts + " of the products";
  }
}
