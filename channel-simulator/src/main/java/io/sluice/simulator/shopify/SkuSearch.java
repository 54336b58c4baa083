package io.sluice.simulator.shopify;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Searches by SKU the way Shopify's search does: by words, without regard to upper and lower case,
 * so that a longer SKU is found too. Reads {@code sku:value} terms with {@code OR} between.
 */
final class SkuSearch {
  private final List<List<String>> wanted = new ArrayList<>();

  /**
   * @return null when it is not understood
   */
  static @Nullable SkuSearch parse(String query) {
    SkuSearch search = new SkuSearch();
    int at = 0;
    while (at < query.length()) {
      if (!query.startsWith("sku:", at)) {
        return null;
      }
      StringBuilder value = new StringBuilder();
      at = search.readValue(query, at + 4, value);
      if (at < 0) {
        return null;
      }
      search.wanted.add(words(value.toString()));
      if (query.startsWith(" OR ", at)) {
        at += 4;
      } else if (at < query.length()) {
        return null;
      }
    }
    return search;
  }

  /** Where it ends; -1 when it does not. */
  private int readValue(String query, int from, StringBuilder value) {
    boolean quoted = from < query.length() && query.charAt(from) == '"';
    int at = quoted ? from + 1 : from;
    while (at < query.length()) {
      char c = query.charAt(at);
      if (c == '\\' && at + 1 < query.length()) {
        value.append(query.charAt(at + 1));
        at += 2;
      } else if (quoted ? c == '"' : c == ' ') {
        return quoted ? at + 1 : at;
      } else {
        value.append(c);
        at++;
      }
    }
    return quoted ? -1 : at;
  }

  private static List<String> words(String text) {
    return Stream.of(text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+"))
        .filter(word -> !word.isEmpty())
        .toList();
  }

  boolean finds(String sku) {
    List<String> words = words(sku);
    return wanted.stream().anyMatch(each -> Collections.indexOfSubList(words, each) >= 0);
  }
}
