package io.sluice.simulator;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Collects the fields of one envelope or CloudEvent and makes an update of them. */
final class UpdateReader {
  private static final Set<String> VALUES = Set.of("stock", "price", "product", "data");
  private static final Pattern DECIMAL = Pattern.compile("[0-9]{1,18}");

  private final byte[] body;
  private @Nullable String id;
  private @Nullable String sku;
  private @Nullable String facet;
  private @Nullable String type;
  private @Nullable String part;
  private @Nullable String amount;
  private @Nullable String currency;
  private String version = "";
  private String value = "";
  private long revision = -1;
  private boolean several;

  /**
   * @param body what the parser reads, for the digest of values
   */
  UpdateReader(byte[] body) {
    this.body = body;
  }

  /** Takes one field; the parser stands at its value and stays at its end. */
  void field(JsonParser parser, String name) throws IOException {
    if (VALUES.contains(name) && parser.currentToken() == JsonToken.START_OBJECT) {
      readValue(parser);
      return;
    }
    switch (name) {
      case "id" -> id = parser.getText();
      case "sku", "subject" -> sku = parser.getText();
      case "facet" -> facet = parser.getText();
      case "type" -> type = parser.getText();
      case "revision" -> revision = parser.getLongValue();
      case "version", "sequence" -> version = parser.getText();
      default -> parser.skipChildren();
    }
  }

  private void readValue(JsonParser parser) throws IOException {
    int start = (int) parser.currentTokenLocation().getByteOffset();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      parser.nextToken();
      valueField(parser, name);
    }
    int end = (int) parser.currentLocation().getByteOffset();
    String digest = digest(start, end);
    if (value.isEmpty()) {
      value = digest;
    }
  }

  private void valueField(JsonParser parser, String name) throws IOException {
    switch (name) {
      case "quantity" -> value = parser.getText();
      case "warehouse", "list" -> part = parser.getText();
      case "amount" -> amount = parser.getText();
      case "currency" -> currency = parser.getText();
      case "discontinued" -> value = "discontinued";
      case "warehouses" -> {
        several = true;
        parser.skipChildren();
      }
      case "lists" -> {
        several = true;
        value = prices(parser);
      }
      // An event of the gateway's own around its envelope.
      case "revision" -> revision = parser.getLongValue();
      case "facet" -> facet = parser.getText();
      case "version" -> version = parser.getText();
      case "stock", "price", "product" -> nested(parser);
      default -> parser.skipChildren();
    }
  }

  private void nested(JsonParser parser) throws IOException {
    if (parser.currentToken() == JsonToken.START_OBJECT) {
      readValue(parser);
    } else {
      parser.skipChildren();
    }
  }

  /** {@code b2b 12 EUR, retail 17 EUR}: each list in the order of the body. */
  private static String prices(JsonParser parser) throws IOException {
    StringJoiner prices = new StringJoiner(", ");
    while (parser.nextToken() == JsonToken.START_OBJECT) {
      Map<String, String> price = new HashMap<>();
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        String name = parser.currentName();
        parser.nextToken();
        price.put(name, parser.getText());
        parser.skipChildren();
      }
      prices.add(
          "%s %s %s".formatted(price.get("list"), price.get("amount"), price.get("currency")));
    }
    return prices.toString();
  }

  private String digest(int start, int end) {
    return "#" + Integer.toHexString(Arrays.hashCode(Arrays.copyOfRange(body, start, end)));
  }

  ReceivedUpdate update() throws IOException {
    if (id == null || sku == null || sku.isEmpty()) {
      throw new IOException("an update without id or sku");
    }
    String what = facet();
    if (revision < 0 && DECIMAL.matcher(version).matches()) {
      // An event as its source sent it has no revision of the gateway; its sequence orders as well.
      revision = Long.parseLong(version);
    }
    return new ReceivedUpdate(id, sku, what, part(what), revision, version, value(what));
  }

  private String facet() throws IOException {
    if (facet != null) {
      return facet;
    }
    if (type == null) {
      throw new IOException("an update without facet or type");
    }
    for (String known : new String[] {"stock", "price"}) {
      if (type.contains("." + known + ".")) {
        return known;
      }
    }
    return "product";
  }

  private String part(String what) {
    if (several || what.equals("product")) {
      return "";
    }
    return part == null ? "default" : part;
  }

  private String value(String what) {
    if (what.equals("price") && !several) {
      return amount + (currency == null ? "" : " " + currency);
    }
    if (type != null && type.endsWith(".discontinued")) {
      return "discontinued";
    }
    return value;
  }
}
