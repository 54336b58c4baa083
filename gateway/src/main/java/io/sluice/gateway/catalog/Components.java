package io.sluice.gateway.catalog;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds the parts of a bundle in a product's data. They are kept in memory, unlike the rest of it:
 * when a part's stock changes, so does that of the bundle.
 */
final class Components {
  private static final JsonFactory JSON = new JsonFactory();
  private static final String NAME = "components";
  private static final byte[] SIGN = ('"' + NAME + '"').getBytes(US_ASCII);

  private Components() {}

  /**
   * @param json the data object, UTF-8; what is of another type than the schema says counts as
   *     absent
   */
  static List<Component> in(byte[] json) {
    if (!mayHave(json)) {
      return List.of();
    }
    try (JsonParser parser = JSON.createParser(json)) {
      return parser.nextToken() == JsonToken.START_OBJECT ? read(parser) : List.of();
    } catch (IOException e) {
      // The source has checked the document, so this is none of its own.
      return List.of();
    }
  }

  /** Most products are no bundles, and looking is cheaper than parsing. */
  private static boolean mayHave(byte[] json) {
    for (int i = 0; i <= json.length - SIGN.length; i++) {
      if (json[i] == '"' && matches(json, i)) {
        return true;
      }
    }
    return false;
  }

  private static boolean matches(byte[] json, int from) {
    for (int i = 1; i < SIGN.length; i++) {
      if (json[from + i] != SIGN[i]) {
        return false;
      }
    }
    return true;
  }

  private static List<Component> read(JsonParser parser) throws IOException {
    List<Component> found = new ArrayList<>();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      boolean parts = parser.currentName().equals(NAME);
      if (parser.nextToken() == JsonToken.START_ARRAY && parts) {
        found.clear();
        list(parser, found);
      } else {
        parser.skipChildren();
      }
    }
    return List.copyOf(found);
  }

  private static void list(JsonParser parser, List<Component> found) throws IOException {
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (parser.currentToken() == JsonToken.START_OBJECT) {
        component(parser, found);
      } else {
        parser.skipChildren();
      }
    }
  }

  private static void component(JsonParser parser, List<Component> found) throws IOException {
    String sku = "";
    long quantity = 0;
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      JsonToken token = parser.nextToken();
      if (name.equals("sku") && token == JsonToken.VALUE_STRING) {
        sku = parser.getText();
      } else if (name.equals("quantity") && token == JsonToken.VALUE_NUMBER_INT) {
        quantity = parser.getLongValue();
      } else {
        parser.skipChildren();
      }
    }
    if (!sku.isEmpty() && quantity > 0) {
      found.add(new Component(sku, quantity));
    }
  }
}
