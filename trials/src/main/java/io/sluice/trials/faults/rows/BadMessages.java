package io.sluice.trials.faults.rows;

import io.sluice.trials.ChannelSpec;
import io.sluice.trials.Waiting;
import io.sluice.trials.faults.Figures;
import io.sluice.trials.faults.Row;
import io.sluice.trials.faults.Stage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** M1 to M3: messages that are no events, or whose numbers are none. */
final class BadMessages {
  /** Of all rows that publish what is wrong. */
  static final String ACT = "messages";

  private static final int LARGE = 1 << 20;

  static final Row BROKEN =
      new Row(
              "M1",
              "no JSON, truncated, BOM, UTF-16, doubled keys",
              "each refused and visible <= 1 s (p99 of all others as before)",
              stage -> play(stage, broken()))
          .in(ACT);

  static final Row HUGE =
      new Row(
              "M2",
              "100 MB body, depth 100,000, 1 M keys",
              "refused by size or depth; the process lives in 256 MB",
              stage -> play(stage, huge(stage)))
          .in(ACT);

  static final Row NUMBERS =
      new Row(
              "M3",
              "prices NaN, -1, 12,50, 1e99999999, 400 digits",
              "each refused with the path of its field <= 1 s",
              stage -> play(stage, numbers()))
          .in(ACT);

  private BadMessages() {}

  /** Four, and one whose address holds the product. */
  static List<ChannelSpec> channels(Stage stage) {
    List<ChannelSpec> channels = new ArrayList<>(stage.fourChannels());
    ChannelSpec paths = stage.state("paths");
    channels.add(new ChannelSpec("paths", paths.url() + "/products/{sku}", false, List.of()));
    return channels;
  }

  private static void play(Stage stage, Map<String, byte[]> messages) {
    stage.startUnderLoad(channels(stage));
    // Events behind a large body wait until it has passed, in whatever reads the queue.
    Duration broker =
        messages.values().stream()
            .filter(body -> body.length > LARGE)
            .map(stage.desk()::carries)
            .reduce(Duration.ZERO, Duration::plus);
    Isolation isolation = Isolation.begin(stage);
    stage.lasts(2, 20);
    isolation.faultBegins();
    for (Map.Entry<String, byte[]> message : messages.entrySet()) {
      refused(stage, message.getKey(), message.getValue());
    }
    isolation.faultEnds();
    stage.finish();
    isolation.judge(broker);
  }

  /** Publishes it and waits until it can be seen. */
  static void refused(Stage stage, String name, byte[] body) {
    int before = stage.api().refused().size();
    stage.desk().publish(body, "application/cloudevents+json");
    Figures figures = stage.figures();
    // Large ones take their time to travel.
    Duration allowed = Duration.ofSeconds(1 + body.length / 2_000_000);
    long begun = System.nanoTime();
    boolean seen =
        Waiting.holdsWithin(Duration.ofSeconds(30), () -> stage.api().refused().size() > before);
    if (seen) {
      var refused = stage.api().refused().get(0);
      String where = refused.getString("code") + " " + refused.getString("path");
      figures.atMost(name + ": " + where, Duration.ofNanos(System.nanoTime() - begun), allowed);
    } else {
      figures.holds(name + ": refused", false, "not within 30 s");
    }
  }

  private static Map<String, byte[]> broken() {
    String good = Text.stock("good", "1");
    Map<String, byte[]> messages = new LinkedHashMap<>();
    messages.put("not JSON", Text.bytes("hello"));
    messages.put("empty", new byte[0]);
    messages.put("truncated", Text.bytes(good.substring(0, good.length() - 5)));
    messages.put("trailing garbage", Text.bytes(good + "}{"));
    messages.put("byte order mark", Text.bytes("\uFEFF" + good));
    messages.put("UTF-16", good.getBytes(StandardCharsets.UTF_16));
    messages.put("UTF-16 without its mark", good.getBytes(StandardCharsets.UTF_16LE));
    messages.put("doubled key", Text.bytes(good.replace("\"id\"", "\"id\":\"x\",\"id\"")));
    messages.put(
        "doubled key in data",
        Text.bytes(good.replace("\"quantity\"", "\"quantity\":2,\"quantity\"")));
    messages.put("not UTF-8", new byte[] {'{', '"', (byte) 0xc3, 0x28, '"', ':', '1', '}'});
    return messages;
  }

  private static Map<String, byte[]> huge(Stage stage) {
    Map<String, byte[]> messages = new LinkedHashMap<>();
    String padding = "x".repeat(stage.size().of(20_000_000, 100_000_000));
    messages.put("large body", Text.bytes(Text.stock("large", "1").replace("/trial", padding)));
    String nested = "[".repeat(100_000) + "]".repeat(100_000);
    messages.put("depth 100,000", Text.bytes(Text.event("product.updated", "deep", nested)));
    StringBuilder keys = new StringBuilder("{\"sku\":\"wide\"");
    for (int key = 0; key < 1_000_000; key++) {
      keys.append(",\"k").append(key).append("\":1");
    }
    messages.put("1 M keys", Text.bytes(Text.event("product.updated", "wide", keys + "}")));
    return messages;
  }

  private static Map<String, byte[]> numbers() {
    Map<String, byte[]> messages = new LinkedHashMap<>();
    for (String amount :
        new String[] {"NaN", "Infinity", "-1", "\"12,50\"", "1e99999999", "\"1e99999999\""}) {
      messages.put("amount " + amount, Text.bytes(Text.price("price", amount, "EUR")));
    }
    messages.put("400 digits", Text.bytes(Text.price("price", "9".repeat(400), "EUR")));
    messages.put("currency XXX", Text.bytes(Text.price("price", "1", "XXX")));
    return messages;
  }
}
