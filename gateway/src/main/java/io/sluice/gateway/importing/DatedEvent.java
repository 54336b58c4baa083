package io.sluice.gateway.importing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;

/** Gives an event a time; everything else stays byte for byte. */
final class DatedEvent {
  private static final JsonFactory JSON = new JsonFactory();
  private static final int NULL_LENGTH = 4;

  private DatedEvent() {}

  /**
   * @param json structured CloudEvent, checked, whose {@code time} is missing or null
   */
  static byte[] of(byte[] json, Instant time) {
    byte[] value = ('"' + time.toString() + '"').getBytes(UTF_8);
    int at = nullTime(json);
    ByteArrayOutputStream dated = new ByteArrayOutputStream(json.length + 64);
    if (at >= 0) {
      dated.write(json, 0, at);
      dated.writeBytes(value);
      dated.write(json, at + NULL_LENGTH, json.length - at - NULL_LENGTH);
    } else {
      int begin = firstMember(json);
      dated.write(json, 0, begin);
      dated.writeBytes("\"time\":".getBytes(UTF_8));
      dated.writeBytes(value);
      dated.write(',');
      dated.write(json, begin, json.length - begin);
    }
    return dated.toByteArray();
  }

  /** An event has members that it must have, so others follow. */
  private static int firstMember(byte[] json) {
    int brace = 0;
    while (json[brace] != '{') {
      brace++;
    }
    return brace + 1;
  }

  /** Where the null stands; -1 where there is none. */
  private static int nullTime(byte[] json) {
    try (JsonParser parser = JSON.createParser(json)) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        boolean time = parser.currentName().equals("time");
        if (parser.nextToken() == JsonToken.VALUE_NULL && time) {
          return (int) parser.currentTokenLocation().getByteOffset();
        }
        parser.skipChildren();
      }
      return -1;
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail, and it was checked", e);
    }
  }
}
