package io.sluice.source.cloudevents;

import com.fasterxml.jackson.core.JsonParser;
import io.sluice.source.Change;
import io.sluice.source.ProductEvent;
import io.sluice.source.RefusalCode;
import java.io.IOException;
import java.util.Arrays;

/** The second half of either mode: {@code data}, read as the type says. */
final class EventData {
  private EventData() {}

  /**
   * @param json the whole event, already checked
   * @param start where {@code data} begins in it
   * @param end after its last byte; equal to {@code start} when there is none
   */
  static ProductEvent read(Envelope envelope, byte[] json, int start, int end)
      throws IOException, InvalidMessage {
    EventType type = envelope.eventType();
    byte[] bytes = Arrays.copyOfRange(json, start, end);
    return envelope.event(read(type, bytes), json, bytes);
  }

  private static Data read(EventType type, byte[] bytes) throws IOException, InvalidMessage {
    if (bytes.length == 0) {
      return withoutData(type);
    }
    try (JsonParser parser = StrictJson.openChecked(bytes)) {
      parser.nextToken();
      Fields fields = new Fields(parser, "/data", 1);
      return switch (type) {
        case STOCK_CHANGED -> StockData.read(fields);
        case PRICE_CHANGED -> PriceData.read(fields);
        case CREATED, UPDATED -> ProductData.read(fields, bytes);
        case DISCONTINUED -> DiscontinuedData.read(fields);
      };
    }
  }

  /** A discontinued product needs no more than its subject. */
  private static Data withoutData(EventType type) throws InvalidMessage {
    if (type == EventType.DISCONTINUED) {
      return new Data(null, new Change.Discontinued());
    }
    throw new InvalidMessage(RefusalCode.FIELD_MISSING, "/data", "data is missing");
  }
}
