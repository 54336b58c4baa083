package io.sluice.gateway.operations;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a configuration would change on one channel, counted before it does.
 *
 * @param products that were looked at
 * @param listed products that the channel has
 * @param inStock products of which it has any
 * @param held products of which the rules hold something
 * @param stock updates of the stock; so {@code price} and {@code product}
 * @param leaving listed products that the rules exclude
 * @param outOfStock products in stock that go to 0, those that leave so among them
 * @param newlyListed products that the channel does not have yet
 * @param unread products whose content could not be read in time: each counts as if all of it
 *     changed and it left
 * @param examples a few of each kind
 */
public record ChangesView(
    String channel,
    long products,
    BeforeAfter listed,
    BeforeAfter inStock,
    BeforeAfter held,
    long stock,
    long price,
    long product,
    long leaving,
    long outOfStock,
    long newlyListed,
    long unread,
    List<Example> examples) {
  private static final int FEW = 10;

  public ChangesView {
    examples = List.copyOf(examples);
  }

  /** As it is, and as it would be. */
  public record BeforeAfter(long before, long after) {}

  /**
   * @param what stock, price, product, leaving, out_of_stock, newly_listed, held
   * @param before empty where nobody knows it any more
   */
  public record Example(String sku, String what, String before, String after) {}

  /**
   * Whether that is by over a tenth more of anything, and over ten more.
   *
   * @param looked null: nothing
   */
  boolean doesMoreThan(@Nullable ChangesView looked) {
    return looked == null
        || isMore(updates(), looked.updates())
        || isMore(leaving, looked.leaving())
        || isMore(outOfStock, looked.outOfStock());
  }

  private static boolean isMore(long count, long looked) {
    return count - looked > Math.max(FEW, looked / FEW);
  }

  /** That would be sent. */
  public long updates() {
    return stock + price + product;
  }
}
