package io.sluice.gateway.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.command.PreviewFacts;
import io.sluice.gateway.command.PreviewOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code sluice preview}: from a file of events to what each channel would be sent. */
class PreviewTest {
  private static final String CHANNELS =
      """
      version: 1
      catalog:
        warehouses: [BER, HAM]
        price_lists: { retail: { currency: EUR, vat: 19% } }
      defaults: { backlog: { keep: latest_per_sku } }
      channels:
        shop:
          adapter: http
          url: "https://shop.example/updates?key=${env:UNSET_FOR_THIS_TEST}"
          auth: { bearer: "${env:UNSET_FOR_THIS_TEST}" }
          only_if: brand != "NoName"
          sku: { prefix: S- }
          stock: { keep_back: 2 }
          price: { list: retail, markup: 10% }
          fields: { title: "{brand} {name}" }
        plain:
          adapter: http
          url: https://plain.example/
          batch: { at_most: 10, wait: 10ms }
        all:
          adapter: http
          url: https://all.example/
          send: [stock]
          backlog: { keep: every_change }
      """;

  @TempDir private Path config;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void writeFiles() throws IOException {
    Files.writeString(
        config.resolve("gateway.yaml"),
        "version: 1\nsources:\n  posted: { kind: http, version_from: sequence }\n");
    Files.writeString(config.resolve("channels.yaml"), CHANNELS);
  }

  private int preview(PreviewOptions options, String... events) {
    List<byte[]> bytes =
        Arrays.stream(events).map(event -> event.getBytes(StandardCharsets.UTF_8)).toList();
    return new GatewayRunner(new PrintWriter(out, true), new PrintWriter(err, true))
        .preview(options, new PreviewFacts.Events(bytes));
  }

  private PreviewOptions options(String channel, boolean listed, boolean explain, boolean json) {
    Optional<String> only = channel.isEmpty() ? Optional.empty() : Optional.of(channel);
    return new PreviewOptions(config, only, listed, explain, false, false, json);
  }

  private JsonObject json(boolean listed, String... events) {
    out.getBuffer().setLength(0);
    preview(options("", listed, false, true), events);
    return new JsonObject(out.toString());
  }

  private static JsonObject channel(JsonObject report, String name) {
    return report.getJsonArray("channels").stream()
        .map(JsonObject.class::cast)
        .filter(channel -> channel.getString("channel").equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static List<JsonObject> bodies(JsonObject channel) {
    return channel.getJsonArray("requests").stream()
        .map(request -> new JsonObject(((JsonObject) request).getString("body")))
        .toList();
  }

  private static String event(String type, int sequence, String sku, String data) {
    return """
        {"specversion":"1.0","id":"e%d-%s","source":"/erp","type":"product.%s","subject":"%s",
         "sequence":"%d","data":%s}"""
        .formatted(sequence, sku, type, sku, sequence, data);
  }

  private static String stock(int sequence, String sku, String warehouse, int quantity) {
    String data = "{\"warehouse\":\"%s\",\"quantity\":%d}".formatted(warehouse, quantity);
    return event("stock.changed", sequence, sku, data);
  }

  private static String price(int sequence, String sku, String amount) {
    String data = "{\"list\":\"retail\",\"amount\":\"%s\",\"currency\":\"EUR\"}".formatted(amount);
    return event("price.changed", sequence, sku, data);
  }

  private static String product(int sequence, String sku, String brand) {
    String data = "{\"brand\":\"%s\",\"name\":\"Runner\"}".formatted(brand);
    return event("updated", sequence, sku, data);
  }

  @Test
  void windowsThatAChannelIsToldAheadAreShownWithTheirSteps() throws IOException {
    Files.writeString(
        config.resolve("channels.yaml"),
        CHANNELS
            .replace("S- }", "S- }\n    schedules: yes")
            .replace("version: 1\n", "version: 1\ntime_zone: Europe/Berlin\n")
            .replace("} }\ndefaults", "}, outlet: { currency: EUR, vat: 19% } }\ndefaults")
            .replace(
                "markup: 10% }",
                "markup: 10%, sale: { list: outlet, from: 2098-11-27, until: 2098-12-01 } }"));
    String outlet = price(6, "A", "8.00").replace("retail", "outlet");

    JsonObject shop =
        channel(json(false, product(4, "A", "Acme"), price(5, "A", "10.00"), outlet), "shop");

    JsonObject product = shop.getJsonArray("products").getJsonObject(0);
    assertThat(product.getJsonObject("values").getString("price")).isEqualTo("11.00");
    assertThat(product.getJsonObject("values").getJsonArray("windows"))
        .containsExactly("8.80 from 2098-11-26T23:00:00Z until 2098-11-30T23:00:00Z");
    assertThat(product.getJsonObject("steps").getString("windows")).isEqualTo("8.00 -> +10 % 8.80");
    assertThat(bodies(shop).get(0).getJsonObject("price").encode())
        .isEqualTo(
            "{\"amount\":\"11.00\",\"currency\":\"EUR\",\"list\":\"retail\",\"windows\":[{\"amount\":\"8.80\","
                + "\"valid_from\":\"2098-11-26T23:00:00Z\",\"valid_until\":\"2098-11-30T23:00:00Z\"}]}");
    out.getBuffer().setLength(0);
    preview(
        options("shop", false, true, false),
        price(7, "B", "10.00"),
        product(8, "B", "Acme"),
        price(9, "B", "8.00").replace("retail", "outlet"));
    assertThat(out.toString())
        .contains("windows      [8.80 from 2098-11-26T23:00:00Z until 2098-11-30T23:00:00Z]")
        .contains("8.00 -> +10 % 8.80");
  }

  @Test
  void eachChannelIsSentWhatItsRulesMakeOfTheEvents() {
    JsonObject report =
        json(
            false,
            product(1, "A", "Acme"),
            stock(2, "A", "BER", 3),
            stock(3, "A", "HAM", 4),
            price(4, "A", "10.00"));

    JsonObject product = channel(report, "shop").getJsonArray("products").getJsonObject(0);
    assertThat(product.getJsonObject("values").getMap())
        .containsEntry("sku", "S-A")
        .containsEntry("stock", "5")
        .containsEntry("price", "11.00")
        .containsEntry("title", "Acme Runner");
    assertThat(product.getJsonObject("steps").getString("price")).isEqualTo("10.00 -> +10 % 11.00");
    List<JsonObject> shop = bodies(channel(report, "shop"));
    assertThat(shop).hasSize(3).allMatch(body -> body.getString("sku").equals("S-A"));
    assertThat(shop.get(0).getJsonObject("stock").getInteger("quantity")).isEqualTo(5);
    assertThat(shop.get(0).getInteger("revision")).isEqualTo(3);
    JsonObject plain = channel(report, "plain").getJsonArray("products").getJsonObject(0);
    assertThat(plain.getJsonObject("values").getMap())
        .containsEntry("stock", "7")
        .containsEntry("price", "10 EUR");
    assertThat(channel(report, "all").getJsonArray("products")).isEmpty();
    assertThat(bodies(channel(report, "plain")).get(0).getJsonArray("updates")).hasSize(1);
    assertThat(bodies(channel(report, "plain"))).hasSize(3);
    assertThat(bodies(channel(report, "all")))
        .extracting(body -> body.getJsonObject("stock").getInteger("quantity"))
        .containsExactly(3, 4);
  }

  @Test
  void productsShareACallWhereTheChannelTakesBatches() {
    JsonObject report =
        json(
            false,
            stock(1, "A", "BER", 3),
            stock(1, "B", "BER", 4),
            price(2, "A", "10.00"),
            price(2, "B", "11.00"));

    List<JsonObject> plain = bodies(channel(report, "plain"));
    assertThat(plain).hasSize(2);
    assertThat(plain)
        .allSatisfy(
            body ->
                assertThat(body.getJsonArray("updates"))
                    .extracting(update -> ((JsonObject) update).getString("sku"))
                    .containsExactly("A", "B"));
  }

  @Test
  void whatIsHeldOrNotTakenIsToldAndNotSent() {
    JsonObject report =
        json(false, stock(1, "A", "BER", 3), product(1, "N", "NoName"), stock(2, "N", "BER", 3));

    JsonArray products = channel(report, "shop").getJsonArray("products");
    assertThat(products.getJsonObject(0).getJsonObject("held").getString("incomplete"))
        .contains("brand");
    assertThat(products.getJsonObject(1).getString("excluded")).isEqualTo("only_if is no");
    assertThat(bodies(channel(report, "shop"))).isEmpty();
  }

  @Test
  void whatTheChannelHasGoesOutOfStock() {
    JsonObject report = json(true, product(1, "N", "NoName"), stock(2, "N", "BER", 3));

    List<JsonObject> bodies = bodies(channel(report, "shop"));
    assertThat(bodies).hasSize(1);
    assertThat(bodies.get(0).getJsonObject("stock").getInteger("quantity")).isZero();
  }

  @Test
  void eventsAreDecidedAboutAsTheGatewayWould() {
    PreviewOptions options = options("all", false, false, true);

    int exitCode =
        preview(
            options,
            stock(5, "A", "BER", 3),
            stock(4, "A", "BER", 9),
            "{\"specversion\":\"1.0\"}",
            stock(6, "A", "BER", 7).replace("\"sequence\":\"6\",", ""));

    JsonObject report = new JsonObject(out.toString());
    assertThat(exitCode).isEqualTo(1);
    assertThat(report.getJsonArray("events"))
        .extracting(event -> ((JsonObject) event).getString("decision"))
        .containsExactly("new", "stale", "refused", "refused");
    assertThat(report.getJsonArray("events").getJsonObject(3).getString("reason"))
        .contains("orders by sequence");
    assertThat(report.getJsonArray("channels")).hasSize(1);
    assertThat(bodies(channel(report, "all"))).hasSize(1);
  }

  @Test
  void peopleSeeValuesStepsAndRequests() {
    PreviewOptions options = options("shop", false, true, false);

    int exitCode = preview(options, product(1, "A", "Ac\u009bme"), stock(2, "A", "BER", 7));

    assertThat(exitCode).isZero();
    assertThat(out.toString())
        .startsWith("shop\n  A\n")
        .contains("    stock        5\n                 7 -> keep back 2 5\n")
        .contains("  POST https://shop.example/updates?key=***\n", "    authorization: ***\n")
        .contains("    {\"id\":\"u_", "Ac\\x9bme")
        .doesNotContain("\u009b");
  }

  @Test
  void valueOfAVariableIsMaskedInAnAddress() throws IOException {
    String path = System.getenv("PATH");
    Files.writeString(
        config.resolve("channels.yaml"),
        CHANNELS.replace("https://all.example/", "\"https://all.example/x-${env:PATH}-y\""));

    preview(options("all", false, false, false), stock(1, "A", "BER", 7));
    assertThat(out.toString()).contains("x-***-y").doesNotContain(path);
    JsonObject report = json(false, stock(1, "A", "BER", 7));

    assertThat(channel(report, "all").getJsonArray("requests").getJsonObject(0).getString("url"))
        .isEqualTo("https://all.example/x-***-y");
  }

  @Test
  void unknownChannelIsToldWithThoseThereAre() {
    PreviewOptions options = options("shp", false, true, false);

    assertThat(preview(options, stock(1, "A", "BER", 7))).isEqualTo(2);
    assertThat(err).hasToString("sluice: there is no channel 'shp', only shop, plain, all\n");
  }

  @Test
  void wrongConfigurationIsToldWithItsPlace() throws IOException {
    Files.writeString(config.resolve("channels.yaml"), CHANNELS.replace("keep_back", "kep_back"));
    PreviewOptions options = options("", false, false, false);

    assertThat(preview(options, stock(1, "A", "BER", 7))).isEqualTo(78);
    assertThat(err.toString()).contains("channels.yaml:13:", "keep_back");
    assertThat(out.toString()).isEmpty();
  }
}
