package io.sluice.source.cloudevents;

import io.sluice.source.RefusalCode;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** CloudEvents attributes among the headers of a message. */
final class BinaryHeaders {
  /** AMQP has the first two, HTTP and Kafka the others. */
  private static final List<String> PREFIXES =
      List.of("cloudevents:", "cloudevents_", "ce-", "ce_");

  private static final String HTTP_PREFIX = "ce-";

  private BinaryHeaders() {}

  static boolean areBinary(Map<String, String> headers) {
    for (String header : headers.keySet()) {
      if ("specversion".equals(attribute(header.toLowerCase(Locale.ROOT)))) {
        return true;
      }
    }
    return false;
  }

  /** By attribute name, sorted. */
  static Map<String, String> attributes(Map<String, String> headers) throws InvalidMessage {
    Map<String, String> attributes = new TreeMap<>();
    for (Map.Entry<String, String> header : headers.entrySet()) {
      String lowerCase = header.getKey().toLowerCase(Locale.ROOT);
      String name = attribute(lowerCase);
      if (name != null) {
        String value = header.getValue();
        put(attributes, name, lowerCase.startsWith(HTTP_PREFIX) ? percentDecoded(value) : value);
      }
    }
    return attributes;
  }

  private static @Nullable String attribute(String header) {
    for (String prefix : PREFIXES) {
      if (header.startsWith(prefix)) {
        return header.substring(prefix.length());
      }
    }
    return null;
  }

  private static void put(Map<String, String> attributes, String name, String value)
      throws InvalidMessage {
    boolean wellNamed =
        !name.isEmpty()
            && name.chars().allMatch(c -> (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'));
    if (!wellNamed || name.equals("data")) {
      throw refused("header " + Text.excerpt(name) + " names no attribute: a-z and 0-9 only");
    }
    String before = attributes.put(name, value);
    if (before != null && !before.equals(value)) {
      throw refused("two headers give " + name + " different values");
    }
  }

  private static InvalidMessage refused(String message) {
    return new InvalidMessage(RefusalCode.CLOUDEVENT_INVALID, "", message);
  }

  /** The HTTP binding sends everything beyond printable ASCII as percent-encoded UTF-8. */
  private static String percentDecoded(String value) {
    if (value.indexOf('%') < 0) {
      return value;
    }
    byte[] encoded = value.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream decoded = new ByteArrayOutputStream(encoded.length);
    for (int i = 0; i < encoded.length; i++) {
      int octet = encoded[i] == '%' ? octet(encoded, i + 1) : -1;
      decoded.write(octet < 0 ? encoded[i] : octet);
      i += octet < 0 ? 0 : 2;
    }
    return decoded.toString(StandardCharsets.UTF_8);
  }

  private static int octet(byte[] text, int at) {
    if (at + 1 >= text.length) {
      return -1;
    }
    int high = Character.digit(text[at], 16);
    int low = Character.digit(text[at + 1], 16);
    return high < 0 || low < 0 ? -1 : high * 16 + low;
  }
}
