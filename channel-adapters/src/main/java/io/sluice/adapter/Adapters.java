package io.sluice.adapter;

import io.sluice.adapter.amazon.AmazonAdapter;
import io.sluice.adapter.bol.BolAdapter;
import io.sluice.adapter.http.HttpAdapter;
import io.sluice.adapter.shopify.ShopifyAdapter;
import io.sluice.adapter.woocommerce.WooCommerceAdapter;
import java.util.List;
import java.util.Optional;

/** Every adapter there is. */
public final class Adapters {
  private static final List<ChannelAdapter> ALL =
      List.of(
          new HttpAdapter(),
          new AmazonAdapter(),
          new BolAdapter(),
          new ShopifyAdapter(),
          new WooCommerceAdapter());

  private Adapters() {}

  public static List<ChannelAdapter> all() {
    return ALL;
  }

  public static Optional<ChannelAdapter> find(String kind) {
    return ALL.stream().filter(adapter -> adapter.kind().equals(kind)).findFirst();
  }
}
