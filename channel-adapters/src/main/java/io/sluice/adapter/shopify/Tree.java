package io.sluice.adapter.shopify;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.sluice.adapter.wire.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A JSON value that may not be there: maps, lists, texts, numbers, booleans. What is looked for and
 * is not there, or is something else, is a tree of nothing.
 */
record Tree(@Nullable Object value) {
  private static final int SCALE_AT_MOST = 100;
  private static final Tree NOTHING = new Tree(null);

  /**
   * @return empty when it is not one complete JSON object
   */
  static Optional<Tree> parse(byte[] body) {
    try (JsonParser parser = Json.FACTORY.createParser(body)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return Optional.empty();
      }
      Object value = read(parser);
      return parser.nextToken() == null ? Optional.of(new Tree(value)) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static @Nullable Object read(JsonParser parser) throws IOException {
    switch (parser.currentToken()) {
      case START_OBJECT:
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
          String name = parser.currentName();
          parser.nextToken();
          members.put(name, read(parser));
        }
        return members;
      case START_ARRAY:
        List<@Nullable Object> elements = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          elements.add(read(parser));
        }
        return elements;
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT:
        BigDecimal number = parser.getDecimalValue();
        // Written out, 1e999999999 would not fit the memory.
        return Math.abs(number.scale()) > SCALE_AT_MOST ? parser.getText() : number;
      case VALUE_TRUE, VALUE_FALSE:
        return parser.getBooleanValue();
      case VALUE_NULL:
        return null;
      default:
        return parser.getText();
    }
  }

  /** The member at the end of a path of names. */
  Tree at(String... names) {
    Object found = value;
    for (String name : names) {
      found = found instanceof Map<?, ?> members ? members.get(name) : null;
    }
    return found == null ? NOTHING : new Tree(found);
  }

  boolean isThere() {
    return value != null;
  }

  boolean isObject() {
    return value instanceof Map<?, ?>;
  }

  /** The elements; none where it is no list. */
  List<Tree> list() {
    List<Tree> list = new ArrayList<>();
    if (value instanceof List<?> elements) {
      elements.forEach(element -> list.add(new Tree(element)));
    }
    return list;
  }

  /** The members by name; none where it is no object. */
  Map<String, Tree> members() {
    Map<String, Tree> trees = new LinkedHashMap<>();
    if (value instanceof Map<?, ?> members) {
      members.forEach((name, member) -> trees.put(String.valueOf(name), new Tree(member)));
    }
    return trees;
  }

  /** A text, or a number or boolean written as one. */
  @Nullable String text() {
    if (value instanceof BigDecimal number) {
      return number.toPlainString();
    }
    return value instanceof String || value instanceof Boolean ? value.toString() : null;
  }

  String text(String otherwise) {
    String text = text();
    return text == null ? otherwise : text;
  }

  /** A number, or a text that is one of at most 18 digits. */
  @Nullable BigDecimal number() {
    try {
      BigDecimal number =
          value instanceof BigDecimal already
              ? already
              : value instanceof String text ? new BigDecimal(text) : null;
      return number == null || number.precision() > 18 || Math.abs(number.scale()) > 18
          ? null
          : number;
    } catch (NumberFormatException e) {
      return null;
    }
  }

  /** A whole number, rounded down where it is not; null where it is none or too large. */
  @Nullable Long whole() {
    BigDecimal number = number();
    return number == null ? null : number.longValue();
  }

  boolean isTrue() {
    return Boolean.TRUE.equals(value);
  }

  /** Writes maps, lists, texts, numbers, booleans and null. */
  static byte[] write(Object value) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(1024);
    try (JsonGenerator json = Json.FACTORY.createGenerator(out, JsonEncoding.UTF8)) {
      write(json, value);
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail", e);
    }
    return out.toByteArray();
  }

  private static void write(JsonGenerator json, @Nullable Object value) throws IOException {
    if (value instanceof Map<?, ?> members) {
      json.writeStartObject();
      for (Map.Entry<?, ?> member : members.entrySet()) {
        json.writeFieldName(String.valueOf(member.getKey()));
        write(json, member.getValue());
      }
      json.writeEndObject();
    } else if (value instanceof Iterable<?> elements) {
      json.writeStartArray();
      for (Object element : elements) {
        write(json, element);
      }
      json.writeEndArray();
    } else if (value instanceof BigDecimal number) {
      json.writeNumber(number);
    } else if (value instanceof Long number) {
      json.writeNumber(number);
    } else if (value instanceof Integer number) {
      json.writeNumber(number);
    } else if (value instanceof Boolean yes) {
      json.writeBoolean(yes);
    } else if (value == null) {
      json.writeNull();
    } else {
      json.writeString(value.toString());
    }
  }
}
