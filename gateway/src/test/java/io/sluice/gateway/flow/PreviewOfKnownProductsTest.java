package io.sluice.gateway.flow;

import static io.sluice.gateway.flow.Flow.event;
import static io.sluice.gateway.flow.Flow.soon;
import static io.sluice.gateway.flow.Flow.stock;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code sluice preview} of what a running gateway knows. */
class PreviewOfKnownProductsTest extends FlowTest {
  private static final String RULES =
      """
        only_if: brand != "NoName"
        sku: { prefix: UK- }
        stock: { keep_back: 2 }
        price: { list: retail, markup: 10% }
        fields: { title: "{name} {attr.size}" }
      """;

  @TempDir Path directory;

  private static String price(String id, long sequence, String amount, String from) {
    String data =
        "{\"sku\":\"S1\",\"list\":\"retail\",\"amount\":\"%s\",\"currency\":\"EUR\"%s}"
            .formatted(amount, from.isEmpty() ? "" : ",\"valid_from\":\"" + from + "\"");
    return event(id, "product.price.changed", sequence, "", data);
  }

  private static String product(String sku, String brand, String more) {
    String data =
        "{\"sku\":\"%s\",\"name\":\"Läufer\",\"brand\":\"%s\",\"attributes\":{\"size\":\"42\"}%s}"
            .formatted(sku, brand, more);
    return event("p" + sku, "product.updated", 1, "", data);
  }

  private Flow flow() {
    Flow flow =
        Flow.withSections(
            node, directory, CATALOG, shop() + RULES + shop().replace("shop:", "plain:"));
    flow.publish(stock("s1", "S1", "BER", 1, 5));
    flow.publish(price("r1", 1, "17.00", ""));
    flow.publish(price("r2", 2, "19.00", "2999-01-01T00:00:00Z"));
    flow.publish(product("S1", "Acme", ""));
    flow.publish(stock("s2", "NO", "BER", 1, 5));
    flow.publish(product("NO", "NoName", ""));
    String parts = ",\"components\":[{\"sku\":\"S1\",\"quantity\":2}]";
    flow.publish(product("SET", "Acme", parts));
    soon()
        .until(
            () ->
                receiver.accepted().stream()
                    .map(Receiver.Request::json)
                    .anyMatch(
                        body ->
                            body.getString("sku").equals("UK-SET")
                                && body.getString("facet").equals("stock")));
    soon().until(() -> flow.channel("shop").getLong("backlog") == 0);
    soon().until(() -> flow.channel("plain").getLong("backlog") == 0);
    return flow;
  }

  private static String preview(Flow flow, Path config, String... args) {
    List<String> all = new ArrayList<>(List.of("preview", "--config", config.toString()));
    all.addAll(List.of(args));
    Shell.Said said = Shell.run(flow.url(), all.toArray(String[]::new));
    assertThat(said.exitCode()).as(said.err()).isZero();
    return said.out();
  }

  private Path changed(String from, String to) throws IOException {
    Path other = Files.createDirectories(directory.resolve("other"));
    Path config = directory.resolve("config");
    Files.copy(config.resolve("gateway.yaml"), other.resolve("gateway.yaml"));
    String channels = Files.readString(config.resolve("channels.yaml"));
    Files.writeString(other.resolve("channels.yaml"), channels.replace(from, to));
    return other;
  }

  @Test
  void sameRulesChangeNothingAndTheRequestIsTheOneThatWasSent() {
    try (Flow flow = flow()) {
      Path config = directory.resolve("config");

      assertThat(preview(flow, config, "--sample", "10", "--against", "running"))
          .isEqualTo(
              """
              shop
                2 shown, 1 excluded
                running: 2 shown, 1 excluded
                nothing changes

              plain
                3 shown, 0 excluded
                running: 3 shown, 0 excluded
                nothing changes
              """);
      JsonObject report =
          new JsonObject(preview(flow, config, "--sku", "S1", "--sku", "SET", "--json"));
      JsonArray requests =
          report.getJsonArray("channels").getJsonObject(0).getJsonArray("requests");
      List<JsonObject> sent = receiver.accepted().stream().map(Receiver.Request::json).toList();
      assertThat(requests).isNotEmpty();
      assertThat(requests)
          .allSatisfy(
              request ->
                  assertThat(sent)
                      .contains(new JsonObject(((JsonObject) request).getString("body"))));
    }
  }

  @Test
  void otherRulesAreShownWithWhatTheyChange() throws IOException {
    try (Flow flow = flow()) {
      Path config = changed("keep_back: 2", "keep_back: 1");

      assertThat(preview(flow, config, "--sample", "10", "--against", "running"))
          .contains(
              """
                2 SKUs would change:
                  S1  stock: 3 -> 4
              """,
              "    SET  stock: ");
      assertThat(preview(flow, config, "--sku", "S1", "--channel", "shop", "--explain"))
          .contains("5 -> keep back 1 4", "17.00 -> +10 % 18.70", "Läufer 42")
          .doesNotContain("plain");
    }
  }
}
