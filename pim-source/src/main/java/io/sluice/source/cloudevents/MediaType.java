package io.sluice.source.cloudevents;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Media types without their parameters. */
final class MediaType {
  private MediaType() {}

  /** Lower case and without parameters; "" when there is none. */
  static String of(@Nullable String contentType) {
    if (contentType == null) {
      return "";
    }
    int end = contentType.indexOf(';');
    String type = end < 0 ? contentType : contentType.substring(0, end);
    return type.strip().toLowerCase(Locale.ROOT);
  }

  static boolean isJson(String type) {
    return type.equals("application/json") || type.equals("text/json") || type.endsWith("+json");
  }

  static boolean isCloudEvents(String type) {
    return type.startsWith("application/cloudevents");
  }
}
