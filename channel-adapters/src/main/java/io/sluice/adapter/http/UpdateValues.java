package io.sluice.adapter.http;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.sluice.adapter.ChannelUpdate;
import io.sluice.adapter.Value;
import java.io.IOException;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The values of one update by the names that a merchant's templates know. */
final class UpdateValues {
  /** Known in every request. */
  static final Set<String> ALWAYS = Set.of("sku", "id", "revision");

  static final Set<String> OF_STOCK = Set.of("stock");
  static final Set<String> OF_PRICE = Set.of("price", "currency", "compare_at", "price_list");

  /** Known with a price where the receiver acts on dates by itself. */
  static final String WINDOWS = "windows";

  /** The whole content; each of its members is known by its own name, too. */
  static final String PRODUCT = "product";

  private final ChannelUpdate update;
  private @Nullable Map<String, Object> members;

  UpdateValues(ChannelUpdate update) {
    this.update = update;
  }

  /** A value that is JSON already. */
  record Json(String text) {}

  /** As a text shows it. */
  static String text(Object value) {
    if (value instanceof BigDecimal number) {
      return number.toPlainString();
    }
    return value instanceof Json json ? json.text() : value.toString();
  }

  /** Null where there is none of this name. */
  @Nullable Object find(String name) throws IOException {
    return switch (name) {
      case "sku" -> update.sku();
      case "id" -> update.id();
      case "revision" -> update.revision();
      default -> ofFacet(name);
    };
  }

  private @Nullable Object ofFacet(String name) throws IOException {
    if (update.value() instanceof Value.Stock stock) {
      return name.equals("stock") ? stock.quantity() : null;
    } else if (update.value() instanceof Value.Price price) {
      return ofPrice(name, price.prices().get(0));
    } else if (update.value() instanceof Value.Product product) {
      return name.equals(PRODUCT)
          ? new Json(new String(product.json(), StandardCharsets.UTF_8))
          : members(product).get(name);
    }
    return null;
  }

  private static @Nullable Object ofPrice(String name, Value.ListPrice price) throws IOException {
    return switch (name) {
      case "price" -> price.amount();
      case "currency" -> price.currency();
      case "compare_at" -> price.compareAt();
      case "price_list" -> price.list();
      case WINDOWS -> windows(price);
      default -> null;
    };
  }

  /** Also where there are none: the receiver is to forget those it had. */
  private static Json windows(Value.ListPrice price) throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = io.sluice.adapter.wire.Json.FACTORY.createGenerator(text)) {
      EnvelopeWriter.write(price.windows(), json);
    }
    return new Json(text.toString());
  }

  private Map<String, Object> members(Value.Product product) throws IOException {
    Map<String, Object> known = members;
    if (known == null) {
      known = read(product.json());
      members = known;
    }
    return known;
  }

  private static Map<String, Object> read(byte[] json) throws IOException {
    Map<String, Object> members = new TreeMap<>();
    try (JsonParser parser = io.sluice.adapter.wire.Json.FACTORY.createParser(json)) {
      if (parser.nextToken() == JsonToken.START_OBJECT) {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
          String name = parser.currentName();
          parser.nextToken();
          Object value = value(parser, json);
          if (value != null) {
            members.put(name, value);
          }
        }
      }
    }
    return members;
  }

  private static @Nullable Object value(JsonParser parser, byte[] json) throws IOException {
    return switch (parser.currentToken()) {
      case VALUE_STRING -> parser.getText();
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getDecimalValue();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case START_OBJECT, START_ARRAY -> {
        int from = Math.toIntExact(parser.currentTokenLocation().getByteOffset());
        parser.skipChildren();
        int to = Math.toIntExact(parser.currentLocation().getByteOffset());
        yield new Json(new String(json, from, to - from, StandardCharsets.UTF_8));
      }
      default -> null;
    };
  }
}
