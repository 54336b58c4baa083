package io.sluice.gateway.runtime;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.sluice.gateway.catalog.CatalogEntry;
import io.sluice.gateway.catalog.Fact;
import io.sluice.gateway.catalog.FactValue;
import io.sluice.gateway.operations.FactsView.SaidView;
import io.sluice.gateway.render.Content;
import io.sluice.source.Change;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Facts as the events that would say them. */
final class FactEvents {
  private static final JsonFactory JSON = new JsonFactory();

  private FactEvents() {}

  /**
   * In order of position; of a price that is not in force yet also those that hold until then, at
   * positions of their own below it.
   *
   * @param wanted which of its facts
   * @param content of a fact of the product
   * @return null where content could not be found: newer one has come meanwhile
   */
  static @Nullable List<SaidView> of(
      CatalogEntry entry, Predicate<Fact> wanted, Function<Fact, @Nullable Content> content) {
    List<Fact> facts =
        entry.facts().stream()
            .filter(wanted)
            .sorted(Comparator.comparingLong(Fact::position))
            .toList();
    List<SaidView> events = new ArrayList<>();
    for (Fact fact : facts) {
      List<Change> oldestFirst = changes(fact, content);
      if (oldestFirst == null) {
        return null;
      }
      long position = fact.position() - oldestFirst.size();
      for (Change change : oldestFirst) {
        position++;
        events.add(
            new SaidView(
                position,
                fact.source(),
                Long.toString(fact.version()),
                Instant.ofEpochMilli(fact.receivedAtMs()),
                event(entry.sku(), fact, position, change)));
      }
    }
    return events;
  }

  private static @Nullable List<Change> changes(
      Fact fact, Function<Fact, @Nullable Content> content) {
    if (fact.value() instanceof FactValue.Quantity quantity) {
      return List.of(new Change.Stock(fact.part(), quantity.quantity()));
    } else if (fact.value() instanceof FactValue.Prices prices) {
      List<Change> oldestFirst = new ArrayList<>(prices.newestFirst());
      Collections.reverse(oldestFirst);
      return oldestFirst;
    } else if (fact.value() instanceof FactValue.Discontinued) {
      return List.of(new Change.Discontinued());
    }
    Content found = content.apply(fact);
    return found == null ? null : List.of(new Change.Product(found.json()));
  }

  private static String event(String sku, Fact fact, long position, Change change) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      json.writeStringField("specversion", "1.0");
      json.writeStringField("id", "fact-" + position);
      json.writeStringField("source", "/sluice");
      json.writeStringField("type", type(change));
      json.writeStringField("subject", sku);
      if (fact.occurredAtMs() != Fact.NEVER) {
        json.writeStringField("time", Instant.ofEpochMilli(fact.occurredAtMs()).toString());
      }
      json.writeFieldName("data");
      writeData(json, change);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail", e);
    }
    return text.toString();
  }

  private static String type(Change change) {
    if (change instanceof Change.Stock) {
      return "product.stock.changed";
    } else if (change instanceof Change.Price) {
      return "product.price.changed";
    }
    return change instanceof Change.Product ? "product.updated" : "product.discontinued";
  }

  private static void writeData(JsonGenerator json, Change change) throws IOException {
    if (change instanceof Change.Product product) {
      json.writeRawValue(new String(product.data(), StandardCharsets.UTF_8));
      return;
    }
    json.writeStartObject();
    if (change instanceof Change.Stock stock) {
      json.writeStringField("warehouse", stock.warehouse());
      json.writeNumberField("quantity", stock.quantity());
    } else if (change instanceof Change.Price price) {
      writePrice(json, price);
    }
    json.writeEndObject();
  }

  private static void writePrice(JsonGenerator json, Change.Price price) throws IOException {
    json.writeStringField("list", price.list());
    if (price.amount() == null) {
      json.writeNullField("amount");
    } else {
      json.writeStringField("amount", price.amount().toPlainString());
    }
    write(json, "currency", price.currency());
    write(json, "cost", price.cost() == null ? null : price.cost().toPlainString());
    write(json, "compare_at", price.compareAt() == null ? null : price.compareAt().toPlainString());
    write(json, "valid_from", price.validFrom());
    write(json, "valid_until", price.validUntil());
  }

  private static void write(JsonGenerator json, String name, @Nullable Object value)
      throws IOException {
    if (value != null) {
      json.writeStringField(name, value.toString());
    }
  }
}
