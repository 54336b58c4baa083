package io.sluice.adapter.http;

import com.fasterxml.jackson.core.JsonGenerator;
import io.sluice.adapter.ChannelUpdate;
import io.sluice.adapter.Facet;
import io.sluice.adapter.Value;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Our own small JSON for one update; {@code setup.md} shows every form of it. Prices are texts, so
 * that no receiver turns them into binary fractions.
 */
final class EnvelopeWriter {
  private final JsonGenerator json;
  private final OutputStream out;

  /**
   * @param out what {@code json} writes to
   */
  EnvelopeWriter(JsonGenerator json, OutputStream out) {
    this.json = json;
    this.out = out;
  }

  void write(ChannelUpdate update) throws IOException {
    json.writeStartObject();
    json.writeStringField("id", update.id());
    json.writeStringField("sku", update.sku());
    json.writeStringField("facet", word(update.facet()));
    json.writeNumberField("revision", update.revision());
    json.writeStringField("version", update.version());
    json.writeStringField("source", update.source());
    if (update.occurredAt() != null) {
      json.writeStringField("occurredAt", update.occurredAt().toString());
    }
    json.writeFieldName(word(update.facet()));
    writeValue(update.value());
    json.writeEndObject();
  }

  static String word(Facet facet) {
    return switch (facet) {
      case STOCK -> "stock";
      case PRICE -> "price";
      case PRODUCT -> "product";
    };
  }

  private void writeValue(Value value) throws IOException {
    if (value instanceof Value.Stock stock) {
      writeStock(stock);
    } else if (value instanceof Value.Price price) {
      writePrices(price);
    } else if (value instanceof Value.Product product) {
      writeRaw(product.json());
    } else {
      json.writeStartObject();
      json.writeBooleanField("discontinued", true);
      json.writeEndObject();
    }
  }

  private void writeStock(Value.Stock stock) throws IOException {
    json.writeStartObject();
    json.writeNumberField("quantity", stock.quantity());
    if (stock.warehouses().size() == 1) {
      json.writeStringField("warehouse", stock.warehouses().keySet().iterator().next());
    } else if (!stock.warehouses().isEmpty()) {
      json.writeObjectFieldStart("warehouses");
      for (Map.Entry<String, Long> entry : new TreeMap<>(stock.warehouses()).entrySet()) {
        json.writeNumberField(entry.getKey(), entry.getValue());
      }
      json.writeEndObject();
    }
    json.writeEndObject();
  }

  private void writePrices(Value.Price price) throws IOException {
    if (price.prices().size() == 1) {
      writePrice(price.prices().get(0));
      return;
    }
    json.writeStartObject();
    json.writeArrayFieldStart("lists");
    for (Value.ListPrice listPrice : price.prices()) {
      writePrice(listPrice);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private void writePrice(Value.ListPrice price) throws IOException {
    json.writeStartObject();
    if (price.amount() == null) {
      json.writeNullField("amount");
    } else {
      json.writeStringField("amount", price.amount().toPlainString());
    }
    if (price.currency() != null) {
      json.writeStringField("currency", price.currency());
    }
    json.writeStringField("list", price.list());
    if (price.compareAt() != null) {
      json.writeStringField("compare_at", price.compareAt().toPlainString());
    }
    if (price.validFrom() != null) {
      json.writeStringField("valid_from", price.validFrom().toString());
    }
    if (price.validUntil() != null) {
      json.writeStringField("valid_until", price.validUntil().toString());
    }
    if (!price.windows().isEmpty()) {
      json.writeFieldName("windows");
      write(price.windows(), json);
    }
    json.writeEndObject();
  }

  static void write(List<Value.Window> windows, JsonGenerator json) throws IOException {
    json.writeStartArray();
    for (Value.Window window : windows) {
      json.writeStartObject();
      json.writeStringField("amount", window.amount().toPlainString());
      if (window.compareAt() != null) {
        json.writeStringField("compare_at", window.compareAt().toPlainString());
      }
      if (window.from() != null) {
        json.writeStringField("valid_from", window.from().toString());
      }
      if (window.until() != null) {
        json.writeStringField("valid_until", window.until().toString());
      }
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  /** Puts JSON that is bytes already where a value may stand. */
  void writeRaw(byte[] value) throws IOException {
    // An empty raw value makes the generator write the separator and count a value.
    json.writeRawValue("");
    json.flush();
    out.write(value);
  }
}
