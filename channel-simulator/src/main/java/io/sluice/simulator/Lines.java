package io.sluice.simulator;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Writes what the simulator tells as lines of JSON. */
final class Lines {
  private static final JsonFactory JSON = new JsonFactory();

  private Lines() {}

  /** Writes the fields of one object. */
  interface Fields {
    void write(JsonGenerator json) throws IOException;
  }

  static byte[] line(Fields fields) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(256);
    try (JsonGenerator json = JSON.createGenerator(out)) {
      json.writeStartObject();
      fields.write(json);
      json.writeEndObject();
      json.writeRaw('\n');
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  static byte[] record(RequestRecord record) {
    ReceivedUpdate update = record.update();
    return line(
        json -> {
          json.writeNumberField("number", record.number());
          json.writeStringField("at", record.at().toString());
          json.writeStringField("channel", record.channel());
          json.writeStringField("request", record.requestId());
          json.writeStringField("id", update.id());
          json.writeStringField("sku", update.sku());
          json.writeStringField("facet", update.facet());
          json.writeStringField("part", update.part());
          json.writeNumberField("revision", update.revision());
          json.writeStringField("version", update.version());
          json.writeStringField("value", update.value());
          json.writeStringField("did", record.did());
          json.writeNumberField("status", record.status());
          json.writeNumberField("tookMs", record.tookMs());
        });
  }

  static byte[] key(KeyState key) {
    return line(
        json -> {
          json.writeStringField("sku", key.sku());
          json.writeStringField("facet", key.facet());
          json.writeStringField("part", key.part());
          json.writeNumberField("revision", key.revision());
          json.writeStringField("value", key.value());
          json.writeNumberField("arrived", key.arrived());
          json.writeNumberField("applied", key.applied());
          json.writeNumberField("staleBegun", key.staleBegun());
          json.writeNumberField("staleApplied", key.staleApplied());
        });
  }

  static byte[] summary(String channel, Summary summary) {
    return line(
        json -> {
          json.writeStringField("channel", channel);
          json.writeNumberField("requests", summary.requests());
          json.writeNumberField("updates", summary.updates());
          json.writeNumberField("applied", summary.applied());
          json.writeNumberField("appliedLate", summary.appliedLate());
          json.writeNumberField("duplicates", summary.duplicates());
          json.writeNumberField("staleBegun", summary.staleBegun());
          json.writeNumberField("staleApplied", summary.staleApplied());
          json.writeNumberField("overlaps", summary.overlaps());
          json.writeNumberField("malformed", summary.malformed());
          json.writeNumberField("distinctRevisions", summary.distinctRevisions());
        });
  }
}
