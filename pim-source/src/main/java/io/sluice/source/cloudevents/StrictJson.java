package io.sluice.source.cloudevents;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import io.sluice.source.RefusalCode;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Parsers as we want them: no duplicate keys, limits on everything that can grow.
 *
 * <p>NaN and Infinity pass the parser so that {@link Numbers} refuses them with their place. Length
 * limits are left to us for the same reason; {@link Limits#EVENT_BYTES} bounds them all.
 */
final class StrictJson {
  static final String TOO_DEEP =
      "objects and arrays lie more than " + Limits.DEPTH + " deep inside each other";

  private static final JsonFactory CHECKING = factory(true);

  /** For bytes that go through {@link #CHECKING} before or after. */
  private static final JsonFactory CHECKED = factory(false);

  private StrictJson() {}

  private static JsonFactory factory(boolean duplicateDetection) {
    return JsonFactory.builder()
        .configure(StreamReadFeature.STRICT_DUPLICATE_DETECTION, duplicateDetection)
        .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
        // Names come from outside: they must not pile up in the JVM's table of interned strings.
        .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
        .streamReadConstraints(
            StreamReadConstraints.builder()
                // Ours is counted first; this one stands behind it.
                .maxNestingDepth(Limits.DEPTH + 2)
                .maxNumberLength(Limits.BATCH_BYTES)
                .maxStringLength(Limits.BATCH_BYTES)
                .maxNameLength(Limits.BATCH_BYTES)
                .build())
        .build();
  }

  static JsonParser open(byte[] json) throws IOException, InvalidMessage {
    requireUtf8(json);
    return CHECKING.createParser(json);
  }

  static JsonParser openChecked(byte[] json) throws IOException {
    return CHECKED.createParser(json);
  }

  static JsonParser openBatch(byte[] json) throws IOException, InvalidMessage {
    requireUtf8(json);
    return CHECKED.createParser(json);
  }

  /** Jackson would quietly read UTF-16 and skip a byte order mark; the next reader may not. */
  private static void requireUtf8(byte[] json) throws InvalidMessage {
    if (json.length == 0) {
      throw syntax("the body is empty");
    }
    int first = json[0] & 0xFF;
    int second = json.length > 1 ? json[1] & 0xFF : ' ';
    if (first == 0xEF && second == 0xBB) {
      throw syntax("the body begins with a byte order mark; send UTF-8 without one");
    }
    boolean utf16Mark = (first == 0xFE && second == 0xFF) || (first == 0xFF && second == 0xFE);
    if (utf16Mark || first == 0 || second == 0) {
      throw syntax("the body is UTF-16 or UTF-32; send UTF-8");
    }
  }

  /** After the document nothing but white space may come. */
  static void requireEnd(JsonParser parser) throws IOException, InvalidMessage {
    boolean more;
    try {
      more = parser.nextToken() != null;
    } catch (JsonProcessingException e) {
      more = true;
    }
    if (more) {
      throw new InvalidMessage(
          RefusalCode.JSON_TRAILING,
          "",
          "something follows the JSON document" + where(parser.currentTokenLocation()));
    }
  }

  static InvalidMessage syntax(String message) {
    return new InvalidMessage(RefusalCode.JSON_SYNTAX, "", message);
  }

  /** What the parser found, as a refusal. */
  static InvalidMessage syntax(JsonProcessingException e) {
    String message = e.getOriginalMessage();
    // The parser has no type of its own for this; a test watches the wording.
    RefusalCode code =
        message.startsWith("Duplicate ") ? RefusalCode.JSON_DUPLICATE_KEY : RefusalCode.JSON_SYNTAX;
    return new InvalidMessage(code, "", oneLine(message) + where(e.getLocation()));
  }

  /** For bytes that are no text at all, and for a fault of ours, which must not stop a queue. */
  static InvalidMessage unreadable(Exception e) {
    return syntax("the body cannot be read as JSON: " + oneLine(String.valueOf(e.getMessage())));
  }

  private static String oneLine(String message) {
    return message.replaceAll("\\p{Cntrl}+", " ");
  }

  private static String where(@Nullable JsonLocation location) {
    return location == null
        ? ""
        : " (line %d, column %d)".formatted(location.getLineNr(), location.getColumnNr());
  }
}
