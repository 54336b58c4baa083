package io.sluice.source.cloudevents;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.sluice.source.RefusalCode;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Walks over a JSON document value by value and refuses what is of the wrong type, with its place.
 *
 * <p>For every optional field null means the same as absent, so the readers of values return null
 * for it.
 */
final class Fields implements Place {
  private final JsonParser parser;
  private final String prefix;
  private final int outerDepth;

  /**
   * @param prefix JSON pointer to what the parser takes for the whole document
   * @param outerDepth objects and arrays around that
   */
  Fields(JsonParser parser, String prefix, int outerDepth) {
    this.parser = parser;
    this.prefix = prefix;
    this.outerDepth = outerDepth;
  }

  /** Moves to the next field's value; null at the end of the object. */
  @Nullable String nextField() throws IOException {
    String name = parser.nextFieldName();
    if (name != null) {
      parser.nextToken();
    }
    return name;
  }

  /** Moves to the next element; false at the end of the array. */
  boolean nextElement() throws IOException {
    return parser.nextToken() != JsonToken.END_ARRAY;
  }

  /** Steps into an object; false when the value is null. */
  boolean enterObject() throws InvalidMessage {
    return enter(JsonToken.START_OBJECT, "an object");
  }

  /** Steps into an array; false when the value is null. */
  boolean enterArray() throws InvalidMessage {
    return enter(JsonToken.START_ARRAY, "an array");
  }

  private boolean enter(JsonToken start, String wanted) throws InvalidMessage {
    if (isNull()) {
      return false;
    }
    if (parser.currentToken() != start) {
      throw wrongType(wanted);
    }
    return true;
  }

  boolean isNull() {
    return parser.currentToken() == JsonToken.VALUE_NULL;
  }

  boolean isText() {
    return parser.currentToken() == JsonToken.VALUE_STRING;
  }

  boolean isNumber() {
    return parser.currentToken().isNumeric();
  }

  boolean isScalar() {
    return parser.currentToken().isScalarValue();
  }

  @Nullable String text() throws IOException, InvalidMessage {
    if (isNull()) {
      return null;
    }
    if (!isText()) {
      throw wrongType("text");
    }
    return parser.getText();
  }

  /** The text of a number that may be computed with. */
  String number() throws IOException, InvalidMessage {
    if (!isNumber()) {
      throw wrongType("a number");
    }
    checkNumber();
    return parser.getText();
  }

  /** A whole number within a Java long. */
  long whole() throws IOException, InvalidMessage {
    return Numbers.whole(number(), this);
  }

  private void checkNumber() throws IOException, InvalidMessage {
    String problem =
        Numbers.sizeProblem(
            parser.getTextCharacters(), parser.getTextOffset(), parser.getTextLength());
    if (problem != null) {
      throw refused(RefusalCode.JSON_NUMBER, problem);
    }
  }

  /** A SKU, warehouse or price list. */
  @Nullable String key() throws IOException, InvalidMessage {
    String text = text();
    return text == null ? null : Text.key(text, this);
  }

  @Nullable BigDecimal money() throws IOException, InvalidMessage {
    if (isNull()) {
      return null;
    }
    if (isText()) {
      return Numbers.moneyFromText(parser.getText(), this);
    }
    if (!isNumber()) {
      throw wrongType("an amount as text or number");
    }
    return Numbers.money(number(), this);
  }

  @Nullable Instant instant() throws IOException, InvalidMessage {
    String text = text();
    if (text == null) {
      return null;
    }
    Instant instant = Rfc3339.parse(text);
    if (instant == null) {
      throw refused(
          RefusalCode.FIELD_VALUE,
          Text.excerpt(text) + " is no timestamp; write RFC 3339, such as 2026-01-31T12:00:00Z");
    }
    return instant;
  }

  /** Passes over the value, whatever it is, but not over what nobody should have to read. */
  void skip() throws IOException, InvalidMessage {
    int open = 0;
    do {
      if (open > 0) {
        parser.nextToken();
      }
      JsonToken token = parser.currentToken();
      if (token == null) {
        return;
      }
      if (token.isStructStart()) {
        open++;
        checkDepth();
      } else if (token.isStructEnd()) {
        open--;
      } else if (token.isNumeric()) {
        checkNumber();
      }
    } while (open > 0);
  }

  private void checkDepth() throws InvalidMessage {
    if (outerDepth + parser.getParsingContext().getNestingDepth() > Limits.DEPTH) {
      throw new InvalidMessage(RefusalCode.JSON_TOO_DEEP, "", StrictJson.TOO_DEEP);
    }
  }

  /** Of the current value; at the end of an object or array, of that. */
  @Override
  public String path() {
    return prefix + parser.getParsingContext().pathAsPointer();
  }

  InvalidMessage wrongType(String wanted) {
    return refused(RefusalCode.FIELD_TYPE, found() + " where " + wanted + " is expected");
  }

  private String found() {
    return switch (parser.currentToken()) {
      case START_OBJECT -> "an object";
      case START_ARRAY -> "an array";
      case VALUE_STRING -> "text";
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number";
      case VALUE_TRUE, VALUE_FALSE -> "true or false";
      default -> "null";
    };
  }
}
