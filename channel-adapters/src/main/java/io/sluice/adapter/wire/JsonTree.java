package io.sluice.adapter.wire;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
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

/** Small JSON documents as maps, lists, texts, {@link BigDecimal}s, booleans and null. */
public final class JsonTree {
  private JsonTree() {}

  /**
   * @return empty where it is not one complete object or list
   */
  public static Optional<Object> parse(byte[] json) {
    try (JsonParser parser = Json.FACTORY.createParser(json)) {
      JsonToken first = parser.nextToken();
      if (first != JsonToken.START_OBJECT && first != JsonToken.START_ARRAY) {
        return Optional.empty();
      }
      Object tree = read(parser);
      return parser.nextToken() == null ? Optional.ofNullable(tree) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /**
   * The value at which the parser stands; it is at its end afterwards.
   *
   * @throws IOException where the rest is no JSON
   */
  public static @Nullable Object read(JsonParser parser) throws IOException {
    if (parser.hasToken(JsonToken.START_OBJECT)) {
      Map<String, @Nullable Object> members = new LinkedHashMap<>();
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        String name = parser.currentName();
        parser.nextToken();
        members.put(name, read(parser));
      }
      return members;
    } else if (parser.hasToken(JsonToken.START_ARRAY)) {
      List<@Nullable Object> elements = new ArrayList<>();
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        elements.add(read(parser));
      }
      return elements;
    } else if (parser.hasToken(null)) {
      throw new IOException("no JSON");
    }
    return switch (parser.currentToken()) {
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> null;
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getDecimalValue();
      default -> parser.getText();
    };
  }

  /**
   * @param tree of such values; whole numbers may be of any kind that a long holds
   */
  public static byte[] bytes(Object tree) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(512);
    try (JsonGenerator json = Json.FACTORY.createGenerator(out, JsonEncoding.UTF8)) {
      write(tree, json);
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail", e);
    }
    return out.toByteArray();
  }

  private static void write(@Nullable Object tree, JsonGenerator json) throws IOException {
    if (tree instanceof Map<?, ?> members) {
      json.writeStartObject();
      for (Map.Entry<?, ?> member : members.entrySet()) {
        json.writeFieldName(String.valueOf(member.getKey()));
        write(member.getValue(), json);
      }
      json.writeEndObject();
    } else if (tree instanceof List<?> elements) {
      json.writeStartArray();
      for (Object element : elements) {
        write(element, json);
      }
      json.writeEndArray();
    } else if (tree instanceof BigDecimal number) {
      json.writeNumber(number.toPlainString());
    } else if (tree instanceof Number whole) {
      json.writeNumber(whole.longValue());
    } else if (tree instanceof Boolean yes) {
      json.writeBoolean(yes);
    } else if (tree == null) {
      json.writeNull();
    } else {
      json.writeString(tree.toString());
    }
  }

  /** The members of an object; empty where it is none. */
  public static Map<?, ?> object(@Nullable Object tree) {
    return tree instanceof Map<?, ?> members ? members : Map.of();
  }

  /** The elements of a list; empty where it is none. */
  public static List<?> list(@Nullable Object tree) {
    return tree instanceof List<?> elements ? elements : List.of();
  }

  /** A text that is not blank, or null. */
  public static @Nullable String text(@Nullable Object tree) {
    return tree instanceof String text && !text.isBlank() ? text : null;
  }

  /** A whole number from 0 on, or -1. */
  public static long count(@Nullable Object tree) {
    try {
      return tree instanceof BigDecimal number ? Math.max(-1, number.longValueExact()) : -1;
    } catch (ArithmeticException e) {
      return -1;
    }
  }
}
