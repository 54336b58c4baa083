package io.sluice.demo.shop;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** Content as a PIM writes it, each time the whole of it. */
final class Content {
  private Content() {}

  /**
   * @param edition counts the changes of its description
   */
  static String of(Product product, int edition) {
    return fields(product, product.sku(), product.name(), edition)
        .put("images", images(product.variants().get(0).images()))
        .encode();
  }

  static String of(Product product, Variant variant, int edition) {
    JsonObject axes = new JsonObject();
    variant.axes().forEach(axes::put);
    return fields(product, variant.sku(), variant.name(), edition)
        .put("parent", product.sku())
        .put("variant", axes)
        .put("gtin", variant.gtin())
        .put("images", images(variant.images()))
        .encode();
  }

  private static JsonObject fields(Product product, String sku, String name, int edition) {
    return new JsonObject()
        .put("sku", sku)
        .put("name", name)
        .put("description", description(product, edition))
        .put("brand", product.brand())
        .put("categories", new JsonArray(product.categories()))
        .put("tax_class", "standard")
        .put("attributes", new JsonObject().put("material", product.material()))
        .put("localized", new JsonObject().put("de", german(product)));
  }

  private static String description(Product product, int edition) {
    String text =
        "%s by %s: a %s of %s."
            .formatted(product.name(), product.brand(), product.kind(), product.material());
    return edition == 1 ? text : text + " Text no. " + edition + ".";
  }

  private static JsonObject german(Product product) {
    return new JsonObject().put("name", product.kindInGerman() + " " + product.name());
  }

  private static JsonArray images(List<String> urls) {
    JsonArray images = new JsonArray();
    for (int position = 0; position < urls.size(); position++) {
      images.add(
          new JsonObject()
              .put("url", urls.get(position))
              .put("role", position == 0 ? "main" : "view")
              .put("position", position));
    }
    return images;
  }
}
