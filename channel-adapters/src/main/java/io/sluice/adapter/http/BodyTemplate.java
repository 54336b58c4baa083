package io.sluice.adapter.http;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonGenerator;
import io.sluice.adapter.ChannelUpdate;
import io.sluice.adapter.wire.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A JSON body with names of values in braces. A text that is one name alone becomes that value in
 * its own kind: a stock a number, a list a list. Within other text it is written out. What has no
 * value is left out.
 */
final class BodyTemplate {
  static final Pattern NAME = Pattern.compile("\\{([A-Za-z_][A-Za-z0-9_.]*)}");

  /** {@code { as_text: "{price}" }}: receivers exist that want their numbers as texts. */
  static final String AS_TEXT = "as_text";

  private final Object tree;

  /**
   * @param tree maps, lists, texts, numbers, yes or no, as {@link
   *     io.sluice.adapter.Setting.Type#TREE} has them
   */
  BodyTemplate(Object tree) {
    this.tree = tree;
  }

  /** All names in it. */
  Set<String> names() {
    Set<String> names = new TreeSet<>();
    collect(tree, names);
    return names;
  }

  private static void collect(Object node, Set<String> names) {
    if (node instanceof Map<?, ?> map) {
      map.values().forEach(each -> collect(each, names));
    } else if (node instanceof List<?> list) {
      list.forEach(each -> collect(each, names));
    } else if (node instanceof String text) {
      NAME.matcher(text).results().forEach(found -> names.add(found.group(1)));
    }
  }

  byte[] write(ChannelUpdate update) {
    UpdateValues values = new UpdateValues(update);
    ByteArrayOutputStream out = new ByteArrayOutputStream(256);
    try (JsonGenerator json = Json.FACTORY.createGenerator(out, JsonEncoding.UTF8)) {
      json.enable(JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN);
      Object filled = fill(tree, values);
      write(filled == null ? Map.of() : filled, json);
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail", e);
    }
    return out.toByteArray();
  }

  /** Null where there is nothing to write. */
  private static @Nullable Object fill(Object node, UpdateValues values) throws IOException {
    if (node instanceof Map<?, ?> map) {
      if (map.size() == 1 && map.get(AS_TEXT) instanceof String text) {
        Object value = text(text, values);
        return value == null ? null : UpdateValues.text(value);
      }
      return map(map, values);
    } else if (node instanceof List<?> list) {
      List<Object> filled = new ArrayList<>(list.size());
      for (Object each : list) {
        Object value = fill(each, values);
        if (value != null) {
          filled.add(value);
        }
      }
      return filled;
    }
    return node instanceof String text ? text(text, values) : node;
  }

  private static Object map(Map<?, ?> map, UpdateValues values) throws IOException {
    Map<String, Object> filled = new LinkedHashMap<>();
    for (Map.Entry<?, ?> member : map.entrySet()) {
      Object value = fill(member.getValue(), values);
      if (value != null) {
        filled.put(String.valueOf(member.getKey()), value);
      }
    }
    return filled;
  }

  private static @Nullable Object text(String text, UpdateValues values) throws IOException {
    Matcher matcher = NAME.matcher(text);
    if (matcher.matches()) {
      return values.find(matcher.group(1));
    }
    StringBuilder written = new StringBuilder();
    int from = 0;
    matcher.reset();
    while (matcher.find()) {
      Object value = values.find(matcher.group(1));
      written.append(text, from, matcher.start());
      written.append(value == null ? "" : UpdateValues.text(value));
      from = matcher.end();
    }
    return written.append(text.substring(from)).toString();
  }

  private static void write(Object value, JsonGenerator json) throws IOException {
    if (value instanceof Map<?, ?> map) {
      json.writeStartObject();
      for (Map.Entry<?, ?> member : map.entrySet()) {
        json.writeFieldName(String.valueOf(member.getKey()));
        write(member.getValue(), json);
      }
      json.writeEndObject();
    } else if (value instanceof List<?> list) {
      json.writeStartArray();
      for (Object each : list) {
        write(each, json);
      }
      json.writeEndArray();
    } else if (value instanceof BigDecimal number) {
      json.writeNumber(number);
    } else if (value instanceof Long number) {
      json.writeNumber(number);
    } else if (value instanceof Boolean yes) {
      json.writeBoolean(yes);
    } else if (value instanceof UpdateValues.Json raw) {
      json.writeRawValue(raw.text());
    } else {
      json.writeString(String.valueOf(value));
    }
  }
}
