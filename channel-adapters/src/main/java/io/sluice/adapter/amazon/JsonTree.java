package io.sluice.adapter.amazon;

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
import org.jspecify.annotations.Nullable;

/** Small JSON documents as maps, lists, texts, {@link BigDecimal}s and booleans. */
final class JsonTree {
  private JsonTree() {}

  /** The object that a document is; empty where it is none or broken. */
  static Map<String, Object> object(byte[] json) {
    try (JsonParser parser = Json.FACTORY.createParser(json)) {
      parser.nextToken();
      Object read = read(parser);
      return parser.nextToken() == null && read instanceof Map<?, ?> ? members(read) : Map.of();
    } catch (IOException e) {
      return Map.of();
    }
  }

  /** The value at which the parser stands; it is at its end afterwards. */
  static @Nullable Object read(JsonParser parser) throws IOException {
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

  static byte[] bytes(Object tree) {
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

  @SuppressWarnings("unchecked")
  static Map<String, Object> members(@Nullable Object tree) {
    return tree instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
  }

  /** The list under a name; empty where there is none. */
  static List<?> list(Map<String, Object> object, String name) {
    return object.get(name) instanceof List<?> list ? list : List.of();
  }

  static @Nullable String text(Map<String, Object> object, String name) {
    return object.get(name) instanceof String text && !text.isBlank() ? text : null;
  }

  /** The whole number under a name, -1 where there is none from 0 on. */
  static long count(Map<String, Object> object, String name) {
    if (object.get(name) instanceof BigDecimal number && number.precision() <= 18) {
      try {
        return Math.max(-1, number.longValueExact());
      } catch (ArithmeticException e) {
        return -1;
      }
    }
    return -1;
  }
}
