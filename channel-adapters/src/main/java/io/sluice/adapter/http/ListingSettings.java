package io.sluice.adapter.http;

import com.fasterxml.jackson.core.JsonPointer;
import io.sluice.adapter.ChannelSettings;
import io.sluice.adapter.SettingValues;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where a receiver tells what it shows, and where in its answers that stands.
 *
 * @param url with a stand-in for the number of the page
 * @param numbered whether pages are asked for by number
 * @param items to the list; the others but {@code next} begin at one item of it
 * @param next to the address of the next page, or null
 */
record ListingSettings(
    UrlTemplate url,
    boolean numbered,
    long firstPage,
    JsonPointer items,
    JsonPointer sku,
    @Nullable JsonPointer stock,
    @Nullable JsonPointer price,
    @Nullable JsonPointer currency,
    @Nullable JsonPointer next) {
  static final String PAGE = "{page}";

  // As in UrlTemplate: it stays as it is wherever it stands.
  private static final String STAND_IN = "0sluice0page0stands0here0";

  /** From settings that were found good; null where there are none. */
  static @Nullable ListingSettings find(ChannelSettings settings) {
    SettingValues values = new SettingValues(settings.values()).group("listings");
    String url = values.text("url");
    return url == null
        ? null
        : new ListingSettings(
            url(url),
            url.contains(PAGE),
            values.number("first_page", 1),
            JsonPointer.compile(values.text("items", "")),
            Objects.requireNonNull(pointer(values, "sku")),
            pointer(values, "stock"),
            pointer(values, "price"),
            pointer(values, "currency"),
            pointer(values, "next"));
  }

  private static @Nullable JsonPointer pointer(SettingValues values, String name) {
    String text = values.text(name);
    return text == null ? null : JsonPointer.compile(text);
  }

  /**
   * @throws IllegalArgumentException with what is wrong, in words for the one who wrote it
   */
  static UrlTemplate url(String text) {
    if (text.indexOf(PAGE) != text.lastIndexOf(PAGE)) {
      throw new IllegalArgumentException("{page} may stand only once");
    }
    if (text.replace(PAGE, "").matches("(?s).*[{}].*")) {
      throw new IllegalArgumentException("the only placeholder is {page}");
    }
    UrlTemplate url = UrlTemplate.parse(text.replace(PAGE, STAND_IN));
    if (text.contains(PAGE) && !url.before().contains(STAND_IN)) {
      throw new IllegalArgumentException("{page} may stand only in the path or behind the ?");
    }
    return url;
  }

  /** Path and query of a page by its number, or of the only address there is. */
  String target(long page) {
    return url.before().replace(STAND_IN, Long.toString(page));
  }
}
