package io.sluice.adapter.bol;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A product's content as an offer needs it: the channel's {@code fields}, or the product as its
 * source sent it.
 */
final class ProductFields {
  private static final int LONGEST_TITLE = 500;
  private static final int EAN_DIGITS = 13;
  private static final Pattern OTHER_GTIN = Pattern.compile("\\d{8}|\\d{12}|0\\d{13}");

  private final Map<?, ?> members;

  private ProductFields(Map<?, ?> members) {
    this.members = members;
  }

  /** The content cannot become an offer; the message says to people what is missing. */
  static final class Unfit extends Exception {
    private static final long serialVersionUID = 1;

    private final String code;

    Unfit(String code, String reason) {
      super(reason, null, false, false);
      this.code = code;
    }

    String code() {
      return code;
    }

    String reason() {
      return String.valueOf(getMessage());
    }
  }

  static ProductFields of(byte[] json) {
    Map<?, ?> members = BolJson.object(json);
    return new ProductFields(members == null ? Map.of() : members);
  }

  Map<?, ?> members() {
    return members;
  }

  @Nullable String text(String name) {
    return BolJson.text(members, name);
  }

  @Nullable String text(String name, @Nullable String otherwise) {
    String text = text(name);
    return text == null ? otherwise : text;
  }

  boolean yes(String name) {
    Object value = members.get(name);
    return Boolean.TRUE.equals(value)
        || (value instanceof String text && text.toLowerCase(Locale.ROOT).equals("yes"));
  }

  /**
   * With 13 digits, which is what bol takes for an EAN (error 1000 of its unpublished offers): a
   * GTIN of 8 or 12 is the same with zeros before it, one of 14 may have a zero too many.
   */
  String ean() throws Unfit {
    String ean = text("ean", text("gtin"));
    if (ean == null) {
      throw new Unfit("ean.missing", "an offer needs an EAN: the product's gtin, or fields.ean");
    }
    if (!OTHER_GTIN.matcher(ean).matches()) {
      return ean;
    }
    String digits = "0".repeat(EAN_DIGITS) + ean;
    return digits.substring(digits.length() - EAN_DIGITS);
  }

  /** For a product that bol does not know yet. */
  @Nullable String title() {
    String title = text("title", text("name"));
    if (title == null || title.length() <= LONGEST_TITLE) {
      return title;
    }
    boolean half = Character.isHighSurrogate(title.charAt(LONGEST_TITLE - 1));
    return title.substring(0, half ? LONGEST_TITLE - 1 : LONGEST_TITLE);
  }

  /** Of a new offer, until the first update of its price; null where none is given. */
  @Nullable BigDecimal price() throws Unfit {
    Object price = members.get("price");
    if (price == null || price instanceof BigDecimal) {
      return (BigDecimal) price;
    }
    try {
      return new BigDecimal(price.toString());
    } catch (NumberFormatException e) {
      throw new Unfit("price.amount", "fields.price is no number");
    }
  }
}
