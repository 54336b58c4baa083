package io.sluice.adapter.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.sluice.adapter.wire.Json;
import io.sluice.adapter.wire.RetryAfter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a JSON answer that mean something to us; everything else is skipped.
 *
 * @param whole what the answer says of the call as a whole
 * @param results what it says of single updates; null when it says nothing
 */
record AnswerBody(Item whole, @Nullable List<Item> results) {
  /**
   * @param id of the update, or null
   * @param index place of the update in the call, or -1
   */
  record Item(
      @Nullable String id,
      int index,
      @Nullable String status,
      @Nullable String reason,
      @Nullable String code,
      @Nullable String statusUrl,
      long retryAfterSeconds) {
    private static final Item SILENT = new Item(null, -1, null, null, null, null, -1);
  }

  private static final AnswerBody SILENT = new AnswerBody(Item.SILENT, null);

  /**
   * @return empty when it is not one complete JSON value
   */
  static Optional<AnswerBody> parse(byte[] body) {
    try (JsonParser parser = Json.FACTORY.createParser(body)) {
      JsonToken first = parser.nextToken();
      if (first == null) {
        return Optional.empty();
      }
      AnswerBody answer = SILENT;
      if (first == JsonToken.START_OBJECT) {
        answer = new ItemReader(parser).readWhole();
      } else {
        parser.skipChildren();
      }
      return parser.nextToken() == null ? Optional.of(answer) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Reads one object of an answer. */
  private static final class ItemReader {
    private final JsonParser parser;
    private @Nullable String id;
    private int index = -1;
    private @Nullable String status;
    private @Nullable String reason;
    private @Nullable String code;
    private @Nullable String statusUrl;
    private long retryAfterSeconds = -1;
    private @Nullable List<Item> results;

    ItemReader(JsonParser parser) {
      this.parser = parser;
    }

    AnswerBody readWhole() throws IOException {
      Item whole = read();
      return new AnswerBody(whole, results);
    }

    Item read() throws IOException {
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        String name = parser.currentName();
        JsonToken value = parser.nextToken();
        if (value == JsonToken.VALUE_STRING) {
          readText(name, parser.getText());
        } else if (value == JsonToken.VALUE_NUMBER_INT) {
          readNumber(name);
        } else if (value == JsonToken.START_ARRAY && name.equals("results")) {
          results = readResults();
        } else {
          parser.skipChildren();
        }
      }
      return new Item(id, index, status, reason, code, statusUrl, retryAfterSeconds);
    }

    private void readText(String name, String text) {
      switch (name) {
        case "id" -> id = text;
        case "status" -> status = text;
        case "code" -> code = text;
        case "status_url" -> statusUrl = text;
        case "reason" -> reason = text;
        case "message", "error", "detail", "title" -> reason = reason == null ? text : reason;
        default -> {}
      }
    }

    private void readNumber(String name) throws IOException {
      if (parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
        return;
      }
      long number = parser.getLongValue();
      if (name.equals("index") && number >= 0 && number <= Integer.MAX_VALUE) {
        index = (int) number;
      } else if (name.equals("retry_after") && number >= 0) {
        retryAfterSeconds = Math.min(number, RetryAfter.LONGEST.toSeconds());
      }
    }

    private List<Item> readResults() throws IOException {
      List<Item> items = new ArrayList<>();
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        if (parser.currentToken() == JsonToken.START_OBJECT) {
          items.add(new ItemReader(parser).read());
        } else {
          parser.skipChildren();
        }
      }
      return items;
    }
  }
}
