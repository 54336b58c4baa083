package io.sluice.source.cloudevents;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.sluice.source.Decoded;
import io.sluice.source.EventDecoder;
import io.sluice.source.ProductEvent;
import io.sluice.source.RawMessage;
import io.sluice.source.RefusalCode;
import java.io.IOException;

/**
 * Reads CloudEvents 1.0 in JSON, structured and binary.
 *
 * <p>{@code application/cloudevents+json} is structured; headers with {@code specversion} under one
 * of the prefixes {@code cloudEvents:}, {@code cloudEvents_}, {@code ce-}, {@code ce_} make it
 * binary; JSON or no content type without such headers is taken for structured.
 *
 * <p>{@link ProductEvent#json} is what was received, or the same event put together from headers
 * and body; this decoder reads it back to an equal event.
 */
public final class CloudEventsDecoder implements EventDecoder {
  @Override
  public Decoded decode(RawMessage message) {
    try {
      return new Decoded.Event(read(message));
    } catch (InvalidMessage e) {
      return new Decoded.Refused(e.refusal());
    } catch (JsonProcessingException e) {
      return new Decoded.Refused(StrictJson.syntax(e).refusal());
    } catch (IOException | RuntimeException e) {
      return new Decoded.Refused(StrictJson.unreadable(e).refusal());
    }
  }

  private static ProductEvent read(RawMessage message) throws IOException, InvalidMessage {
    if (message.body().length > Limits.EVENT_BYTES) {
      throw tooLarge(message.body().length);
    }
    String type = MediaType.of(message.contentType());
    if (type.equals("application/cloudevents+json")) {
      return Structured.read(message.body());
    }
    if (MediaType.isCloudEvents(type)) {
      throw unsupported(type, "one event as application/cloudevents+json is");
    }
    if (BinaryHeaders.areBinary(message.headers())) {
      return Binary.read(message);
    }
    if (!type.isEmpty() && !MediaType.isJson(type)) {
      throw unsupported(type, "application/cloudevents+json is");
    }
    return Structured.read(message.body());
  }

  static InvalidMessage tooLarge(int bytes) {
    return new InvalidMessage(
        RefusalCode.BODY_TOO_LARGE,
        "",
        "the event has %d bytes; at most %d are allowed".formatted(bytes, Limits.EVENT_BYTES));
  }

  private static InvalidMessage unsupported(String type, String supported) {
    return new InvalidMessage(
        RefusalCode.CLOUDEVENT_INVALID,
        "",
        "content type %s is not supported; %s".formatted(Text.excerpt(type), supported));
  }
}
