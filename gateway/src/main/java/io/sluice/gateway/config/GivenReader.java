package io.sluice.gateway.config;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.sluice.gateway.rules.PriceList;
import io.sluice.gateway.validation.Suggestions;
import io.sluice.source.Change;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Reads what a test gives: the facts of one SKU, as the sources would say them. */
final class GivenReader {
  private static final JsonFactory JSON = new JsonFactory();
  private static final List<String> CONTENT =
      List.of(
          "name",
          "description",
          "brand",
          "gtin",
          "parent",
          "tax_class",
          "category",
          "categories",
          "images",
          "components",
          "attr",
          "localized");

  private final Section given;
  private final Reading reading;
  private final Declarations declared;

  GivenReader(Section given, Declarations declared) {
    this.given = given;
    this.reading = given.reading();
    this.declared = declared;
  }

  String sku() {
    return given.value("sku", Scalars::literal).orElse("SKU");
  }

  /** In the order in which a source might say them. */
  List<Change> changes() {
    List<Change> changes = new ArrayList<>();
    if (CONTENT.stream().anyMatch(key -> given.find(key).isPresent())) {
      changes.add(new Change.Product(content()));
    }
    Section stock = given.section("stock");
    for (String warehouse : keys(stock)) {
      stock
          .value(warehouse, Scalars::integer)
          .ifPresent(quantity -> changes.add(new Change.Stock(warehouse, quantity)));
    }
    Section prices = given.section("price");
    for (String list : keys(prices)) {
      prices.find(list).flatMap(entry -> price(prices, entry)).ifPresent(changes::add);
    }
    if (given.value("discontinued", Scalars::yesNo).orElse(false)) {
      changes.add(new Change.Discontinued());
    }
    return changes;
  }

  /** Without those that another test's say again. */
  private static Set<String> keys(Section section) {
    Set<String> keys = new LinkedHashSet<>();
    section.entries().forEach(entry -> keys.add(entry.key()));
    return keys;
  }

  /** An amount, or a map with what else comes with it. */
  private Optional<Change> price(Section prices, Entry entry) {
    PriceList list = declared.priceLists().get(entry.key());
    if (list == null) {
      reading
          .problems()
          .error(
              entry.keyPlace(),
              "there is no list %s in catalog.price_lists".formatted(Texts.quote(entry.key())),
              Suggestions.hint(entry.key(), new TreeSet<>(declared.priceLists().keySet())));
      return Optional.empty();
    }
    if (!(entry.value() instanceof MappingNode)) {
      return reading.scalars().amount(entry).map(amount -> price(list, amount, null, null));
    }
    Section price = prices.section(entry).expect(Shape.GIVEN_PRICE);
    BigDecimal cost = price.value("cost", Scalars::amount).orElse(null);
    BigDecimal compareAt = price.value("compare_at", Scalars::amount).orElse(null);
    return Optional.of(
        price(list, price.value("amount", Scalars::amount).orElse(null), cost, compareAt));
  }

  private static Change price(
      PriceList list,
      @Nullable BigDecimal amount,
      @Nullable BigDecimal cost,
      @Nullable BigDecimal compareAt) {
    return new Change.Price(list.name(), amount, list.currency(), cost, compareAt, null, null);
  }

  private byte[] content() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      json.writeStartObject();
      for (String key : CONTENT) {
        Optional<Entry> entry = given.find(key);
        if (entry.isPresent()) {
          member(key, entry.get(), json);
        }
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail", e);
    }
    return bytes.toByteArray();
  }

  private void member(String key, Entry entry, JsonGenerator json) throws IOException {
    switch (key) {
      case "attr" -> attributes(json);
      case "category" -> {
        json.writeArrayFieldStart("categories");
        json.writeString(reading.scalars().literal(entry).orElse(""));
        json.writeEndArray();
      }
      case "images" -> images(entry, json);
      case "components" -> components(json);
      default -> {
        json.writeFieldName(key);
        write(entry.value(), json);
      }
    }
  }

  /** As texts: they are read as the catalog declares them. */
  private void attributes(JsonGenerator json) throws IOException {
    Section attributes = given.section("attr");
    Set<String> known = declared.attributes();
    json.writeObjectFieldStart("attributes");
    for (String name : keys(attributes)) {
      Entry entry = attributes.find(name).orElseThrow();
      if (!known.contains(name)) {
        reading
            .problems()
            .error(
                entry.keyPlace(),
                "there is no attribute %s in catalog.attributes".formatted(Texts.quote(name)),
                Suggestions.hint(name, known));
      }
      json.writeFieldName(name);
      write(entry.value(), json);
    }
    json.writeEndObject();
  }

  /** Addresses, or maps as events have them. */
  private void images(Entry entry, JsonGenerator json) throws IOException {
    json.writeArrayFieldStart("images");
    for (Entry item : reading.scalars().items(entry)) {
      if (item.value() instanceof MappingNode) {
        image((MappingNode) item.value(), json);
      } else {
        json.writeStartObject();
        json.writeStringField("url", reading.scalars().literal(item).orElse(""));
        json.writeEndObject();
      }
    }
    json.writeEndArray();
  }

  /** As events have it: a position is a number. */
  private static void image(MappingNode image, JsonGenerator json) throws IOException {
    json.writeStartObject();
    for (NodeTuple tuple : image.getValue()) {
      if (tuple.getKeyNode() instanceof ScalarNode key
          && tuple.getValueNode() instanceof ScalarNode value) {
        json.writeFieldName(key.getValue());
        if (key.getValue().equals("position") && value.getValue().matches("\\d{1,9}")) {
          json.writeNumber(Long.parseLong(value.getValue()));
        } else {
          json.writeString(value.getValue());
        }
      }
    }
    json.writeEndObject();
  }

  /** By SKU: how many of it. */
  private void components(JsonGenerator json) throws IOException {
    Section parts = given.section("components");
    json.writeArrayFieldStart("components");
    for (String sku : keys(parts)) {
      json.writeStartObject();
      json.writeStringField("sku", sku);
      json.writeNumberField("quantity", parts.integer(sku).orElse(1L));
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void write(Node node, JsonGenerator json) throws IOException {
    if (node instanceof MappingNode mapping) {
      json.writeStartObject();
      for (NodeTuple tuple : mapping.getValue()) {
        if (tuple.getKeyNode() instanceof ScalarNode key) {
          json.writeFieldName(key.getValue());
          write(tuple.getValueNode(), json);
        }
      }
      json.writeEndObject();
    } else if (node instanceof SequenceNode sequence) {
      json.writeStartArray();
      for (Node each : sequence.getValue()) {
        write(each, json);
      }
      json.writeEndArray();
    } else {
      json.writeString(((ScalarNode) node).getValue());
    }
  }
}
