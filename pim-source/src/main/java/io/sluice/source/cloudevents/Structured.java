package io.sluice.source.cloudevents;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.sluice.source.ProductEvent;
import io.sluice.source.RefusalCode;
import java.io.IOException;

/**
 * An event as one JSON document.
 *
 * <p>The first pass reads the attributes, checks the syntax of everything and notes where {@code
 * data} lies; the second reads that once the type is known. Attributes come in any order, so one
 * pass would need a tree.
 */
final class Structured {
  private final byte[] json;
  private final Envelope envelope = new Envelope();
  private int dataStart;
  private int dataEnd;

  private Structured(byte[] json) {
    this.json = json;
  }

  static ProductEvent read(byte[] json) throws IOException, InvalidMessage {
    Structured event = new Structured(json);
    event.readAttributes();
    event.envelope.requireComplete();
    return EventData.read(event.envelope, json, event.dataStart, event.dataEnd);
  }

  private void readAttributes() throws IOException, InvalidMessage {
    try (JsonParser parser = StrictJson.open(json)) {
      requireObject(parser);
      Fields fields = new Fields(parser, "", 0);
      for (String name = fields.nextField(); name != null; name = fields.nextField()) {
        take(name, fields, parser);
      }
      StrictJson.requireEnd(parser);
    }
  }

  private static void requireObject(JsonParser parser) throws IOException, InvalidMessage {
    JsonToken first = parser.nextToken();
    if (first == null) {
      throw StrictJson.syntax("the body is empty");
    }
    if (first != JsonToken.START_OBJECT) {
      throw new InvalidMessage(
          RefusalCode.CLOUDEVENT_INVALID, "", "the body is no JSON object; one event is expected");
    }
  }

  private void take(String name, Fields fields, JsonParser parser)
      throws IOException, InvalidMessage {
    if (name.equals("data") && !fields.isNull()) {
      takeData(fields, parser);
    } else if (name.equals("data_base64") && !fields.isNull()) {
      throw fields.refused(
          RefusalCode.CLOUDEVENT_INVALID, "data_base64 is not supported; send JSON in data");
    } else if (Envelope.isTaken(name) && !fields.isNull()) {
      envelope.take(name, attribute(name, fields), fields);
    } else {
      fields.skip();
    }
  }

  private static String attribute(String name, Fields fields) throws IOException, InvalidMessage {
    // Senders with a JSON library that knows numbers give the sequence as one.
    if (name.equals("sequence") && fields.isNumber()) {
      return fields.number();
    }
    if (!fields.isText()) {
      throw fields.refused(RefusalCode.CLOUDEVENT_INVALID, name + " must be text");
    }
    return Data.required(fields.text(), name);
  }

  private void takeData(Fields fields, JsonParser parser) throws IOException, InvalidMessage {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      throw fields.wrongType("an object");
    }
    dataStart = (int) parser.currentTokenLocation().getByteOffset();
    fields.skip();
    dataEnd = (int) parser.currentLocation().getByteOffset();
  }
}
