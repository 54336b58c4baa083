package io.sluice.adapter.wire;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/** Foreign text as one segment of a path. */
public final class PathSegment {
  private static final String UNRESERVED = "-_.~";
  private static final char[] HEX = "0123456789ABCDEF".toCharArray();
  private static final Pattern SLASHES = Pattern.compile("[/\\\\]");

  private PathSegment() {}

  /** As {@link #encode(String, String, String)} with nothing beside it. */
  public static Optional<String> encode(String text) {
    return encode("", text, "");
  }

  /**
   * @param before what stands before it in the same segment
   * @param after what stands behind it in the same segment
   * @return the text alone, percent-encoded; empty when it cannot be one segment: it is no Unicode
   *     text, or the segment is empty or holds {@code .} or {@code ..}, which climbs the path in
   *     every server that decodes before it normalizes (RFC 3986, 6.2.2), however it is encoded
   */
  public static Optional<String> encode(String before, String text, String after) {
    return climbs(before + text + after) || !isUnicode(text)
        ? Optional.empty()
        : Optional.of(percent(text));
  }

  private static boolean climbs(String segment) {
    return segment.isEmpty()
        || SLASHES.splitAsStream(segment).anyMatch(part -> part.equals(".") || part.equals(".."));
  }

  /** Half a character would become a question mark, which may be another SKU. */
  private static boolean isUnicode(String text) {
    return text.codePoints().noneMatch(c -> Character.getType(c) == Character.SURROGATE);
  }

  private static String percent(String text) {
    StringBuilder encoded = new StringBuilder(text.length() + 16);
    for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
      if (isUnreserved(octet)) {
        encoded.append((char) octet);
      } else {
        encoded.append('%').append(HEX[(octet >> 4) & 15]).append(HEX[octet & 15]);
      }
    }
    return encoded.toString();
  }

  private static boolean isUnreserved(byte octet) {
    return isBetween(octet, 'a', 'z')
        || isBetween(octet, 'A', 'Z')
        || isBetween(octet, '0', '9')
        || UNRESERVED.indexOf(octet) >= 0;
  }

  private static boolean isBetween(byte octet, char first, char last) {
    return octet >= first && octet <= last;
  }
}
