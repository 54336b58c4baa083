package io.sluice.adapter;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The {@code adapter.json} that lies beside an adapter's code: {@code {"settings": [...], "fields":
 * [...], "limits": [...], "sources": [...]}}.
 *
 * @param settings the keys it adds to a channel
 * @param fields what a listing there may have; empty where the receiver decides
 * @param limits of the channel's operations; empty where it says none
 * @param sources where what the adapter does is written down
 */
public record AdapterFile(
    List<Setting> settings, List<Field> fields, List<Limit> limits, List<String> sources) {
  private static final JsonFactory JSON =
      new JsonFactoryBuilder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  public AdapterFile {
    settings = List.copyOf(settings);
    fields = List.copyOf(fields);
    limits = List.copyOf(limits);
    sources = List.copyOf(sources);
  }

  /**
   * @param adapter the class beside whose code the file lies
   * @throws IllegalStateException when the file is missing or says something unknown: a broken
   *     build
   */
  public static AdapterFile read(Class<?> adapter) {
    try (InputStream file = adapter.getResourceAsStream("adapter.json")) {
      if (file == null) {
        throw new IllegalStateException("no adapter.json beside " + adapter.getName());
      }
      return read(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static AdapterFile read(InputStream file) throws IOException {
    try (JsonParser parser = JSON.createParser(file)) {
      expect(parser, parser.nextToken(), JsonToken.START_OBJECT);
      List<Setting> settings = List.of();
      List<Field> fields = List.of();
      List<Limit> limits = List.of();
      List<String> sources = List.of();
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        String key = parser.currentName();
        expect(parser, parser.nextToken(), JsonToken.START_ARRAY);
        switch (key) {
          case "settings" -> settings = list(parser, AdapterFile::setting);
          case "fields" -> fields = list(parser, AdapterFile::field);
          case "limits" -> limits = list(parser, AdapterFile::limit);
          case "sources" -> sources = list(parser, JsonParser::getText);
          default -> throw unknown(key);
        }
      }
      return new AdapterFile(settings, fields, limits, sources);
    }
  }

  /** Reads one element; the parser is at its first token, and at its last afterwards. */
  private interface Element<T> {
    T read(JsonParser parser) throws IOException;
  }

  private static <T> List<T> list(JsonParser parser, Element<T> element) throws IOException {
    List<T> list = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      list.add(element.read(parser));
    }
    return list;
  }

  /**
   * The limit of an operation.
   *
   * @throws IllegalStateException when the file has none: a broken build
   */
  public Limit limit(String operation) {
    return limits.stream()
        .filter(limit -> limit.operation().equals(operation))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no limit of " + operation));
  }

  private static Limit limit(JsonParser parser) throws IOException {
    expect(parser, parser.currentToken(), JsonToken.START_OBJECT);
    String operation = "";
    double perSecond = 0;
    int burst = 1;
    String source = "";
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String key = parser.currentName();
      parser.nextToken();
      switch (key) {
        case "operation" -> operation = parser.getText();
        case "per_second" -> perSecond = parser.getDoubleValue();
        case "burst" -> burst = parser.getIntValue();
        case "source" -> source = parser.getText();
        default -> throw unknown(key);
      }
    }
    return new Limit(operation, perSecond, burst, source);
  }

  private static Field field(JsonParser parser) throws IOException {
    expect(parser, parser.currentToken(), JsonToken.START_OBJECT);
    String name = "";
    String description = "";
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String key = parser.currentName();
      parser.nextToken();
      switch (key) {
        case "name" -> name = parser.getText();
        case "description" -> description = parser.getText();
        default -> throw unknown(key);
      }
    }
    return new Field(name, description);
  }

  private static Setting setting(JsonParser parser) throws IOException {
    expect(parser, parser.currentToken(), JsonToken.START_OBJECT);
    String name = "";
    Setting.Type type = Setting.Type.TEXT;
    boolean required = false;
    List<String> allowed = List.of();
    List<Setting> children = List.of();
    String description = "";
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String key = parser.currentName();
      parser.nextToken();
      switch (key) {
        case "name" -> name = parser.getText();
        case "type" -> type = Setting.Type.valueOf(parser.getText().toUpperCase(Locale.ROOT));
        case "required" -> required = parser.getBooleanValue();
        case "allowed" -> allowed = list(parser, JsonParser::getText);
        case "children" -> children = list(parser, AdapterFile::setting);
        case "description" -> description = parser.getText();
        default -> throw unknown(key);
      }
    }
    return new Setting(name, type, required, allowed, children, description);
  }

  private static IllegalStateException unknown(String key) {
    return new IllegalStateException("unknown key '" + key + "' in adapter.json");
  }

  private static void expect(JsonParser parser, JsonToken found, JsonToken wanted) {
    if (found != wanted) {
      throw new IllegalStateException(
          "adapter.json: expected "
              + wanted
              + " at "
              + parser.currentLocation().offsetDescription());
    }
  }
}
