package io.sluice.source.cloudevents;

import io.sluice.source.Change;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** {@code data} of {@code product.stock.changed}. */
final class StockData {
  private @Nullable String sku;
  private @Nullable String warehouse;
  private @Nullable Long quantity;

  private StockData() {}

  static Data read(Fields fields) throws IOException, InvalidMessage {
    StockData data = new StockData();
    for (String name = fields.nextField(); name != null; name = fields.nextField()) {
      data.take(name, fields);
    }
    return new Data(
        data.sku,
        new Change.Stock(Data.part(data.warehouse), Data.required(data.quantity, "quantity")));
  }

  private void take(String name, Fields fields) throws IOException, InvalidMessage {
    switch (name) {
      case "sku" -> sku = fields.key();
      case "warehouse" -> warehouse = fields.key();
      case "quantity" -> quantity = fields.isNull() ? null : (Long) fields.whole();
      default -> fields.skip();
    }
  }
}
