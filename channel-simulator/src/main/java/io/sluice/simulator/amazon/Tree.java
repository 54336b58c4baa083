package io.sluice.simulator.amazon;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON as maps, lists, texts, {@link BigDecimal}s and booleans. */
final class Tree {
  private static final JsonFactory JSON = new JsonFactory();

  private Tree() {}

  /** Null where it is no JSON object. */
  static @Nullable Map<String, Object> object(byte[] json) {
    try (JsonParser parser = JSON.createParser(json)) {
      parser.nextToken();
      Object read = read(parser);
      return read instanceof Map<?, ?> && parser.nextToken() == null ? members(read) : null;
    } catch (IOException e) {
      return null;
    }
  }

  private static @Nullable Object read(JsonParser parser) throws IOException {
    if (parser.hasToken(JsonToken.START_OBJECT)) {
      Map<String, @Nullable Object> members = new LinkedHashMap<>();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
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
      throw new IOException("empty");
    }
    return switch (parser.currentToken()) {
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> null;
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getDecimalValue();
      default -> parser.getText();
    };
  }

  static String text(Object tree) {
    StringWriter out = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(out)) {
      write(tree, json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toString();
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
    } else if (tree instanceof Number number) {
      json.writeNumber(new BigDecimal(number.toString()).toPlainString());
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

  static List<?> list(@Nullable Object tree) {
    return tree instanceof List<?> list ? list : List.of();
  }
}
