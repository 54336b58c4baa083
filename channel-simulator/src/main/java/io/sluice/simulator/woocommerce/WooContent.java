package io.sluice.simulator.woocommerce;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Set;

/** What a shop has of a product beside what it costs and how many there are. */
final class WooContent {
  private static final Set<String> TAX_CLASSES = Set.of("reduced-rate", "zero-rate");

  String type;
  private String taxClass = "";
  private JsonArray attributes = new JsonArray();
  private JsonArray images = new JsonArray();

  WooContent(String type) {
    this.type = type;
  }

  JsonArray attributes() {
    return attributes.copy();
  }

  /**
   * Lists take the place of those that are there, and what has no id among the images is fetched,
   * whether it was before or not.
   *
   * @param uploads images that the shop fetched so far
   * @return those that it fetched by now
   */
  int change(JsonObject item, int uploads) {
    String wanted = item.getString("tax_class");
    if (wanted != null) {
      // One that the shop has not is the standard one.
      taxClass = TAX_CLASSES.contains(wanted) ? wanted : "";
    }
    attributes = item.getJsonArray("attributes", attributes).copy();
    JsonArray given = item.getJsonArray("images");
    if (given == null) {
      return uploads;
    }
    int fetched = uploads;
    images = new JsonArray();
    for (int i = 0; i < given.size(); i++) {
      JsonObject image = given.getJsonObject(i).copy();
      if (image.getInteger("id") == null) {
        fetched++;
        String address = "https://shop.example/wp-content/uploads/%d.jpg".formatted(fetched);
        image.put("id", 9_000 + fetched).put("src", address);
      }
      images.add(image);
    }
    return fetched;
  }

  JsonObject addTo(JsonObject product) {
    return product
        .put("tax_class", taxClass)
        .put("attributes", attributes.copy())
        .put("images", images.copy());
  }
}
