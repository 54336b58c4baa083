package io.sluice.gateway.channel;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.sluice.adapter.ChannelUpdate;
import io.sluice.adapter.Value;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What a held row keeps of its delivery: for people to read, and for a start to go on with. */
final class HeldPayload {
  private static final JsonFactory JSON = new JsonFactory();

  private HeldPayload() {}

  /** What a start needs of an update that is pending or waits. */
  record Restored(
      String id, long digest, Shown shown, Delivery.Reason reason, long expiresAtMs, long ageMs) {}

  /**
   * @param ageMs of what goes wrong with its key, in time that the channel worked
   */
  static byte[] encode(Delivery delivery, long ageMs) {
    ChannelUpdate update = delivery.update();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      json.writeStartObject();
      json.writeStringField("id", update.id());
      json.writeStringField("sku", update.sku());
      json.writeNumberField("revision", update.revision());
      json.writeStringField("version", update.version());
      json.writeStringField("source", update.source());
      json.writeNumberField("digest", delivery.digest());
      json.writeNumberField("shown", delivery.shown().number());
      writeLists(json, delivery.shown().flat());
      json.writeStringField("reason", delivery.reason().name());
      json.writeNumberField("expires", delivery.expiresAtMs());
      json.writeNumberField("age", ageMs);
      writeValue(json, update);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static void writeLists(JsonGenerator json, List<Long> lists) throws IOException {
    if (!lists.isEmpty()) {
      json.writeArrayFieldStart("lists");
      for (long each : lists) {
        json.writeNumber(each);
      }
      json.writeEndArray();
    }
  }

  private static List<Long> readLists(JsonParser json) throws IOException {
    List<Long> lists = new ArrayList<>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      lists.add(json.getLongValue());
    }
    return lists;
  }

  private static void writeValue(JsonGenerator json, ChannelUpdate update) throws IOException {
    Value value = update.value();
    if (value instanceof Value.Product product) {
      json.writeFieldName("product");
      json.writeRawValue(new String(product.json(), StandardCharsets.UTF_8));
    } else {
      json.writeStringField("value", value.toString());
    }
  }

  static Restored decode(byte[] payload) {
    String id = "";
    long digest = 0;
    long shown = 0;
    List<Long> lists = List.of();
    Delivery.Reason reason = Delivery.Reason.NEWS;
    long expiresAtMs = Long.MAX_VALUE;
    long ageMs = 0;
    try (JsonParser json = JSON.createParser(payload)) {
      json.nextToken();
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String name = json.currentName();
        json.nextToken();
        switch (name) {
          case "id" -> id = json.getText();
          case "digest" -> digest = json.getLongValue();
          case "shown", "quantity" -> shown = json.getLongValue();
          case "lists" -> lists = readLists(json);
          case "reason" -> reason = Delivery.Reason.valueOf(json.getText());
          case "expires" -> expiresAtMs = json.getLongValue();
          case "age" -> ageMs = json.getLongValue();
          default -> json.skipChildren();
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Restored(id, digest, Shown.of(shown, lists), reason, expiresAtMs, ageMs);
  }
}
