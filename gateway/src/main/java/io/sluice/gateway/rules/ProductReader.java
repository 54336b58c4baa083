package io.sluice.gateway.rules;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.sluice.gateway.expression.FactType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads product data into facts: what the event's schema knows, and the declared attributes. The
 * source has checked the document; what is of another type than the schema says counts as absent.
 * Immutable and thread-safe.
 */
final class ProductReader {
  private static final JsonFactory JSON = new JsonFactory();

  private final Map<String, FactType> attributes;

  /**
   * @param attributes the declared ones; all others are passed over
   */
  ProductReader(Map<String, FactType> attributes) {
    this.attributes = Map.copyOf(attributes);
  }

  /**
   * @param json one JSON object, UTF-8
   */
  ProductFacts read(byte[] json) {
    try (JsonParser parser = JSON.createParser(json)) {
      Reading main = new Reading(parser);
      if (parser.nextToken() == JsonToken.START_OBJECT) {
        main.object();
      }
      return new ProductFacts(main.snapshot(), main.localized);
    } catch (IOException e) {
      throw new UncheckedIOException("product data is no JSON", e);
    }
  }

  /** One object, as it is read. */
  private final class Reading {
    private final JsonParser parser;
    private final Map<String, Snapshot> localized = new HashMap<>();
    // Weakest first: a member that no schema knows, a variant's axis, an attribute.
    private final Map<String, Object> unknown = new HashMap<>();
    private final Map<String, Object> variant = new HashMap<>();
    private final Map<String, Object> declared = new HashMap<>();
    private final Map<String, String> texts = new HashMap<>();
    private @Nullable List<String> categories;
    private @Nullable List<Snapshot.Image> images;

    Reading(JsonParser parser) {
      this.parser = parser;
    }

    void object() throws IOException {
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        String name = parser.currentName();
        parser.nextToken();
        switch (name) {
          case "name", "description", "brand", "gtin", "parent", "tax_class" -> text(name);
          case "categories" -> categories();
          case "images" -> images();
          case "attributes" -> members(declared);
          case "variant" -> members(variant);
          case "localized" -> localized();
          default -> attribute(name, unknown);
        }
      }
    }

    private void text(String name) throws IOException {
      if (parser.currentToken() != JsonToken.VALUE_STRING) {
        parser.skipChildren();
      } else if (!parser.getText().isBlank()) {
        texts.put(name, parser.getText());
      }
    }

    private void categories() throws IOException {
      List<String> found = new ArrayList<>();
      each(
          () -> {
            if (parser.currentToken() == JsonToken.VALUE_STRING) {
              found.add(parser.getText());
            } else {
              parser.skipChildren();
            }
          });
      categories = found.isEmpty() ? null : List.copyOf(found);
    }

    private void images() throws IOException {
      List<Snapshot.Image> found = new ArrayList<>();
      each(() -> image(found));
      images = found.isEmpty() ? null : List.copyOf(found);
    }

    private void image(List<Snapshot.Image> found) throws IOException {
      String url = "";
      String role = "";
      long position = Long.MAX_VALUE;
      boolean object = isObject();
      while (object && nextMember()) {
        switch (parser.currentName()) {
          case "url" -> url = string();
          case "role" -> role = string();
          case "position" -> position = whole(Long.MAX_VALUE);
          default -> parser.skipChildren();
        }
      }
      if (!url.isBlank()) {
        found.add(new Snapshot.Image(url, role, position));
      }
    }

    private void members(Map<String, Object> into) throws IOException {
      boolean object = isObject();
      while (object && nextMember()) {
        attribute(parser.currentName(), into);
      }
    }

    private void localized() throws IOException {
      boolean object = isObject();
      while (object && nextMember()) {
        String locale = Locales.normal(parser.currentName());
        if (parser.currentToken() == JsonToken.START_OBJECT) {
          Reading reading = new Reading(parser);
          reading.object();
          localized.put(locale, reading.snapshot());
        } else {
          parser.skipChildren();
        }
      }
    }

    private void attribute(String name, Map<String, Object> into) throws IOException {
      FactType type = attributes.get(name);
      if (type == null) {
        parser.skipChildren();
      } else {
        AttributeReader.read(parser, name, type).ifPresent(value -> into.put(name, value));
      }
    }

    private boolean isObject() throws IOException {
      boolean object = parser.currentToken() == JsonToken.START_OBJECT;
      if (!object) {
        parser.skipChildren();
      }
      return object;
    }

    /** To the value of the next member; false at the object's end. */
    private boolean nextMember() throws IOException {
      if (parser.nextToken() == JsonToken.END_OBJECT) {
        return false;
      }
      parser.nextToken();
      return true;
    }

    private void each(Element element) throws IOException {
      if (parser.currentToken() != JsonToken.START_ARRAY) {
        parser.skipChildren();
        return;
      }
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        element.read();
      }
    }

    private String string() throws IOException {
      if (parser.currentToken() == JsonToken.VALUE_STRING) {
        return parser.getText();
      }
      parser.skipChildren();
      return "";
    }

    private long whole(long otherwise) throws IOException {
      if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT) {
        return parser.getLongValue();
      }
      parser.skipChildren();
      return otherwise;
    }

    Snapshot snapshot() {
      unknown.putAll(variant);
      unknown.putAll(declared);
      return new Snapshot(
          texts.get("name"),
          texts.get("description"),
          texts.get("brand"),
          texts.get("gtin"),
          texts.get("parent"),
          texts.get("tax_class"),
          categories,
          images,
          Map.copyOf(unknown));
    }
  }

  private interface Element {
    void read() throws IOException;
  }
}
