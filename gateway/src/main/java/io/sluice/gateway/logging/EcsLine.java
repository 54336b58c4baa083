package io.sluice.gateway.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import co.elastic.logging.JsonUtils;
import co.elastic.logging.logback.EcsEncoder;
import java.util.concurrent.TimeUnit;
import org.slf4j.event.KeyValuePair;

/**
 * One JSON object per line in the names of the Elastic Common Schema. The encoder it builds upon
 * leaves out the keys of a line, which say whom and what it is about.
 */
public final class EcsLine extends EcsEncoder {
  private static final String LABELS = "labels.";
  private static final String NUMERIC_LABELS = "numeric_labels.";

  @Override
  protected void addCustomFields(ILoggingEvent event, StringBuilder line) {
    if (event.getKeyValuePairs() != null) {
      for (KeyValuePair pair : event.getKeyValuePairs()) {
        add(pair.key, pair.value, line);
      }
    }
  }

  private static void add(String key, Object value, StringBuilder line) {
    switch (key) {
      case LineKey.EVENT -> field("event.id", value, line);
      case LineKey.POSITION -> field("event.sequence", value, line);
      case LineKey.REASON -> field("event.reason", value, line);
      case LineKey.DURATION_MS ->
          field("event.duration", TimeUnit.MILLISECONDS.toNanos((Long) value), line);
      case LineKey.STATUS -> field("http.response.status_code", value, line);
      case LineKey.TRACE -> field("trace.id", value, line);
      case LineKey.SPAN -> field("span.id", value, line);
      case LineKey.OUTCOME -> {
        field(LABELS + key, value, line);
        field("event.outcome", outcome((String) value), line);
      }
      // What is a label is a keyword there; numbers have a place of their own.
      default -> field((value instanceof Number ? NUMERIC_LABELS : LABELS) + key, value, line);
    }
  }

  /** The three words that the schema has. */
  private static String outcome(String ours) {
    return switch (ours) {
      case "accepted" -> "success";
      case "pending", "deferred", "conflict", "unknown" -> "unknown";
      default -> "failure";
    };
  }

  private static void field(String name, Object value, StringBuilder line) {
    line.append('"');
    JsonUtils.quoteAsString(name, line);
    line.append("\":");
    if (value instanceof Number) {
      line.append(value);
    } else {
      line.append('"');
      JsonUtils.quoteAsString(String.valueOf(value), line);
      line.append('"');
    }
    line.append(',');
  }
}
