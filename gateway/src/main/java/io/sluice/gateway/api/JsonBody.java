package io.sluice.gateway.api;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The flat object that a command brings, read strictly: an unknown or doubled name is an error and
 * never ignored. An empty body is an empty object.
 */
final class JsonBody {
  private static final JsonFactory FACTORY =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private final Map<String, Object> values;

  private JsonBody(Map<String, Object> values) {
    this.values = values;
  }

  static JsonBody parse(byte[] body, Set<String> names) {
    if (body.length == 0) {
      return new JsonBody(Map.of());
    }
    try (JsonParser parser = FACTORY.createParser(body)) {
      return new JsonBody(readObject(parser, names));
    } catch (JsonProcessingException problem) {
      throw Problem.invalid("", "the body is no valid JSON: " + problem.getOriginalMessage())
          .asException();
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
  }

  private static Map<String, Object> readObject(JsonParser parser, Set<String> names)
      throws IOException {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      throw Problem.invalid("", "the body must be a JSON object").asException();
    }
    Map<String, Object> values = new HashMap<>();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      if (!names.contains(name)) {
        throw unknown(name, names);
      }
      Object value = readValue(parser, name);
      if (value != null) {
        values.put(name, value);
      }
    }
    if (parser.nextToken() != null) {
      throw Problem.invalid("", "something follows the JSON object").asException();
    }
    return values;
  }

  private static ProblemException unknown(String name, Set<String> names) {
    String allowed =
        names.isEmpty() ? "this call takes none" : "allowed: " + String.join(", ", sorted(names));
    return Problem.invalid(pointer(name), "unknown name '" + name + "' (" + allowed + ")")
        .asException();
  }

  private static Set<String> sorted(Set<String> names) {
    return new TreeSet<>(names);
  }

  private static @Nullable Object readValue(JsonParser parser, String name) throws IOException {
    switch (parser.nextToken()) {
      case VALUE_STRING:
        return parser.getText();
      case VALUE_TRUE:
        return true;
      case VALUE_FALSE:
        return false;
      case VALUE_NULL:
        return null;
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT:
        return parser.getDoubleValue();
      default:
        throw Problem.invalid(pointer(name), name + " must be text, a number, true, false or null")
            .asException();
    }
  }

  @Nullable String text(String name) {
    Object value = values.get(name);
    if (value == null || value instanceof String) {
      return (String) value;
    }
    throw Problem.invalid(pointer(name), name + " must be text").asException();
  }

  boolean flag(String name) {
    Object value = values.get(name);
    if (value == null || value instanceof Boolean) {
      return Boolean.TRUE.equals(value);
    }
    throw Problem.invalid(pointer(name), name + " must be true or false").asException();
  }

  @Nullable Double number(String name) {
    Object value = values.get(name);
    if (value == null || value instanceof Double) {
      return (Double) value;
    }
    throw Problem.invalid(pointer(name), name + " must be a number").asException();
  }

  @Nullable Instant instant(String name) {
    String text = text(name);
    try {
      return text == null ? null : OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException problem) {
      throw Problem.invalid(
              pointer(name), name + " must be a time like 2026-01-31T08:00:00Z (RFC 3339)")
          .asException();
    }
  }

  private static String pointer(String name) {
    return "/" + name.replace("~", "~0").replace("/", "~1");
  }
}
