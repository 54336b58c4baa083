package io.sluice.adapter.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonToken;
import io.sluice.adapter.Listing;
import io.sluice.adapter.ListingPage;
import io.sluice.adapter.wire.Json;
import io.sluice.adapter.wire.Visible;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds the listings in an answer. One item at a time is in memory as a tree. */
final class ListingReader {
  private static final int DIGITS_AT_MOST = 18;

  private final ListingSettings settings;

  ListingReader(ListingSettings settings) {
    this.settings = settings;
  }

  /** The answer does not say what the settings look for; the message says so to people. */
  static final class Unreadable extends Exception {
    private static final long serialVersionUID = 1;

    Unreadable(String message) {
      super(message, null, false, false);
    }
  }

  /** In the order of the answer. */
  List<Listing> listings(byte[] answer) throws Unreadable {
    try (JsonParser parser = Json.FACTORY.createParser(answer)) {
      parser.nextToken();
      if (!descend(parser, settings.items()) || !parser.hasToken(JsonToken.START_ARRAY)) {
        throw new Unreadable(
            settings.items().matches()
                ? "the answer is no list: say with listings.items where the list stands"
                : "the answer has no list at listings.items %s".formatted(settings.items()));
      }
      List<Listing> listings = new ArrayList<>();
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        if (listings.size() == ListingPage.AT_MOST) {
          throw new Unreadable(
              "a page has more than %d items: ask for smaller pages"
                  .formatted(ListingPage.AT_MOST));
        }
        listings.add(listing(tree(parser), listings.size()));
      }
      return listings;
    } catch (IOException e) {
      throw new Unreadable("the answer is no complete JSON");
    }
  }

  /** The address of the next page, null where there is none. */
  @Nullable String next(byte[] answer) {
    JsonPointer next = settings.next();
    if (next == null) {
      return null;
    }
    try (JsonParser parser = Json.FACTORY.createParser(answer)) {
      parser.nextToken();
      boolean found = descend(parser, next) && parser.hasToken(JsonToken.VALUE_STRING);
      return !found || parser.getText().isBlank() ? null : parser.getText();
    } catch (IOException e) {
      // It was read to its end before.
      return null;
    }
  }

  /** Moves to the value that a pointer leads to. */
  private static boolean descend(JsonParser parser, JsonPointer pointer) throws IOException {
    JsonPointer left = pointer;
    while (!left.matches()) {
      if (!enter(parser, left)) {
        return false;
      }
      left = left.tail();
    }
    return true;
  }

  private static boolean enter(JsonParser parser, JsonPointer step) throws IOException {
    boolean object = parser.hasToken(JsonToken.START_OBJECT);
    if (!object && !parser.hasToken(JsonToken.START_ARRAY)) {
      return false;
    }
    JsonToken end = object ? JsonToken.END_OBJECT : JsonToken.END_ARRAY;
    for (int index = 0; parser.nextToken() != end; index++) {
      boolean here = step.getMatchingIndex() == index;
      if (object) {
        here = step.getMatchingProperty().equals(parser.currentName());
        parser.nextToken();
      }
      if (here) {
        return true;
      }
      parser.skipChildren();
    }
    return false;
  }

  /** Maps, lists and texts; null for null. */
  private static @Nullable Object tree(JsonParser parser) throws IOException {
    if (parser.hasToken(JsonToken.START_OBJECT)) {
      Map<String, @Nullable Object> members = new HashMap<>();
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        String name = parser.currentName();
        parser.nextToken();
        members.put(name, tree(parser));
      }
      return members;
    } else if (parser.hasToken(JsonToken.START_ARRAY)) {
      List<@Nullable Object> elements = new ArrayList<>();
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        elements.add(tree(parser));
      }
      return elements;
    }
    return parser.hasToken(JsonToken.VALUE_NULL) ? null : parser.getText();
  }

  private static @Nullable String text(@Nullable Object item, @Nullable JsonPointer pointer) {
    Object found = item;
    JsonPointer left = pointer;
    while (left != null && !left.matches()) {
      if (found instanceof Map<?, ?> members) {
        found = members.get(left.getMatchingProperty());
      } else if (found instanceof List<?> elements) {
        int index = left.getMatchingIndex();
        found = index >= 0 && index < elements.size() ? elements.get(index) : null;
      } else {
        found = null;
      }
      left = left.tail();
    }
    return left != null && found instanceof String text && !text.isBlank() ? text : null;
  }

  private Listing listing(@Nullable Object item, int index) throws Unreadable {
    String sku = text(item, settings.sku());
    if (sku == null) {
      throw new Unreadable("item %d has no SKU at %s".formatted(index, settings.sku()));
    }
    BigDecimal stock = number(sku, "stock", text(item, settings.stock()));
    BigDecimal price = number(sku, "price", text(item, settings.price()));
    return new Listing(sku, true, whole(sku, stock), price, text(item, settings.currency()));
  }

  private static @Nullable BigDecimal number(String sku, String what, @Nullable String text)
      throws Unreadable {
    if (text == null) {
      return null;
    }
    try {
      BigDecimal number = new BigDecimal(text);
      if (number.precision() <= DIGITS_AT_MOST && Math.abs(number.scale()) <= DIGITS_AT_MOST) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Told below, as what has too many digits.
    }
    throw new Unreadable(
        "%s of %s is '%s', which is no number that it could be"
            .formatted(what, Visible.line(sku), Visible.line(text)));
  }

  private static @Nullable Long whole(String sku, @Nullable BigDecimal stock) throws Unreadable {
    try {
      return stock == null ? null : stock.longValueExact();
    } catch (ArithmeticException e) {
      throw new Unreadable(
          "stock of %s is %s, which is no whole number"
              .formatted(Visible.line(sku), stock.toPlainString()));
    }
  }
}
