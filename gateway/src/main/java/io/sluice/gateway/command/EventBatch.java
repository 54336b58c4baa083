package io.sluice.gateway.command;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/** Events on their way into one request: at most 500, at most 4 MiB. */
final class EventBatch {
  static final int MAX_EVENTS = 500;

  private static final int MAX_BYTES = EventReader.MAX_EVENT;
  private static final JsonFactory FACTORY =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private final ByteArrayOutputStream array = new ByteArrayOutputStream();
  private int events;

  /**
   * Whether it may share a request with others. One that is no JSON would take them all with it:
   * the request could not be read.
   */
  static boolean isReadable(byte[] event) {
    try (JsonParser parser = FACTORY.createParser(event)) {
      while (parser.nextToken() != null) {
        // Only whether it can be read to its end counts.
      }
      return true;
    } catch (IOException broken) {
      return false;
    }
  }

  boolean hasRoomFor(byte[] event) {
    return events < MAX_EVENTS && array.size() + event.length <= MAX_BYTES;
  }

  boolean isEmpty() {
    return events == 0;
  }

  void add(byte[] event) {
    array.write(events == 0 ? '[' : ',');
    array.writeBytes(event);
    events++;
  }

  /** The request body; the batch is empty afterwards. */
  byte[] take() {
    array.write(']');
    byte[] body = array.toByteArray();
    array.reset();
    events = 0;
    return body;
  }
}
