package io.sluice.simulator.bol;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * An offer as bol has it.
 *
 * @param reference empty where the retailer gave none
 * @param price of one piece
 * @param deliveryCode null where bol ships
 * @param title of a product that bol did not know, or null
 */
public record BolOffer(
    String id,
    String ean,
    String condition,
    String reference,
    boolean onHold,
    BigDecimal price,
    int stock,
    boolean managedByRetailer,
    String fulfilment,
    @Nullable String deliveryCode,
    @Nullable String title) {

  /** A new offer of the retailer's own stock. */
  public static BolOffer of(String id, String ean, String reference, String price, int stock) {
    return new BolOffer(
        id, ean, "NEW", reference, false, new BigDecimal(price), stock, true, "FBR", "1-2d", null);
  }

  BolOffer withStock(int newStock, boolean byRetailer) {
    return new BolOffer(
        id,
        ean,
        condition,
        reference,
        onHold,
        price,
        newStock,
        byRetailer,
        fulfilment,
        deliveryCode,
        title);
  }

  BolOffer withPrice(BigDecimal newPrice) {
    return new BolOffer(
        id,
        ean,
        condition,
        reference,
        onHold,
        newPrice,
        stock,
        managedByRetailer,
        fulfilment,
        deliveryCode,
        title);
  }

  BolOffer with(
      String newReference,
      boolean hold,
      String newFulfilment,
      @Nullable String code,
      @Nullable String newTitle) {
    return new BolOffer(
        id,
        ean,
        condition,
        newReference,
        hold,
        price,
        stock,
        managedByRetailer,
        newFulfilment,
        code,
        newTitle);
  }
}
