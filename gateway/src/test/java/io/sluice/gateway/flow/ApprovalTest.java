package io.sluice.gateway.flow;

import static io.sluice.gateway.flow.Flow.event;
import static io.sluice.gateway.flow.Flow.soon;
import static io.sluice.gateway.flow.Flow.stock;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A changed file that would change much waits for a person. */
class ApprovalTest extends FlowTest {
  private static final int SKUS = 300;
  private static final String GUARDED =
      CATALOG + "defaults: { guard: { leaving_over: 10%, out_of_stock_over: 20% } }\n";

  private static String brand(String condition) {
    return "  only_if: brand %s\n  stock: { keep_back: 1 }\n".formatted(condition);
  }

  /** Half of them of the brand Acme. */
  private static void publish(Flow flow) {
    flow.publish(
        IntStream.range(0, SKUS)
            .mapToObj(
                i ->
                    event(
                        "p" + i,
                        "product.updated",
                        1,
                        "",
                        "{\"sku\":\"S%d\",\"name\":\"N\",\"brand\":\"%s\"}"
                            .formatted(i, i % 2 == 0 ? "Acme" : "Other"))));
    flow.publish(IntStream.range(0, SKUS).mapToObj(i -> stock("s" + i, "S" + i, "BER", 1, 5)));
  }

  private static JsonObject configuration(Flow flow) {
    return flow.get("/configuration");
  }

  private static JsonObject waiting(Flow flow) {
    return configuration(flow).getJsonObject("waiting");
  }

  private static HttpResponse<String> decide(Flow flow, String verb, String version) {
    String body = new JsonObject().put("version", version).encode();
    return flow.post("/configuration/" + verb, body, "application/json");
  }

  private static JsonObject reload(Flow flow) {
    return new JsonObject(flow.post("/configuration/reload", "{}", "application/json").body());
  }

  private long zeros() {
    return receiver.accepted().stream()
        .map(Receiver.Request::json)
        .filter(body -> body.getString("facet").equals("stock"))
        .filter(body -> body.getJsonObject("stock").getLong("quantity") == 0)
        .count();
  }

  private Flow filled(Path directory) {
    Flow flow = Flow.withSections(node, directory, GUARDED, shop() + brand("!= 'None'"));
    publish(flow);
    soon().until(() -> receiver.accepted().size() >= 2 * SKUS);
    soon().until(() -> flow.channel("shop").getLong("backlog") == 0);
    return flow;
  }

  @Test
  void aTypingMistakeThatWouldTakeHalfTheCatalogueOffAChannelWaitsForApproval(
      @TempDir Path directory) {
    try (Flow flow = filled(directory)) {
      String before = configuration(flow).getString("version");
      int sent = receiver.accepted().size();

      flow.channels(GUARDED, shop() + brand("!= 'Acme'"));

      soon().until(() -> waiting(flow) != null);
      JsonObject told = configuration(flow);
      assertThat(told.getString("version")).isEqualTo(before);
      assertThat(told.getBoolean("valid")).isTrue();
      JsonObject waits = waiting(flow);
      assertThat(waits.getJsonArray("reasons").getString(0))
          .isEqualTo(
              "shop: 150 of 300 listed products would leave, and guard.leaving_over is 10 %");
      JsonObject shop = waits.getJsonArray("channels").getJsonObject(0);
      assertThat(shop.getLong("leaving")).isEqualTo(SKUS / 2);
      assertThat(shop.getJsonObject("listed"))
          .isEqualTo(new JsonObject().put("before", SKUS).put("after", SKUS / 2));
      assertThat(shop.getLong("stock")).isEqualTo(SKUS / 2);
      assertThat(flow.metrics()).contains("sluice_configuration_waiting 1.0");

      // The rules that hold go on.
      flow.publish(stock("later", "S0", "BER", 2, 9));
      soon().until(() -> receiver.accepted().size() == sent + 1);
      assertThat(decide(flow, "approve", "0123456789ab").statusCode()).isEqualTo(409);
      assertThat(zeros()).isZero();

      String version = waits.getString("version");
      assertThat(decide(flow, "approve", version).statusCode()).isEqualTo(200);

      soon().until(() -> zeros() == SKUS / 2);
      assertThat(configuration(flow).getString("version")).isEqualTo(version);
      assertThat(waiting(flow)).isNull();
      assertThat(flow.metrics()).contains("sluice_configuration_waiting 0.0");
      assertThat(decide(flow, "approve", version).statusCode()).isEqualTo(409);
    }
  }

  @Test
  void whatIsDiscardedOrSavedAnewNeverHolds(@TempDir Path directory) {
    try (Flow flow = filled(directory)) {
      String before = configuration(flow).getString("version");
      flow.channels(GUARDED, shop() + brand("!= 'Acme'"));
      String first = reload(flow).getJsonObject("waiting").getString("version");
      assertThat(decide(flow, "discard", first).statusCode()).isEqualTo(200);
      assertThat(waiting(flow)).isNull();

      flow.channels(GUARDED, shop() + brand("!= 'Other'"));
      String second = reload(flow).getJsonObject("waiting").getString("version");
      flow.channels(GUARDED, shop() + brand("!= 'Nobody'"));
      soon().until(() -> !configuration(flow).getString("version").equals(before));

      assertThat(waiting(flow)).isNull();
      assertThat(decide(flow, "approve", second).statusCode()).isEqualTo(409);
      assertThat(zeros()).isZero();
    }
  }

  @Test
  void limitsThatAreTakenOutByMistakeStillHold(@TempDir Path directory) {
    try (Flow flow = filled(directory)) {
      flow.channels(CATALOG, shop() + brand("!= 'Acme'"));

      assertThat(reload(flow).getJsonObject("waiting")).isNotNull();
    }
  }

  @Test
  void aStopDoesNotEvadeIt(@TempDir Path directory) {
    try (Flow flow = filled(directory)) {
      int sent = receiver.accepted().size();
      flow.stop();
      flow.channels(GUARDED, shop() + brand("!= 'Acme'"));
      flow.goOn();

      soon().until(() -> waiting(flow) != null);
      assertThat(flow.channel("shop").getString("state")).isEqualTo("needs approval");
      soon()
          .until(() -> flow.channel("shop").getString("stateReason").contains("150 of 300 listed"));
      flow.publish(stock("later", "S0", "BER", 2, 9));
      soon().until(() -> flow.channel("shop").getLong("backlog") > 0);
      flow.restart();
      soon().until(() -> waiting(flow) != null);
      assertThat(receiver.accepted()).hasSize(sent);
      String version = waiting(flow).getString("version");
      assertThat(decide(flow, "discard", version).statusCode()).isEqualTo(409);

      assertThat(decide(flow, "approve", version).statusCode()).isEqualTo(200);

      soon().until(() -> zeros() == SKUS / 2);
      assertThat(flow.channel("shop").getString("state")).isNotEqualTo("needs approval");
    }
  }

  @Test
  void aFileThatIsBroughtBackAfterAStopNeedsNoApproval(@TempDir Path directory) {
    try (Flow flow = filled(directory)) {
      int sent = receiver.accepted().size();
      flow.stop();
      flow.channels(GUARDED, shop() + brand("!= 'Acme'"));
      flow.goOn();
      soon().until(() -> waiting(flow) != null);
      flow.channels(GUARDED, shop() + brand("!= "));
      JsonObject told = reload(flow);
      assertThat(told.getBoolean("valid")).isFalse();
      assertThat(told.getJsonObject("waiting")).isNotNull();

      flow.channels(GUARDED, shop() + brand("!= 'None'"));

      soon().until(() -> waiting(flow) == null);
      soon().until(() -> flow.channel("shop").getString("state").equals("online"));
      flow.publish(stock("later", "S0", "BER", 2, 9));
      soon().until(() -> receiver.accepted().size() == sent + 1);
    }
  }

  @Test
  void moreUpdatesThanConfirmedWaitAlsoThoseOfANewChannel(@TempDir Path directory) {
    String limited = CATALOG + "reload: { confirm_over: 100 }\n";
    try (Receiver second = new Receiver();
        Flow flow = Flow.withSections(node, directory, limited, shop() + brand("!= 'None'"))) {
      publish(flow);
      soon().until(() -> flow.channel("shop").getLong("accepted") >= 2 * SKUS);

      flow.channels(limited, shop() + brand("!= 'None'") + channel("second", second, LATEST));

      JsonObject waits = reload(flow).getJsonObject("waiting");
      assertThat(waits.getJsonArray("reasons").getString(0))
          .isEqualTo("600 updates would be sent, and reload.confirm_over is 100");
      assertThat(waits.getJsonArray("channels").getJsonObject(0).getLong("newlyListed"))
          .isEqualTo(SKUS);
      assertThat(second.requests()).isEmpty();

      flow.channels(limited, shop() + "  only_if: brand != 'None'\n  stock: { keep_back: 1 }\n");
      assertThat(reload(flow).getJsonObject("waiting")).isNull();
    }
  }

  @Test
  void aRenamedChannelTakesOverWhatIsKnownAndSendsNothingAgain(@TempDir Path directory) {
    String renamed = channel("shop_de", receiver, LATEST) + "  was: shop\n";
    try (Flow flow = filled(directory)) {
      int sent = receiver.accepted().size();

      flow.channels(
          GUARDED, channel("shop_de", receiver, LATEST) + "  was: shpo\n" + brand("!= 'None'"));
      JsonObject problem = reload(flow).getJsonArray("problems").getJsonObject(0);
      assertThat(problem.getString("message"))
          .isEqualTo("'was' in channels.shop_de: nothing is known of a channel 'shpo'");
      assertThat(problem.getString("hint")).startsWith("did you mean 'shop'?");
      assertThat(problem.getInteger("line")).isPositive();

      flow.channels(GUARDED, renamed + brand("!= 'None'"));
      assertThat(reload(flow).getBoolean("valid")).isTrue();
      soon().until(() -> names(flow).equals(List.of("shop_de")));
      flow.publish(stock("later", "S0", "BER", 2, 9));
      soon().until(() -> receiver.accepted().size() == sent + 1);

      flow.restart();
      assertThat(names(flow)).containsExactly("shop_de");
      flow.channels(GUARDED, channel("shop_de", receiver, LATEST) + brand("!= 'None'"));
      assertThat(reload(flow).getBoolean("valid")).isTrue();
      flow.stop();
      flow.channels(
          GUARDED, channel("mart", receiver, LATEST) + "  was: shop_de\n" + brand("!= 'None'"));
      flow.goOn();
      flow.publish(stock("last", "S1", "BER", 2, 9));
      soon().until(() -> receiver.accepted().size() == sent + 2);
      assertThat(names(flow)).containsExactly("mart");
    }
  }

  private static List<String> names(Flow flow) {
    return Flow.items(flow.get("/channels")).stream()
        .map(view -> view.getString("channel"))
        .toList();
  }

  @Test
  void aRemovedChannelIsSeenUntilItIsForgotten(@TempDir Path directory) {
    try (Receiver second = new Receiver();
        Flow flow = filled(directory)) {
      String other = channel("second", second, LATEST);
      assertThat(forget(flow, "shop")).isEqualTo(409);
      flow.restart();
      flow.channels(GUARDED, other);
      reload(flow);

      JsonObject gone = flow.channel("shop");
      assertThat(gone.getString("state")).isEqualTo("removed");
      assertThat(gone.getLong("products")).isEqualTo(SKUS);
      flow.restart();
      soon().until(() -> gone.getString("since").equals(flow.channel("shop").getString("since")));

      assertThat(forget(flow, "shop")).isEqualTo(200);
      assertThat(names(flow)).containsExactly("second");
      assertThat(forget(flow, "shop")).isEqualTo(404);
      int sent = receiver.accepted().size();

      flow.channels(GUARDED, other + shop() + brand("!= 'None'"));
      soon().untilAsserted(() -> assertThat(receiver.accepted()).hasSize(sent + 2 * SKUS));
    }
  }

  @Test
  void limitsThatAreTakenOutDuringAStopStillHold(@TempDir Path directory) {
    try (Flow flow = filled(directory)) {
      flow.stop();
      flow.channels(CATALOG, shop() + brand("!= 'Acme'"));
      flow.goOn();

      soon().until(() -> waiting(flow) != null);
      assertThat(waiting(flow).getJsonArray("reasons").getString(0))
          .contains("guard.leaving_over is 10 %");
      String version = waiting(flow).getString("version");
      assertThat(decide(flow, "approve", version).statusCode()).isEqualTo(200);
      soon().until(() -> zeros() == SKUS / 2);

      // Whoever approves rules without limits approves that there are none from now on.
      flow.stop();
      flow.channels(CATALOG, shop() + brand("!= 'Other'"));
      flow.goOn();
      soon().until(() -> zeros() == SKUS);
    }
  }

  @Test
  void aDryRunIsNotCountedAndItsEndIs(@TempDir Path directory) {
    try (Flow flow = filled(directory)) {
      flow.channels(GUARDED, shop() + "  mode: dry_run\n" + brand("!= 'Acme'"));
      assertThat(reload(flow).getJsonObject("waiting")).isNull();
      soon().until(() -> flow.channel("shop").getString("state").equals("dry run"));

      flow.channels(GUARDED, shop() + brand("!= 'Acme'"));
      JsonObject waits = reload(flow).getJsonObject("waiting");
      assertThat(waits.getJsonArray("reasons").getString(0))
          .startsWith("shop: 150 of 300 listed products would leave");

      flow.stop();
      flow.goOn();
      soon().until(() -> waiting(flow) != null);
      assertThat(flow.channel("shop").getString("state")).isEqualTo("needs approval");
      soon()
          .until(
              () ->
                  flow.channel("shop")
                      .getString("stateReason")
                      .startsWith("it was a dry run before a stop: shop: 150 of 300"));
      assertThat(zeros()).isZero();
      String version = waiting(flow).getString("version");
      assertThat(decide(flow, "approve", version).statusCode()).isEqualTo(200);
      soon().until(() -> zeros() == SKUS / 2);
    }
  }

  @Test
  void whatWouldDoMoreByNowThanSomebodyLookedAtIsNotApproved(@TempDir Path directory) {
    try (Flow flow = filled(directory)) {
      flow.channels(GUARDED, shop() + brand("!= 'Acme'"));
      String version = reload(flow).getJsonObject("waiting").getString("version");
      int sent = receiver.accepted().size() + SKUS / 4;
      flow.publish(
          IntStream.range(0, SKUS)
              .filter(i -> i % 4 == 1)
              .mapToObj(
                  i ->
                      event(
                          "q" + i,
                          "product.updated",
                          2,
                          "",
                          "{\"sku\":\"S%d\",\"name\":\"N\",\"brand\":\"Acme\"}".formatted(i))));
      soon().untilAsserted(() -> assertThat(receiver.accepted()).hasSizeGreaterThanOrEqualTo(sent));

      HttpResponse<String> refused = decide(flow, "approve", version);

      assertThat(refused.statusCode()).isEqualTo(409);
      assertThat(refused.body()).contains("by now", "225 of 300 listed products would leave");
      assertThat(waiting(flow).getJsonArray("channels").getJsonObject(0).getLong("leaving"))
          .isEqualTo(SKUS / 4 * 3);
      assertThat(zeros()).isZero();
      assertThat(decide(flow, "approve", version).statusCode()).isEqualTo(200);
      soon().until(() -> zeros() == SKUS / 4 * 3);
    }
  }

  @Test
  void aChannelThatComesBackWithOtherRulesWaitsAndIsApproved(@TempDir Path directory) {
    try (Receiver second = new Receiver();
        Flow flow = filled(directory)) {
      String other = channel("second", second, LATEST);
      flow.channels(GUARDED, other);
      reload(flow);
      soon().until(() -> flow.channel("shop").getString("state").equals("removed"));

      flow.channels(GUARDED, other + shop() + brand("!= 'Acme'"));
      reload(flow);

      soon().until(() -> waiting(flow) != null);
      assertThat(flow.channel("shop").getString("state")).isEqualTo("needs approval");
      assertThat(zeros()).isZero();
      String version = waiting(flow).getString("version");
      assertThat(decide(flow, "approve", version).statusCode()).isEqualTo(200);
      soon().until(() -> zeros() == SKUS / 2);
    }
  }

  private static int forget(Flow flow, String channel) {
    return flow.post("/channels/" + channel + "/forget", "{}", "application/json").statusCode();
  }
}
