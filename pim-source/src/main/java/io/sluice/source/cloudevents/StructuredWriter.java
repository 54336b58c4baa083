package io.sluice.source.cloudevents;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * Puts a binary event together as the structured document that the journal keeps: the attributes in
 * a fixed order, extensions by name after them, the bytes of the data as they came.
 */
final class StructuredWriter {
  private static final List<String> ORDER =
      List.of("specversion", "id", "source", "type", "subject", "time", "datacontenttype");

  private final ByteArrayOutputStream json = new ByteArrayOutputStream(1024);
  private int dataStart;
  private int dataEnd;

  StructuredWriter(Map<String, String> attributes) {
    for (String name : ORDER) {
      String value = attributes.get(name);
      if (value != null) {
        member(name, value);
      }
    }
    attributes.forEach(
        (name, value) -> {
          if (!ORDER.contains(name)) {
            member(name, value);
          }
        });
  }

  private void member(String name, String value) {
    separate();
    write('"' + name + "\":\"");
    json.writeBytes(JsonStringEncoder.getInstance().quoteAsUTF8(value));
    json.write('"');
  }

  private void separate() {
    json.write(json.size() == 0 ? '{' : ',');
  }

  private void write(String ascii) {
    json.writeBytes(ascii.getBytes(StandardCharsets.US_ASCII));
  }

  void data(byte[] body, int start, int end) {
    separate();
    write("\"data\":");
    dataStart = json.size();
    json.write(body, start, end - start);
    dataEnd = json.size();
  }

  int dataStart() {
    return dataStart;
  }

  int dataEnd() {
    return dataEnd;
  }

  byte[] finish() {
    json.write('}');
    return json.toByteArray();
  }
}
