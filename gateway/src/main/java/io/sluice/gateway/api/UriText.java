package io.sluice.gateway.api;

import java.nio.charset.StandardCharsets;

/** Text as part of a URI (RFC 3986). */
public final class UriText {
  private static final String UNRESERVED =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
  private static final String REFERENCE = UNRESERVED + "%:/?#[]@!$&'()*+,;=";

  private UriText() {}

  /** One segment of a path or one value of a query: everything that is not unreserved encoded. */
  public static String segment(String text) {
    return encode(text, UNRESERVED);
  }

  /** A path as a client sent it, with only what no URI may hold encoded. */
  static String reference(String path) {
    return encode(path, REFERENCE);
  }

  private static String encode(String text, String allowed) {
    StringBuilder encoded = new StringBuilder(text.length() + 16);
    for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
      char character = (char) (octet & 0xff);
      if (allowed.indexOf(character) >= 0) {
        encoded.append(character);
      } else {
        encoded.append(String.format("%%%02X", (int) character));
      }
    }
    return encoded.toString();
  }
}
