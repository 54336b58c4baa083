package io.sluice.gateway.runtime;

import io.sluice.gateway.operations.OperationException;
import io.sluice.gateway.operations.OperationException.Kind;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Places in lists, in a form that nobody is tempted to read. */
final class Cursors {
  private Cursors() {}

  static String of(long number) {
    return of(Long.toString(number));
  }

  static String of(String place) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(place.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * @param beginning where there is no cursor
   */
  static long number(@Nullable String cursor, long beginning) {
    if (cursor == null) {
      return beginning;
    }
    try {
      long number = Long.parseLong(text(cursor));
      if (number >= 0) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Told below.
    }
    throw bad();
  }

  static String text(String cursor) {
    try {
      return new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw bad();
    }
  }

  static OperationException bad() {
    return new OperationException(
        Kind.INVALID, "the cursor is not one that this list gave: begin again without it");
  }
}
