package io.sluice.adapter.http;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonGenerator;
import io.sluice.adapter.ChannelCall;
import io.sluice.adapter.ChannelUpdate;
import io.sluice.adapter.wire.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Writes the body of a call. Owned by one connection and its context: the buffer is reused. */
final class BodyWriter {
  // A body larger than this is rare, and its buffer is not worth keeping.
  private static final int KEEP_BYTES = 1 << 20;

  private final boolean cloudEvents;
  private final boolean batched;
  private ByteArrayOutputStream buffer = new ByteArrayOutputStream(1024);

  BodyWriter(boolean cloudEvents, boolean batched) {
    this.cloudEvents = cloudEvents;
    this.batched = batched;
  }

  byte[] write(ChannelCall call) {
    ByteArrayOutputStream out = emptyBuffer();
    try {
      write(call, out);
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail", e);
    }
    return out.toByteArray();
  }

  private void write(ChannelCall call, ByteArrayOutputStream out) throws IOException {
    try (JsonGenerator json = Json.FACTORY.createGenerator(out, JsonEncoding.UTF8)) {
      EnvelopeWriter envelope = new EnvelopeWriter(json, out);
      if (!batched) {
        writeUpdate(call.updates().get(0), json, envelope);
      } else if (cloudEvents) {
        writeAll(call, json, envelope);
      } else {
        json.writeStartObject();
        json.writeFieldName("updates");
        writeAll(call, json, envelope);
        json.writeEndObject();
      }
    }
  }

  private ByteArrayOutputStream emptyBuffer() {
    if (buffer.size() > KEEP_BYTES) {
      buffer = new ByteArrayOutputStream(1024);
    }
    buffer.reset();
    return buffer;
  }

  private void writeAll(ChannelCall call, JsonGenerator json, EnvelopeWriter envelope)
      throws IOException {
    json.writeStartArray();
    for (ChannelUpdate update : call.updates()) {
      writeUpdate(update, json, envelope);
    }
    json.writeEndArray();
  }

  private void writeUpdate(ChannelUpdate update, JsonGenerator json, EnvelopeWriter envelope)
      throws IOException {
    if (!cloudEvents) {
      envelope.write(update);
    } else if (update.event() != null) {
      envelope.writeRaw(update.event());
    } else {
      writeCloudEvent(update, json, envelope);
    }
  }

  /** An event of our own around the envelope, where the update is not exactly one event. */
  private static void writeCloudEvent(
      ChannelUpdate update, JsonGenerator json, EnvelopeWriter envelope) throws IOException {
    json.writeStartObject();
    json.writeStringField("specversion", "1.0");
    json.writeStringField("id", update.id());
    json.writeStringField(
        "source",
        "/sluice/"
            + URLEncoder.encode(update.source(), StandardCharsets.UTF_8).replace("+", "%20"));
    json.writeStringField("type", "sluice." + EnvelopeWriter.word(update.facet()) + ".updated");
    json.writeStringField("subject", update.sku());
    if (update.occurredAt() != null) {
      json.writeStringField("time", update.occurredAt().toString());
    }
    json.writeStringField("datacontenttype", "application/json");
    json.writeFieldName("data");
    envelope.write(update);
    json.writeEndObject();
  }
}
