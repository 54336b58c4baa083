package io.sluice.gateway.rules;

import io.sluice.gateway.expression.Expression;
import io.sluice.gateway.expression.FactType;
import io.sluice.gateway.validation.Violations;
import io.sluice.source.Facet;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which products a channel has.
 *
 * @param onlyIf null: all
 * @param send which facets go out, at least one
 * @param create whether products may be created there; else only those listed already
 * @param whenExcluded what becomes of a listed product that {@code only_if} no longer takes
 * @param whenDiscontinued what becomes of a listed product that is no longer sold
 */
public record Assortment(
    @Nullable Expression onlyIf,
    Set<Facet> send,
    boolean create,
    Then whenExcluded,
    Then whenDiscontinued) {
  /** Everything, created where it is missing, out of stock when it leaves. */
  public static final Assortment ALL =
      new Assortment(null, EnumSet.allOf(Facet.class), true, Then.OUT_OF_STOCK, Then.OUT_OF_STOCK);

  public Assortment {
    send = send.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(send));
    new Violations()
        .that("only_if", isCondition(onlyIf), "must be yes or no")
        .that("send", !send.isEmpty(), "needs at least one facet")
        .orThrow();
  }

  /** What becomes of a listed product that leaves. */
  public enum Then {
    /** It stays, with a stock of 0. */
    OUT_OF_STOCK,
    /** The offer ends. */
    DELIST,
    /** It stays as it is, and nobody updates it. */
    LEAVE
  }

  public Assortment withOnlyIf(Expression condition) {
    return new Assortment(condition, send, create, whenExcluded, whenDiscontinued);
  }

  static boolean isCondition(@Nullable Expression expression) {
    return expression == null || expression.type() == FactType.YES_NO;
  }
}
