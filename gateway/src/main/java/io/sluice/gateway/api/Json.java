package io.sluice.gateway.api;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Plain values as JSON: a record is an object whose names are those of its components, null
 * included. What could steer a terminal or reorder text on it is escaped.
 */
public final class Json {
  private static final JsonFactory FACTORY =
      new JsonFactoryBuilder().characterEscapes(new SafeEscapes()).build();

  private Json() {}

  /**
   * @param value null, text, number, boolean, instant, collection, map with text keys, record
   */
  public static byte[] encode(@Nullable Object value) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(text)) {
      write(json, value);
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
    // By way of text, because half a surrogate pair must become '?' rather than an exception.
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void write(JsonGenerator json, @Nullable Object value) throws IOException {
    if (value == null) {
      json.writeNull();
    } else if (value instanceof Record view) {
      writeRecord(json, view);
    } else if (value instanceof Map<?, ?> map) {
      writeMap(json, map);
    } else if (value instanceof Collection<?> values) {
      writeCollection(json, values);
    } else {
      writeScalar(json, value);
    }
  }

  private static void writeScalar(JsonGenerator json, Object value) throws IOException {
    if (value instanceof String || value instanceof Instant) {
      json.writeString(value.toString());
    } else if (value instanceof Boolean flag) {
      json.writeBoolean(flag);
    } else if (value instanceof Integer || value instanceof Long) {
      json.writeNumber(((Number) value).longValue());
    } else if (value instanceof Double number && Double.isFinite(number)) {
      json.writeNumber(number);
    } else {
      throw new IllegalArgumentException("no JSON form for " + value.getClass().getName());
    }
  }

  private static void writeMap(JsonGenerator json, Map<?, ?> map) throws IOException {
    json.writeStartObject();
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      json.writeFieldName(entry.getKey().toString());
      write(json, entry.getValue());
    }
    json.writeEndObject();
  }

  private static void writeCollection(JsonGenerator json, Collection<?> values) throws IOException {
    json.writeStartArray();
    for (Object value : values) {
      write(json, value);
    }
    json.writeEndArray();
  }

  private static void writeRecord(JsonGenerator json, Record view) throws IOException {
    json.writeStartObject();
    for (RecordComponent component : view.getClass().getRecordComponents()) {
      json.writeFieldName(component.getName());
      write(json, read(component, view));
    }
    json.writeEndObject();
  }

  private static @Nullable Object read(RecordComponent component, Record view) {
    try {
      return component.getAccessor().invoke(view);
    } catch (ReflectiveOperationException problem) {
      throw new IllegalStateException("cannot read " + component, problem);
    }
  }
}
