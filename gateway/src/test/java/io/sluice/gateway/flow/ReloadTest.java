package io.sluice.gateway.flow;

import static io.sluice.gateway.flow.Flow.event;
import static io.sluice.gateway.flow.Flow.soon;
import static io.sluice.gateway.flow.Flow.stock;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A running gateway whose {@code channels.yaml} is saved. */
class ReloadTest extends FlowTest {
  private static final int SKUS = 200;

  private static String price(int sku, String amount) {
    return event(
        "price" + sku,
        "product.price.changed",
        1,
        "",
        "{\"sku\":\"S%d\",\"list\":\"retail\",\"amount\":\"%s\",\"currency\":\"EUR\"}"
            .formatted(sku, amount));
  }

  private static String markup(String percent) {
    return "  send: [stock, price]\n  price: { list: retail, markup: %s }\n".formatted(percent);
  }

  private static List<String> prices(Receiver receiver) {
    return receiver.accepted().stream()
        .map(Receiver.Request::json)
        .filter(body -> body.getString("facet").equals("price"))
        .map(body -> body.getJsonObject("price").getString("amount"))
        .toList();
  }

  private static JsonObject configuration(Flow flow) {
    return flow.get("/configuration");
  }

  private static JsonObject reload(Flow flow) {
    return new JsonObject(flow.post("/configuration/reload", "{}", "application/json").body());
  }

  /** One price in two is above what the channel takes. */
  private static void publishPrices(Flow flow) {
    flow.publish(IntStream.range(0, SKUS).mapToObj(i -> price(i, i % 2 == 0 ? "10.00" : "99.00")));
  }

  private static String capped(String percent) {
    return "  send: [stock, price]\n  price: { list: retail, markup: %s, at_most: 50.00 }\n"
        .formatted(percent);
  }

  @Test
  void aFreezeHoldsVisiblyUntilItIsTakenOutOfTheFile(@TempDir Path directory) {
    String freezes =
        "time_zone: Europe/Berlin\nfreezes:\n  - { name: Black Friday, hold: [stock],"
            + " from: 2020-11-26T18:00, until: 2199-12-01T08:00 }\n";
    String rules = shop() + "  send: [stock]\n  stock: { keep_back: 1 }\n";
    try (Flow flow = Flow.withSections(node, directory, CATALOG + freezes, rules)) {
      flow.publish(stock("s1", "S1", "BER", 1, 5));
      soon().until(() -> flow.held().size() == 1);

      JsonObject held = flow.held().get(0);
      assertThat(held.getString("why")).isEqualTo("freeze");
      assertThat(held.getString("due")).isEqualTo("2199-12-01T07:00:00Z");
      assertThat(held.getString("reason"))
          .isEqualTo("freeze 'Black Friday' holds it until 2199-12-01T08:00 (Europe/Berlin)");
      assertThat(flow.channel("shop").getJsonObject("held").getLong("freeze")).isEqualTo(1);
      assertThat(flow.get("/skus/S1").encode()).contains("holds it until 2199-12-01T08:00");
      flow.restart();
      assertThat(flow.held()).hasSize(1);
      assertThat(receiver.requests()).isEmpty();

      flow.channels(CATALOG, rules);

      soon().until(() -> receiver.accepted().size() == 1);
      soon().until(() -> flow.held().isEmpty());
    }
  }

  @Test
  void savedRulesSendWhatTheyChangeOnceAndOtherChannelsDoNotNotice(@TempDir Path directory) {
    try (Receiver other = new Receiver();
        Flow flow =
            Flow.withSections(
                node, directory, CATALOG, shop() + capped("10%") + channel("log", other, LATEST))) {
      publishPrices(flow);
      soon().until(() -> prices(receiver).size() == SKUS && prices(other).size() == SKUS);
      // What is not known to have arrived is sent again by rules that follow.
      soon().until(() -> flow.channel("shop").getLong("backlog") == 0);
      String before = configuration(flow).getString("version");

      flow.channels(CATALOG, shop() + capped("20%") + channel("log", other, LATEST));

      soon().until(() -> !configuration(flow).getString("version").equals(before));
      soon().until(() -> prices(receiver).size() == SKUS + SKUS / 2);
      soon().until(() -> flow.channel("shop").getJsonObject("resync") == null);
      assertThat(prices(receiver).subList(SKUS, SKUS + SKUS / 2)).containsOnly("12.00");
      assertThat(flow.channel("shop").getLong("accepted")).isEqualTo(SKUS + SKUS / 2);
      assertThat(flow.channel("shop").getLong("backlog")).isZero();

      assertThat(reload(flow).getBoolean("valid")).isTrue();
      flow.publish(stock("s1", "S1", "BER", 1, 5));
      soon().until(() -> receiver.accepted().size() == SKUS + SKUS / 2 + 1);
      soon().until(() -> other.accepted().size() == SKUS + 1);
      assertThat(prices(receiver)).hasSize(SKUS + SKUS / 2);
    }
  }

  @Test
  void aBrokenFileChangesNothingAndIsToldUntilItIsMended(@TempDir Path directory) {
    try (Flow flow = Flow.withSections(node, directory, CATALOG, shop() + markup("10%"))) {
      String version = configuration(flow).getString("version");

      flow.channels(CATALOG, shop() + "  price: { list: retail, markupp: 20% }\n");

      soon().until(() -> !configuration(flow).getBoolean("valid"));
      JsonObject told = configuration(flow);
      assertThat(told.getString("version")).isEqualTo(version);
      JsonObject problem = told.getJsonArray("problems").getJsonObject(0);
      assertThat(problem.getString("file")).isEqualTo("channels.yaml");
      assertThat(problem.getString("message")).contains("unknown key 'markupp'");
      assertThat(flow.metrics()).contains("sluice_configuration_valid 0.0");
      flow.publish(price(1, "10.00"));
      soon().until(() -> prices(receiver).equals(List.of("11.00")));

      flow.channels(CATALOG, shop() + markup("30%"));

      soon().until(() -> configuration(flow).getBoolean("valid"));
      soon().until(() -> prices(receiver).equals(List.of("11.00", "13.00")));
      assertThat(flow.metrics()).contains("sluice_configuration_valid 1.0");
    }
  }

  @Test
  void aNewChannelFillsFromTheCatalogAndARemovedOneLosesNothing(@TempDir Path directory) {
    try (Receiver second = new Receiver();
        Flow flow = Flow.withSections(node, directory, CATALOG, shop() + markup("10%"))) {
      publishPrices(flow);
      soon().until(() -> prices(receiver).size() == SKUS);

      flow.channels(CATALOG, shop() + markup("10%") + channel("second", second, LATEST));

      soon().until(() -> prices(second).size() == SKUS);
      assertThat(flow.channel("second").getString("state")).isEqualTo("online");
      assertThat(flow.metrics()).contains("sluice_backlog_events{channel=\"second\"}");

      flow.channels(CATALOG, channel("second", second, LATEST));
      soon().until(() -> flow.channel("shop").getString("state").equals("removed"));
      assertThat(Flow.items(flow.get("/channels"))).hasSize(2);
      flow.publish(price(SKUS, "7.00"));
      soon().until(() -> prices(second).size() == SKUS + 1);
      assertThat(prices(receiver)).hasSize(SKUS);

      flow.channels(CATALOG, shop() + markup("10%") + channel("second", second, LATEST));
      soon().until(() -> prices(receiver).size() == SKUS + 1);
      assertThat(prices(receiver).get(SKUS)).isEqualTo("7.70");
    }
  }

  @Test
  void aChannelThatIsDownTakesOverItsAddressWithTheBacklog(@TempDir Path directory) {
    try (Receiver moved = new Receiver();
        Flow flow =
            Flow.withSections(node, directory, CATALOG, shop() + IMPATIENT + markup("10%"))) {
      receiver.answers(body -> 503);
      publishPrices(flow);
      soon().until(() -> flow.channel("shop").getString("state").equals("offline"));

      flow.channels(CATALOG, channel("shop", moved, LATEST) + IMPATIENT + markup("20%"));

      soon().until(() -> prices(moved).size() == SKUS);
      soon().until(() -> flow.channel("shop").getLong("backlog") == 0);
      assertThat(prices(moved)).hasSize(SKUS).containsOnly("12.00", "118.80");
    }
  }

  @Test
  void aBacklogOfAnotherKindIsNotTakenOver(@TempDir Path directory) {
    try (Flow flow = new Flow(node, directory, Flow.pim(), shop())) {
      flow.channels("", channel("shop", receiver, "every_change"));

      soon().until(() -> !configuration(flow).getBoolean("valid"));
      assertThat(configuration(flow).getJsonArray("problems").getJsonObject(0).getString("message"))
          .contains("backlog.keep of channel 'shop' cannot change");
      assertThat(flow.channel("shop").getString("keep")).isEqualTo(LATEST);
    }
  }

  @Test
  void everyEventReachesAStreamChannelWhoseSettingsChangeAllTheTime(@TempDir Path directory) {
    String stream = channel("shop", receiver, "every_change");
    try (Flow flow = new Flow(node, directory, Flow.pim(), stream)) {
      for (int round = 0; round < 10; round++) {
        int first = round * SKUS;
        flow.publish(
            IntStream.range(first, first + SKUS)
                .mapToObj(i -> stock("e" + i, "S" + i % 7, "BER", i, i)));
        flow.channels("", stream + "  limits: { parallel: %d }\n".formatted(1 + round));
        assertThat(reload(flow).getBoolean("valid")).isTrue();
      }

      soon().until(() -> receiver.accepted().size() >= 10 * SKUS);
      soon().until(() -> flow.channel("shop").getLong("backlog") == 0);
      assertThat(receiver.accepted()).hasSize(10 * SKUS);
      for (int sku = 0; sku < 7; sku++) {
        List<Long> came =
            receiver.of("S" + sku).stream()
                .map(request -> request.json().getJsonObject("stock").getLong("quantity"))
                .toList();
        assertThat(came).isSorted().doesNotHaveDuplicates();
      }
    }
  }
}
