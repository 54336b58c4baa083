package io.sluice.source.cloudevents;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.sluice.source.ProductEvent;
import io.sluice.source.RawMessage;
import io.sluice.source.RefusalCode;
import java.io.IOException;
import java.util.Map;

/** An event whose attributes are headers and whose body is {@code data} alone. */
final class Binary {
  private final byte[] body;
  private final Map<String, String> attributes;

  private Binary(byte[] body, Map<String, String> attributes) {
    this.body = body;
    this.attributes = attributes;
  }

  static ProductEvent read(RawMessage message) throws IOException, InvalidMessage {
    Map<String, String> attributes = BinaryHeaders.attributes(message.headers());
    String contentType = message.contentType();
    if (contentType != null) {
      attributes.put("datacontenttype", contentType);
    }
    return new Binary(message.body(), attributes).read();
  }

  private ProductEvent read() throws IOException, InvalidMessage {
    Envelope envelope = new Envelope();
    for (Map.Entry<String, String> attribute : attributes.entrySet()) {
      String name = attribute.getKey();
      envelope.take(name, attribute.getValue(), Place.at("/" + name));
    }
    envelope.requireComplete();
    StructuredWriter json = new StructuredWriter(attributes);
    if (body.length > 0) {
      readBody(json);
    }
    byte[] document = json.finish();
    if (document.length > Limits.EVENT_BYTES) {
      throw CloudEventsDecoder.tooLarge(document.length);
    }
    return EventData.read(envelope, document, json.dataStart(), json.dataEnd());
  }

  private void readBody(StructuredWriter json) throws IOException, InvalidMessage {
    try (JsonParser parser = StrictJson.open(body)) {
      JsonToken first = parser.nextToken();
      Fields fields = new Fields(parser, "/data", 1);
      if (first == null) {
        throw StrictJson.syntax("the body is only white space");
      }
      if (first == JsonToken.VALUE_NULL) {
        StrictJson.requireEnd(parser);
        return;
      }
      if (first != JsonToken.START_OBJECT) {
        throw new InvalidMessage(
            RefusalCode.FIELD_TYPE, "/data", "the body is no JSON object; data must be one");
      }
      int start = (int) parser.currentTokenLocation().getByteOffset();
      fields.skip();
      int end = (int) parser.currentLocation().getByteOffset();
      StrictJson.requireEnd(parser);
      json.data(body, start, end);
    }
  }
}
