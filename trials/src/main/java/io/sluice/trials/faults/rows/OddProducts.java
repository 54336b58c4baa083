package io.sluice.trials.faults.rows;

import io.sluice.simulator.pim.EventWriter;
import io.sluice.simulator.pim.Publisher;
import io.sluice.trials.GatewayFiles;
import io.sluice.trials.Waiting;
import io.sluice.trials.faults.Row;
import io.sluice.trials.faults.Stage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** M4: values and names at the edge. */
final class OddProducts {
  static final Row ROW =
      new Row(
              "M4",
              "odd quantities, fields and product names",
              "good ones arrive unchanged in path and body; the others are refused <= 1 s",
              OddProducts::play)
          .in(BadMessages.ACT);

  private OddProducts() {}

  private static void play(Stage stage) {
    stage.startUnderLoad(BadMessages.channels(stage));
    bad().forEach((name, body) -> BadMessages.refused(stage, name, Text.bytes(body)));
    String[] names = {
      "emoji \uD83D\uDC5F",
      "\u0634\u0627\u0644",
      "<script>alert(1)</script>",
      "../../etc/passwd",
      "a/b?c=d&e#f%20",
      "semi;colon",
      "%2e%2e"
    };
    try (Publisher publisher =
        new Publisher(stage.broker().uri(), GatewayFiles.EXCHANGE, stage.history()::confirmed)) {
      EventWriter writer = new EventWriter("/trial", 1_000_000_000L, 0);
      for (String name : names) {
        publisher.publish(writer.stock(name, "BER", 7));
      }
      publisher.publish(writer.stock("negative", "BER", -5));
      publisher.awaitConfirmed();
    }
    // A refusal is believed once others got through after it.
    Waiting.until(
        "each odd name arrived or is a dead letter",
        Stage.AT_MOST,
        () ->
            List.of(names).stream().allMatch(name -> arrived(stage, name) || isDead(stage, name)));
    List<String> dead = List.of(names).stream().filter(name -> isDead(stage, name)).toList();
    dead.forEach(name -> stage.excuse("paths", name));
    stage.figures().exactly("not fit for a path", dead, List.of("../../etc/passwd"));
    stage.finish();
  }

  private static boolean isDead(Stage stage, String sku) {
    return stage.api().deadLetters("paths").stream()
        .anyMatch(letter -> letter.getString("sku").equals(sku));
  }

  private static boolean arrived(Stage stage, String sku) {
    return stage.requests("paths").stream()
        .anyMatch(call -> call.update().sku().equals(sku) && call.did().equals("applied"));
  }

  private static Map<String, String> bad() {
    Map<String, String> messages = new LinkedHashMap<>();
    messages.put("quantity 2^63", Text.stock("edge", "9223372036854775808"));
    messages.put("quantity 1.5", Text.stock("edge", "1.5"));
    messages.put("quantity in words", Text.stock("edge", "\"many\""));
    messages.put("quantity missing", Text.event("product.stock.changed", "edge", "{}"));
    messages.put("unknown type", Text.event("product.eaten", "edge", "{\"sku\":\"edge\"}"));
    messages.put("SKU of 100 kB", Text.stock("x".repeat(100_000), "1"));
    messages.put("SKU with line ends", Text.stock("a\\r\\nx-admin: 1", "1"));
    messages.put("SKU of a space", Text.stock(" ", "1"));
    messages.put("no SKU", Text.stock("", "1"));
    return messages;
  }
}
