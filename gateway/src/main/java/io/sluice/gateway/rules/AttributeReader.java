package io.sluice.gateway.rules;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.sluice.gateway.expression.FactType;
import io.sluice.gateway.expression.Facts;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads an attribute as the type that {@code catalog.attributes} declares. */
final class AttributeReader {
  private static final int EXCERPT = 40;

  private AttributeReader() {}

  /**
   * Reads the current value and stays on its last token.
   *
   * @return empty for null, an empty text or an empty list: the same as absent
   */
  static Optional<Object> read(JsonParser parser, String name, FactType type) throws IOException {
    if (parser.currentToken() == JsonToken.START_OBJECT) {
      parser.skipChildren();
      return Optional.of(unreadable(name, type, "an object"));
    }
    List<String> texts = texts(parser);
    if (texts.isEmpty()) {
      return Optional.empty();
    }
    if (type == FactType.TEXTS) {
      return Optional.of(List.copyOf(texts));
    }
    String text = String.join(", ", texts);
    return Optional.of(value(name, type, text));
  }

  /** A scalar is a list of one. */
  private static List<String> texts(JsonParser parser) throws IOException {
    List<String> texts = new ArrayList<>(1);
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      add(parser, texts);
      return texts;
    }
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (parser.currentToken().isStructStart()) {
        parser.skipChildren();
      } else {
        add(parser, texts);
      }
    }
    return texts;
  }

  private static void add(JsonParser parser, List<String> texts) throws IOException {
    boolean absent = parser.currentToken() == JsonToken.VALUE_NULL || parser.getText().isEmpty();
    if (!absent) {
      texts.add(parser.getText());
    }
  }

  private static Object value(String name, FactType type, String text) {
    return switch (type) {
      case TEXT, TEXTS -> text;
      case YES_NO ->
          switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "yes", "1" -> true;
            case "false", "no", "0" -> false;
            default -> unreadable(name, type, "'" + text + "'");
          };
      case NUMBER -> number(text).<Object>map(n -> n).orElseGet(() -> noNumber(name, type, text));
      case WHOLE ->
          number(text)
              .filter(number -> number.stripTrailingZeros().scale() <= 0)
              .<Object>map(BigDecimal::longValueExact)
              .orElseGet(() -> noNumber(name, type, text));
    };
  }

  private static Object noNumber(String name, FactType type, String text) {
    return unreadable(name, type, "'" + text + "'");
  }

  /** Within the bounds of money: an exponent is short to write and long to calculate with. */
  private static Optional<BigDecimal> number(String text) {
    if (text.length() > 2 * Amounts.DIGITS) {
      return Optional.empty();
    }
    try {
      return Optional.of(new BigDecimal(text.strip())).filter(Amounts::isHarmless);
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static Facts.Unreadable unreadable(String name, FactType type, String found) {
    String shown = found.length() <= EXCERPT ? found : found.substring(0, EXCERPT) + "...";
    return new Facts.Unreadable(
        "attribute %s is %s, declared is %s".formatted(name, shown, type.word()));
  }
}
