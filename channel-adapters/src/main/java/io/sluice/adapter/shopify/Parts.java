package io.sluice.adapter.shopify;

import java.util.ArrayList;
import java.util.List;

/** A list in parts. */
final class Parts {
  private Parts() {}

  static <T> List<List<T>> of(List<T> whole, int atMost) {
    List<List<T>> parts = new ArrayList<>();
    for (int from = 0; from < whole.size(); from += atMost) {
      parts.add(whole.subList(from, Math.min(whole.size(), from + atMost)));
    }
    return parts;
  }
}
