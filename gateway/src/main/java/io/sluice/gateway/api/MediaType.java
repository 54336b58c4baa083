package io.sluice.gateway.api;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A content type as far as it matters here.
 *
 * @param name lower case and without parameters, empty where none was sent
 * @param charset lower case, empty where none was sent
 */
record MediaType(String name, String charset) {
  private static final String BATCH = "application/cloudevents-batch+json";
  private static final List<String> UTF_8 = List.of("", "utf-8", "utf8");
  private static final long MEBIBYTE = 1024 * 1024;

  static MediaType of(@Nullable String contentType) {
    String text = contentType == null ? "" : contentType.toLowerCase(Locale.ROOT);
    String charset = "";
    String[] parts = text.split(";", -1);
    for (int index = 1; index < parts.length; index++) {
      String parameter = parts[index].trim();
      if (parameter.startsWith("charset=")) {
        charset = parameter.substring("charset=".length()).replace("\"", "").trim();
      }
    }
    return new MediaType(parts[0].trim(), charset);
  }

  boolean isBatch() {
    return name.equals(BATCH);
  }

  boolean isUtf8() {
    return UTF_8.contains(charset);
  }

  /** How large a body of this type may be, in bytes. */
  long bodyLimit() {
    return isBatch() ? 4 * MEBIBYTE : MEBIBYTE;
  }
}
