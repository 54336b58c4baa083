package io.sluice.simulator;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** Bodies of answers. */
final class Answers {
  private Answers() {}

  static String items(List<ItemResult> results) {
    return text(
        json -> {
          json.writeArrayFieldStart("results");
          for (int index = 0; index < results.size(); index++) {
            ItemResult result = results.get(index);
            json.writeStartObject();
            json.writeStringField("id", result.update().id());
            json.writeNumberField("index", index);
            json.writeStringField("status", result.status());
            if (!result.isAccepted()) {
              json.writeStringField("reason", result.reason());
            }
            json.writeEndObject();
          }
          json.writeEndArray();
        });
  }

  static String single(ItemResult result) {
    return text(
        json -> {
          json.writeStringField("status", result.status());
          json.writeStringField("reason", result.reason());
        });
  }

  static String reason(String reason) {
    return text(json -> json.writeStringField("reason", reason));
  }

  private static String text(Lines.Fields fields) {
    return new String(Lines.line(fields), StandardCharsets.UTF_8);
  }
}
