package io.sluice.source.cloudevents;

import io.sluice.source.Change;
import java.io.IOException;

/** {@code data} of {@code product.discontinued}: at most the SKU. */
final class DiscontinuedData {
  private DiscontinuedData() {}

  static Data read(Fields fields) throws IOException, InvalidMessage {
    String sku = null;
    for (String name = fields.nextField(); name != null; name = fields.nextField()) {
      if (name.equals("sku")) {
        sku = fields.key();
      } else {
        fields.skip();
      }
    }
    return new Data(sku, new Change.Discontinued());
  }
}
