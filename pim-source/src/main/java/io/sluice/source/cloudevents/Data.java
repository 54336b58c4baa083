package io.sluice.source.cloudevents;

import io.sluice.source.Change;
import org.jspecify.annotations.Nullable;

/**
 * What the {@code data} object of an event says.
 *
 * @param sku null when the object has none; then the subject must have it
 */
record Data(@Nullable String sku, Change change) {
  static final Place OBJECT = Place.at("/data");

  static <T> T required(@Nullable T value, String name) throws InvalidMessage {
    if (value == null) {
      throw OBJECT.missing(name);
    }
    return value;
  }

  static String part(@Nullable String value) {
    return value == null ? Change.DEFAULT_PART : value;
  }
}
