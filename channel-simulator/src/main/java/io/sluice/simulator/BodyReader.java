package io.sluice.simulator;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a request body: one envelope, {@code {"updates":[...]}}, one structured CloudEvent, or an
 * array of CloudEvents. Which one it is shows in the body itself.
 */
final class BodyReader {
  private static final JsonFactory JSON = new JsonFactory();

  private final byte[] body;

  private BodyReader(byte[] body) {
    this.body = body;
  }

  /**
   * @throws IOException when it is none of these; the message says why
   */
  static Body read(byte[] body) throws IOException {
    return new BodyReader(body).read();
  }

  /**
   * @param batch whether several updates may stand in it
   */
  record Body(boolean batch, List<ReceivedUpdate> updates) {}

  private Body read() throws IOException {
    try (JsonParser parser = JSON.createParser(body)) {
      JsonToken first = parser.nextToken();
      if (first == JsonToken.START_ARRAY) {
        return new Body(true, updates(parser));
      }
      if (first != JsonToken.START_OBJECT) {
        throw new IOException("body is neither object nor array");
      }
      return object(parser);
    }
  }

  private Body object(JsonParser parser) throws IOException {
    UpdateReader single = new UpdateReader(body);
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      JsonToken value = parser.nextToken();
      if (name.equals("updates") && value == JsonToken.START_ARRAY) {
        return new Body(true, updates(parser));
      }
      single.field(parser, name);
    }
    return new Body(false, List.of(single.update()));
  }

  private List<ReceivedUpdate> updates(JsonParser parser) throws IOException {
    List<ReceivedUpdate> updates = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (parser.currentToken() != JsonToken.START_OBJECT) {
        throw new IOException("an update is no object");
      }
      UpdateReader update = new UpdateReader(body);
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        String name = parser.currentName();
        parser.nextToken();
        update.field(parser, name);
      }
      updates.add(update.update());
    }
    return updates;
  }
}
