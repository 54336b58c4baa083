package io.sluice.adapter.shopify;

import io.sluice.adapter.wire.JsonTree;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A JSON value that may not be there: maps, lists, texts, numbers, booleans. What is looked for and
 * is not there, or is something else, is a tree of nothing.
 */
record Tree(@Nullable Object value) {
  private static final int SCALE_AT_MOST = 100;
  private static final Tree NOTHING = new Tree(null);

  /**
   * @return empty when it is not one complete JSON object
   */
  static Optional<Tree> parse(byte[] body) {
    return JsonTree.parse(body).map(Tree::new).filter(Tree::isObject);
  }

  /** The member at the end of a path of names. */
  Tree at(String... names) {
    Object found = value;
    for (String name : names) {
      found = found instanceof Map<?, ?> members ? members.get(name) : null;
    }
    return found == null ? NOTHING : new Tree(found);
  }

  boolean isThere() {
    return value != null;
  }

  boolean isObject() {
    return value instanceof Map<?, ?>;
  }

  /** The elements; none where it is no list. */
  List<Tree> list() {
    List<Tree> list = new ArrayList<>();
    if (value instanceof List<?> elements) {
      elements.forEach(element -> list.add(new Tree(element)));
    }
    return list;
  }

  /** The members by name; none where it is no object. */
  Map<String, Tree> members() {
    Map<String, Tree> trees = new LinkedHashMap<>();
    if (value instanceof Map<?, ?> members) {
      members.forEach((name, member) -> trees.put(String.valueOf(name), new Tree(member)));
    }
    return trees;
  }

  /** A text, or a number or boolean written as one. */
  @Nullable String text() {
    if (value instanceof BigDecimal number) {
      // Written out, 1e999999999 would not fit the memory.
      boolean small = Math.abs((long) number.scale()) <= SCALE_AT_MOST;
      return small ? number.toPlainString() : number.toString();
    }
    return value instanceof String || value instanceof Boolean ? value.toString() : null;
  }

  String text(String otherwise) {
    String text = text();
    return text == null ? otherwise : text;
  }

  /** A number, or a text that is one of at most 18 digits. */
  @Nullable BigDecimal number() {
    try {
      BigDecimal number =
          value instanceof BigDecimal already
              ? already
              : value instanceof String text ? new BigDecimal(text) : null;
      return number == null || number.precision() > 18 || Math.abs((long) number.scale()) > 18
          ? null
          : number;
    } catch (NumberFormatException e) {
      return null;
    }
  }

  /** A whole number, rounded down where it is not; null where it is none or too large. */
  @Nullable Long whole() {
    BigDecimal number = number();
    return number == null ? null : number.longValue();
  }

  boolean isTrue() {
    return Boolean.TRUE.equals(value);
  }
}
