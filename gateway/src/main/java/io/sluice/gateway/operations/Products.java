package io.sluice.gateway.operations;

import io.vertx.core.Future;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is known of single SKUs. As {@link Operations}. */
public interface Products {
  /** Fails with NOT_FOUND where no event ever named the SKU. */
  Future<SkuView> sku(String sku);

  /**
   * SKUs of which something is known, spread evenly over all of them.
   *
   * @param atMost 1 to 1,000
   */
  Future<List<String>> sample(int atMost);

  /**
   * SKUs of which something is known, in the order in which they came to be known. A page may have
   * fewer than the limit and not be the last.
   *
   * @param discontinued only those that are, or are not; null: all
   * @param source only those of which this source has said what is known, or a part of it; null:
   *     all
   */
  Future<Page<String>> skus(
      @Nullable Boolean discontinued, @Nullable String source, @Nullable String cursor, int limit);

  /** Fails with NOT_FOUND where nothing is known of the SKU. */
  Future<FactsView> facts(String sku);
}
