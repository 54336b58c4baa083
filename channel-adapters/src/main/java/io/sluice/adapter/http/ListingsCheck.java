package io.sluice.adapter.http;

import com.fasterxml.jackson.core.JsonPointer;
import io.sluice.adapter.SettingProblem;
import io.sluice.adapter.SettingValues;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds everything wrong with {@code listings}. */
final class ListingsCheck {
  private static final List<String> OF_AN_ITEM = List.of("sku", "stock", "price", "currency");
  private static final long MOST_PAGE = 1_000_000;

  private final SettingValues listings;
  private final List<SettingProblem> problems = new ArrayList<>();

  ListingsCheck(SettingValues listings) {
    this.listings = listings;
  }

  /**
   * @param stream whether the channel is sent every event as it is
   */
  List<SettingProblem> run(boolean stream) {
    if (stream) {
      problem("", "needs backlog: { keep: latest_per_sku }: a stream has nothing to compare with");
    }
    String url = listings.text("url");
    if (url == null) {
      problem("url", "is missing: where the receiver tells what it shows");
    } else {
      checkUrl(url);
    }
    if (listings.text("sku") == null) {
      problem("sku", "is missing: where the SKU stands in each item, such as /sku");
    }
    long first = listings.number("first_page", 1);
    if (first < 0 || first > MOST_PAGE) {
      problem("first_page", "must be from 0 to " + MOST_PAGE);
    }
    OF_AN_ITEM.forEach(name -> checkPointer(name, listings.text(name), "/" + name));
    checkPointer("items", listings.text("items"), "/items");
    checkPointer("next", listings.text("next"), "/next");
    if (listings.has("currency") && !listings.has("price")) {
      problem("currency", "does nothing without price");
    }
    return problems;
  }

  private void checkUrl(String url) {
    boolean numbered = url.contains(ListingSettings.PAGE);
    if (numbered && listings.has("next")) {
      problem("next", "does not go with {page} in the url: take one of them out");
    } else if (!numbered && listings.has("first_page")) {
      problem("first_page", "does nothing without {page} in the url");
    }
    try {
      ListingSettings.url(url);
    } catch (IllegalArgumentException e) {
      problem("url", String.valueOf(e.getMessage()));
    }
  }

  private void checkPointer(String name, @Nullable String pointer, String example) {
    try {
      if (pointer == null) {
        return;
      }
      JsonPointer.compile(pointer);
    } catch (IllegalArgumentException e) {
      problem(name, "'%s' is no JSON pointer such as %s".formatted(pointer, example));
    }
  }

  private void problem(String path, String message) {
    problems.add(new SettingProblem(path.isEmpty() ? "listings" : "listings." + path, message));
  }
}
