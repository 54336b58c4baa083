package io.sluice.gateway.importing;

import io.sluice.source.Change;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What a column says.
 *
 * @param name as it stands in the header
 * @param part behind the dot: warehouse, price list, attribute, axis or locale; empty where there
 *     is none, or where a warehouse or a list is the one of what names none
 */
record CsvColumn(String name, Kind kind, String part) {
  /** What it becomes. */
  enum Kind {
    SKU("sku", Dot.NEVER),
    NAME("name", Dot.MAYBE),
    DESCRIPTION("description", Dot.MAYBE),
    BRAND("brand", Dot.NEVER),
    GTIN("gtin", Dot.NEVER),
    PARENT("parent", Dot.NEVER),
    TAX_CLASS("tax_class", Dot.NEVER),
    CATEGORY("category", Dot.NEVER),
    IMAGE("image", Dot.NEVER),
    VARIANT("variant", Dot.ALWAYS),
    ATTRIBUTE("attr", Dot.ALWAYS),
    STOCK("stock", Dot.MAYBE),
    PRICE("price", Dot.MAYBE),
    CURRENCY("currency", Dot.MAYBE),
    COMPARE_AT("compare_at", Dot.MAYBE),
    COST("cost", Dot.MAYBE),
    SEQUENCE("sequence", Dot.NEVER),
    TIME("time", Dot.NEVER);

    private enum Dot {
      NEVER,
      MAYBE,
      ALWAYS
    }

    private final String word;
    private final Dot dot;

    Kind(String word, Dot dot) {
      this.word = word;
      this.dot = dot;
    }

    /** As people are told what there is. */
    String form() {
      return switch (dot) {
        case NEVER -> word;
        case MAYBE -> word + "[." + word(this) + "]";
        case ALWAYS -> word + "." + word(this);
      };
    }

    private static String word(Kind kind) {
      return switch (kind) {
        case NAME, DESCRIPTION -> "LOCALE";
        case STOCK -> "WAREHOUSE";
        case VARIANT -> "AXIS";
        case ATTRIBUTE -> "NAME";
        default -> "LIST";
      };
    }

    private boolean allows(boolean dotted) {
      return dot == Dot.MAYBE || dotted == (dot == Dot.ALWAYS);
    }
  }

  private static final Set<Kind> CONTENT =
      Set.of(
          Kind.NAME,
          Kind.DESCRIPTION,
          Kind.BRAND,
          Kind.GTIN,
          Kind.PARENT,
          Kind.TAX_CLASS,
          Kind.CATEGORY,
          Kind.IMAGE,
          Kind.VARIANT,
          Kind.ATTRIBUTE);

  /** Those whose part is a warehouse or a list. */
  private static final Set<Kind> PARTS = Set.of(Kind.STOCK, Kind.PRICE, Kind.COMPARE_AT, Kind.COST);

  /** Whether it belongs to the product's content. */
  boolean isContent() {
    return CONTENT.contains(kind);
  }

  /** Empty for a name that says nothing; the word before the dot in any case of letters. */
  static Optional<CsvColumn> of(String header) {
    String name = header.strip();
    int dot = name.indexOf('.');
    String word = (dot < 0 ? name : name.substring(0, dot)).toLowerCase(Locale.ROOT);
    String part = dot < 0 ? "" : name.substring(dot + 1).strip();
    for (Kind kind : Kind.values()) {
      if (kind.word.equals(word) && kind.allows(dot >= 0) && (dot < 0 || !part.isEmpty())) {
        boolean unnamed = PARTS.contains(kind) && part.equals(Change.DEFAULT_PART);
        return Optional.of(new CsvColumn(name, kind, unnamed ? "" : part));
      }
    }
    return Optional.empty();
  }

  /** Whether it names its warehouse or list, be it the one of what names none. */
  boolean isNamed() {
    return name.indexOf('.') >= 0;
  }

  /** The member of the product's data that a column without a group becomes. */
  static String member(Kind kind) {
    return kind.word;
  }

  /**
   * The column that a member of the product's data came from.
   *
   * @param path below {@code data}
   */
  static String named(String path) {
    String[] steps = path.split("/", -1);
    return switch (steps[0]) {
      case "categories" -> Kind.CATEGORY.word;
      case "images" -> Kind.IMAGE.word;
      case "attributes" -> steps.length > 1 ? Kind.ATTRIBUTE.word + "." + steps[1] : steps[0];
      case "variant" -> steps.length > 1 ? steps[0] + "." + steps[1] : steps[0];
      default -> steps[0];
    };
  }
}
