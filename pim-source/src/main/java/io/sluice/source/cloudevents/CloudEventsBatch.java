package io.sluice.source.cloudevents;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.sluice.source.RawMessage;
import io.sluice.source.Refusal;
import io.sluice.source.RefusalCode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Takes {@code application/cloudevents-batch+json} apart: a JSON array of structured events, at
 * most 1000 in 4 MiB. What makes the array unreadable refuses it as a whole; what is wrong within
 * one event is left to {@link CloudEventsDecoder}.
 */
public final class CloudEventsBatch {
  public static final String MEDIA_TYPE = "application/cloudevents-batch+json";

  private static final String EVENT_TYPE = "application/cloudevents+json";

  private CloudEventsBatch() {}

  /** The events of a batch, or why it is none. */
  public sealed interface Split {
    /**
     * @param messages in the order of the batch; each one a structured event, yet to be decoded
     */
    record Events(List<RawMessage> messages) implements Split {
      public Events {
        messages = List.copyOf(messages);
      }
    }

    record Refused(Refusal refusal) implements Split {}
  }

  /** True for the media type, whatever its parameters. */
  public static boolean isBatch(RawMessage message) {
    return MediaType.of(message.contentType()).equals(MEDIA_TYPE);
  }

  /** Never throws for bad input. */
  public static Split split(RawMessage message) {
    try {
      return new Split.Events(read(message));
    } catch (InvalidMessage e) {
      return new Split.Refused(e.refusal());
    } catch (JsonProcessingException e) {
      return new Split.Refused(StrictJson.syntax(e).refusal());
    } catch (IOException | RuntimeException e) {
      return new Split.Refused(StrictJson.unreadable(e).refusal());
    }
  }

  private static List<RawMessage> read(RawMessage batch) throws IOException, InvalidMessage {
    byte[] body = batch.body();
    if (body.length > Limits.BATCH_BYTES) {
      throw refused(
          RefusalCode.BODY_TOO_LARGE,
          "the batch has %d bytes; at most %d are allowed"
              .formatted(body.length, Limits.BATCH_BYTES));
    }
    List<RawMessage> messages = new ArrayList<>();
    try (JsonParser parser = StrictJson.openBatch(body)) {
      requireArray(parser);
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        messages.add(next(batch, parser, messages.size()));
      }
      StrictJson.requireEnd(parser);
    }
    return messages;
  }

  private static void requireArray(JsonParser parser) throws IOException, InvalidMessage {
    JsonToken first = parser.nextToken();
    if (first == null) {
      throw StrictJson.syntax("the body is empty");
    }
    if (first != JsonToken.START_ARRAY) {
      throw refused(RefusalCode.CLOUDEVENT_INVALID, "the body is no JSON array of events");
    }
  }

  private static RawMessage next(RawMessage batch, JsonParser parser, int index)
      throws IOException, InvalidMessage {
    if (index == Limits.BATCH_EVENTS) {
      throw refused(
          RefusalCode.BODY_TOO_LARGE,
          "the batch has more than %d events".formatted(Limits.BATCH_EVENTS));
    }
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      throw new InvalidMessage(
          RefusalCode.CLOUDEVENT_INVALID, "/" + index, "an element of the batch is no JSON object");
    }
    int start = (int) parser.currentTokenLocation().getByteOffset();
    skipObject(parser, index);
    int end = (int) parser.currentLocation().getByteOffset();
    return new RawMessage(
        Arrays.copyOfRange(batch.body(), start, end), EVENT_TYPE, batch.headers());
  }

  private static void skipObject(JsonParser parser, int index) throws IOException, InvalidMessage {
    int open = 1;
    while (open > 0) {
      JsonToken token = parser.nextToken();
      if (token.isStructStart()) {
        open++;
      } else if (token.isStructEnd()) {
        open--;
      }
      if (open > Limits.DEPTH) {
        throw new InvalidMessage(RefusalCode.JSON_TOO_DEEP, "/" + index, StrictJson.TOO_DEEP);
      }
    }
  }

  private static InvalidMessage refused(RefusalCode code, String message) {
    return new InvalidMessage(code, "", message);
  }
}
