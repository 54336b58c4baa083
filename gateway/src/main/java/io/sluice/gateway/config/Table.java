package io.sluice.gateway.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A table of {@code channels.yaml}: from, to, in the order of its rows.
 *
 * @param place of the key that names it
 */
record Table(String name, Place place, Map<String, String> rows) {
  Table {
    rows = Collections.unmodifiableMap(new LinkedHashMap<>(rows));
  }
}
