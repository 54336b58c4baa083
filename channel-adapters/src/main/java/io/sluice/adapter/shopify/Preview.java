package io.sluice.adapter.shopify;

import io.sluice.adapter.CallPreview;
import io.sluice.adapter.ChannelCall;
import io.sluice.adapter.ChannelUpdate;
import io.sluice.adapter.Listed;
import io.sluice.adapter.Outcome;
import io.sluice.adapter.OutgoingRequest;
import io.sluice.adapter.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a call would send. Ids and what is compared with are only known when it is sent, so {@code
 * ***} stands in their place; what is not known to be there is shown as it would be created.
 */
final class Preview {
  private static final String ID = OutgoingRequest.MASK;

  private final ShopifySettings settings;

  Preview(ShopifySettings settings) {
    this.settings = settings;
  }

  CallPreview of(ChannelCall call) {
    List<Ask> asks = new ArrayList<>();
    List<Map<String, @Nullable Object>> quantities = new ArrayList<>();
    List<Map<String, @Nullable Object>> variants = new ArrayList<>();
    for (ChannelUpdate update : call.updates()) {
      String refusal = add(update, asks, quantities, variants);
      if (refusal != null) {
        return new CallPreview.Refused(refusal);
      }
    }
    for (List<Map<String, @Nullable Object>> part : Parts.of(quantities, Ask.LIST_AT_MOST)) {
      asks.add(Changes.setStock(settings, part, ID));
    }
    if (!variants.isEmpty()) {
      // Which of them are of one product the shop knows.
      asks.add(Changes.setPrices(Map.of(ID, variants)));
    }
    return new CallPreview.Requests(asks.stream().map(this::request).toList());
  }

  /** Why it would be rejected before anything is sent; null where it would not. */
  private @Nullable String add(
      ChannelUpdate update,
      List<Ask> asks,
      List<Map<String, @Nullable Object>> quantities,
      List<Map<String, @Nullable Object>> variants) {
    Value value = update.value();
    if (value instanceof Value.Stock stock) {
      StockPlan.of(settings, stock)
          .forEach((location, quantity) -> quantities.add(quantity(location, quantity)));
    } else if (value instanceof Value.Price price) {
      Outcome refusal = PriceCall.refusal(settings, price).orElse(null);
      if (refusal instanceof Outcome.Rejected rejected) {
        return rejected.reason();
      }
      variants.add(PriceCall.variant(ID, PriceCall.shown(settings, price)));
    } else if (value instanceof Value.Product product) {
      ProductContent content = ProductContent.of(product.json()).orElse(null);
      if (content == null) {
        return "its content is no JSON object";
      }
      return add(update, content, asks);
    } else if (settings.leaving() == ShopifySettings.Leaving.STOCK_0) {
      StockPlan.nothing(settings)
          .forEach((location, quantity) -> quantities.add(quantity(location, quantity)));
    } else {
      asks.add(Changes.updateProduct(leaving(), null));
    }
    return null;
  }

  private Map<String, @Nullable Object> quantity(String location, long quantity) {
    Map<String, @Nullable Object> entry =
        Changes.quantity(settings, ID, location, quantity, settings.overwrite() ? null : 0L);
    for (String guard : List.of("changeFromQuantity", "compareQuantity")) {
      entry.computeIfPresent(guard, (name, from) -> ID);
    }
    return entry;
  }

  private Map<String, @Nullable Object> leaving() {
    Map<String, @Nullable Object> change = new LinkedHashMap<>();
    change.put("id", ID);
    change.put(
        "status", settings.leaving() == ShopifySettings.Leaving.DRAFT ? "DRAFT" : "ARCHIVED");
    return change;
  }

  private static @Nullable String add(
      ChannelUpdate update, ProductContent content, List<Ask> asks) {
    if (update.listed() == Listed.YES) {
      Map<String, @Nullable Object> product = content.product();
      product.put("id", ID);
      Map<String, @Nullable Object> variant = content.variant();
      if (!variant.isEmpty()) {
        variant.put("id", ID);
      }
      asks.add(Changes.updateProduct(product, variant.isEmpty() ? null : variant));
      return null;
    }
    String problem = content.problem();
    if (problem == null) {
      String parent = content.parent();
      String handle = content.handle(parent == null ? update.sku() : parent);
      asks.add(
          Changes.createProduct(content.created(update.sku(), handle), content.images().size()));
    }
    return problem;
  }

  private OutgoingRequest request(Ask ask) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("content-type", "application/json");
    headers.put("accept", "application/json");
    headers.put("user-agent", AdminApi.USER_AGENT);
    headers.put(AdminApi.TOKEN_HEADER, OutgoingRequest.MASK);
    return new OutgoingRequest(
        "POST", settings.site() + settings.graphqlPath(), headers, ask.body());
  }
}
