package io.sluice.adapter.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.filter.FilteringParserDelegate;
import com.fasterxml.jackson.core.filter.JsonPointerBasedFilter;
import com.fasterxml.jackson.core.filter.TokenFilter.Inclusion;
import io.sluice.adapter.wire.Json;
import io.sluice.adapter.wire.Visible;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a good answer says, for receivers that refuse with status 200. Each pointer (RFC 6901) must
 * lead to a text, number, true, false or null that reads as expected.
 */
final class SuccessWhen {
  private final Map<JsonPointer, String> expected = new LinkedHashMap<>();

  /**
   * @param expected by pointer
   * @throws IllegalArgumentException when a pointer is none
   */
  SuccessWhen(Map<String, String> expected) {
    expected.forEach((pointer, value) -> this.expected.put(JsonPointer.compile(pointer), value));
  }

  /**
   * @return what is not as expected, or null
   */
  @Nullable String problem(byte[] answer) {
    for (Map.Entry<JsonPointer, String> each : expected.entrySet()) {
      String found = find(answer, each.getKey());
      if (!each.getValue().equals(found)) {
        return "%s is %s, not '%s'"
            .formatted(
                each.getKey(),
                found == null ? "not there" : "'" + Visible.line(found) + "'",
                each.getValue());
      }
    }
    return null;
  }

  private static @Nullable String find(byte[] answer, JsonPointer pointer) {
    try (JsonParser parser =
        new FilteringParserDelegate(
            Json.FACTORY.createParser(answer),
            new JsonPointerBasedFilter(pointer),
            Inclusion.ONLY_INCLUDE_ALL,
            false)) {
      return parser.nextToken() != null && parser.currentToken().isScalarValue()
          ? parser.getText()
          : null;
    } catch (IOException e) {
      return null;
    }
  }
}
