package io.sluice.source.cloudevents;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.math.BigDecimal;

/**
 * Hash of the values of a product's data: equal whatever the order of the members, the white space
 * and the escapes. A member that is null is as one that is not there, 1.0 is 1, and {@code sku} at
 * the top does not count, since the subject may say it.
 */
final class ContentDigest {
  /** Longer numbers are compared as they are written: to read them takes time. */
  private static final int NUMBER_READ = 40;

  private static final long NULL = 1;
  private static final long OBJECT = 2;
  private static final long ARRAY = 3;
  private static final long TEXT = 4;
  private static final long NUMBER = 5;
  private static final long WORD = 6;
  private static final long PRIME = 0x100000001b3L;

  private ContentDigest() {}

  /**
   * @param data an object, already checked
   */
  static long of(String sku, byte[] data) throws IOException {
    try (JsonParser parser = StrictJson.openChecked(data)) {
      parser.nextToken();
      return spread(object(parser, true) + PRIME * text(sku));
    }
  }

  private static long object(JsonParser parser, boolean top) throws IOException {
    long sum = OBJECT;
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      long value = value(parser);
      // A sum, so that the order does not matter.
      sum += value == NULL || (top && name.equals("sku")) ? 0 : spread(text(name) * PRIME + value);
    }
    return spread(sum);
  }

  private static long array(JsonParser parser) throws IOException {
    long hash = ARRAY;
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      hash = spread(hash * PRIME + value(parser));
    }
    return hash;
  }

  private static long value(JsonParser parser) throws IOException {
    return switch (parser.currentToken()) {
      case START_OBJECT -> object(parser, false);
      case START_ARRAY -> array(parser);
      case VALUE_STRING -> spread(text(parser.getText()) + TEXT);
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> spread(text(number(parser.getText())) + NUMBER);
      case VALUE_NULL -> NULL;
      default -> spread(text(parser.getText()) + WORD);
    };
  }

  private static String number(String written) {
    if (written.length() > NUMBER_READ) {
      return written;
    }
    try {
      BigDecimal plain = new BigDecimal(written).stripTrailingZeros();
      return plain.unscaledValue() + "e" + -(long) plain.scale();
    } catch (NumberFormatException e) {
      return written;
    }
  }

  /** FNV-1a over the characters. */
  private static long text(String text) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * PRIME;
    }
    return hash;
  }

  /** The 64-bit finalizer of MurmurHash3. */
  private static long spread(long hash) {
    long mixed = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
    mixed = (mixed ^ (mixed >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return mixed ^ (mixed >>> 33);
  }
}
