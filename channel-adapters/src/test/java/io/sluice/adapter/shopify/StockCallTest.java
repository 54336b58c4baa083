package io.sluice.adapter.shopify;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.adapter.ChannelUpdate;
import io.sluice.adapter.Outcome;
import io.sluice.adapter.Outcome.Scope;
import io.sluice.simulator.market.MarketAnswer;
import io.sluice.simulator.market.MarketFault.Kind;
import io.sluice.simulator.shopify.ShopifyShop;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Quantities, and what may be in their way. */
class StockCallTest {
  private static final Outcome ACCEPTED = Outcome.Accepted.PLAIN;

  private final ShopifyFixture channel = new ShopifyFixture();
  private final ShopifyShop shop = channel.shop;

  @AfterEach
  void close() {
    channel.close();
  }

  private static Map<String, Object> onlyQuantity(JsonObject body) {
    return body.getJsonObject("variables")
        .getJsonObject("input")
        .getJsonArray("quantities")
        .getJsonObject(0)
        .getMap();
  }

  @ParameterizedTest
  @ValueSource(strings = {"2025-10", "2026-01", "2026-04", "2026-07"})
  void quantityIsComparedInTheWordsOfTheVersion(String version) {
    channel.with("api_version", version);
    shop.product("A-1", 7);

    channel.accepted(channel.stock("A-1", 12), channel.stock("A-1", 11));

    assertThat(channel.stockOf("A-1")).isEqualTo(11);
    JsonObject second = channel.asked("SetStock").get(1);
    boolean from = version.compareTo("2026-04") >= 0;
    assertThat(onlyQuantity(second))
        .containsEntry(from ? "changeFromQuantity" : "compareQuantity", 12)
        .doesNotContainKey(from ? "compareQuantity" : "changeFromQuantity");
    assertThat(second.getString("query").contains("@idempotent"))
        .isEqualTo(version.compareTo("2026-01") >= 0);
  }

  @Test
  void whatChangedThereIsReadAgainAndTheValueIsSet() {
    shop.product("A-1", 7);
    channel.accepted(channel.stock("A-1", 10));
    shop.sell("A-1", 3);

    assertThat(channel.deliver(channel.stock("A-1", 9))).isEqualTo(ACCEPTED);

    assertThat(channel.stockOf("A-1")).isEqualTo(9);
    List<JsonObject> sent = channel.asked("SetStock");
    assertThat(onlyQuantity(sent.get(1))).containsEntry("changeFromQuantity", 10);
    assertThat(onlyQuantity(sent.get(2))).containsEntry("changeFromQuantity", 7);
    assertThat(sent.get(1).getJsonObject("variables").getString("key"))
        .isNotEqualTo(sent.get(2).getJsonObject("variables").getString("key"));
  }

  @Test
  void oneThatChangedThereHoldsUpNoOther() {
    shop.products("A-", 5, 4);
    channel.settle(stocks(5, 10));
    shop.sell("A-3", 1);
    shop.sell("A-4", 2);
    int before = shop.requests();

    assertThat(channel.deliver(stocks(5, 20))).containsOnly(ACCEPTED);

    assertThat(shop.requests() - before).as("set, read what changed, set").isEqualTo(3);
    for (int i = 1; i <= 5; i++) {
      assertThat(channel.stockOf("A-" + i)).isEqualTo(20);
    }
  }

  @Test
  void whatChangesEachTimeIsAConflict() {
    shop.product("A-1", 7);
    channel.accepted(channel.stock("A-1", 10));
    // Somebody buys between every look and every change.
    channel.await(
        () ->
            shop.listener(
                exchange -> {
                  if (exchange.request().text().contains("ReadQuantities")) {
                    shop.sell("A-1", 1);
                  }
                }));
    shop.sell("A-1", 1);

    assertThat(channel.deliver(channel.stock("A-1", 50))).isInstanceOf(Outcome.Conflict.class);
  }

  @Test
  void culpritIsRejectedAndTheRestIsSentAgain() {
    shop.products("A-", 4, 1);
    shop.freeze("A-2");
    List<ChannelUpdate> updates = stocks(4, 6);

    List<Outcome> outcomes = channel.deliver(updates);

    assertThat(outcomes.get(1)).isInstanceOf(Outcome.Rejected.class);
    Outcome.Rejected rejected = (Outcome.Rejected) outcomes.get(1);
    assertThat(rejected.code()).isEqualTo("non_mutable_inventory_item");
    assertThat(rejected.scope()).isEqualTo(Scope.ITEM);
    assertThat(outcomes).filteredOn(ACCEPTED::equals).hasSize(3);
    assertThat(channel.stockOf("A-4")).isEqualTo(6);
    assertThat(channel.stockOf("A-2")).isEqualTo(1);
  }

  @Test
  void errorsWithoutAPlaceAreFoundByReading() {
    shop.products("A-", 4, 3);
    shop.product("A-5", null);
    assertThat(channel.deliver(stocks(4, 6))).containsOnly(ACCEPTED);
    shop.placesNoErrors();
    shop.sell("A-2", 1);

    assertThat(channel.deliver(stocks(4, 9))).containsOnly(ACCEPTED);
    assertThat(channel.stockOf("A-2")).isEqualTo(9);
    assertThat(channel.deliver(stocks(5, 7))).containsOnly(ACCEPTED);
    assertThat(channel.stockOf("A-5")).isEqualTo(7);
  }

  @Test
  void whatIsNotStockedThereIsActivatedFirst() {
    shop.product("A-1", null).product("A-2", 3);

    assertThat(channel.deliver(List.of(channel.stock("A-1", 5), channel.stock("A-2", 6))))
        .containsOnly(ACCEPTED);

    assertThat(channel.asked("StockAt")).hasSize(1);
    assertThat(channel.stockOf("A-1")).isEqualTo(5);
  }

  @Test
  void whatIsNotStockedThereIsActivatedWhenNothingIsCompared() {
    channel.with("overwrite", true);
    shop.product("A-1", null);

    assertThat(channel.deliver(channel.stock("A-1", 5))).isEqualTo(ACCEPTED);

    assertThat(channel.stockOf("A-1")).isEqualTo(5);
    assertThat(channel.asked("ReadQuantities")).isEmpty();
    assertThat(onlyQuantity(channel.asked("SetStock").get(0)))
        .containsEntry("changeFromQuantity", null);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void stockOfWhatIsNotTrackedCountsFromTheFirst(boolean overwrite) {
    channel.with("overwrite", overwrite);
    shop.products("A-", 3, 7);
    shop.sibling("A-4", "A-1");
    for (int i = 1; i <= 4; i++) {
      shop.untrack("A-" + i);
    }

    assertThat(channel.deliver(stocks(4, 0))).containsOnly(ACCEPTED);

    for (int i = 1; i <= 4; i++) {
      assertThat(channel.shown("A-" + i).tracked()).isTrue();
      assertThat(channel.shown("A-" + i).buyable()).isFalse();
    }
    assertThat(channel.deliver(stocks(4, 5))).containsOnly(ACCEPTED);
    assertThat(channel.asked("Track")).as("once").hasSize(1);
  }

  @Test
  void whatCannotBeTrackedIsNotSoldByItsStock() {
    shop.product("A-1", 7).product("A-2", 7);
    shop.untrack("A-1");
    channel.await(
        () ->
            shop.force(
                MarketAnswer.json(
                    200,
                    """
                    {"data":{"p0":{"userErrors":[
                      {"code":"INVALID","field":["variants","0"],"message":"no"}
                    ]}}}""")));

    List<Outcome> outcomes = channel.deliver(stocks(2, 3));

    assertThat(outcomes.get(0)).isInstanceOf(Outcome.Rejected.class);
    assertThat(outcomes.get(1)).isEqualTo(ACCEPTED);
    assertThat(channel.stockOf("A-1")).isEqualTo(7);
  }

  @Test
  void repeatAfterALostAnswerHasTheSameKey() {
    shop.product("A-1", 7);
    channel.accepted(channel.stock("A-1", 8));
    channel.await(() -> shop.fault(Kind.RESET_AFTER, 1, ShopifyShop::isChange));
    ChannelUpdate update = channel.stock("A-1", 5);
    assertThat(channel.deliver(update)).isInstanceOf(Outcome.Unknown.class);
    assertThat(channel.stockOf("A-1")).isEqualTo(5);
    shop.sell("A-1", 1);

    // Also after a restart: the key is made of what is sent.
    channel.reopen();
    assertThat(channel.deliver(update)).isEqualTo(ACCEPTED);

    assertThat(channel.stockOf("A-1")).as("not carried out twice").isEqualTo(4);
  }

  @Test
  void keyThatShopifyWillNotTakeIsReplaced() {
    shop.product("A-1", 7);
    channel.accepted(channel.stock("A-1", 8));
    channel.await(() -> shop.force(refusedKey("IDEMPOTENCY_PREVIOUS_ATTEMPT_FAILED")));

    assertThat(channel.deliver(channel.stock("A-1", 5))).isEqualTo(ACCEPTED);

    List<JsonObject> sent = channel.asked("SetStock");
    assertThat(sent.get(2).getJsonObject("variables").getString("key"))
        .isNotEqualTo(sent.get(1).getJsonObject("variables").getString("key"));
  }

  @Test
  void warehousesGoToTheirLocations() {
    String second = "gid://shopify/Location/2";
    shop.location(second, "Second").product("A-1", 0);
    channel.with("locations", Map.of("HAM", "2"));

    channel.accepted(channel.stock("A-1", Map.of("HAM", 4L, "BER", 6L)));
    assertThat(channel.shown("A-1").available())
        .isEqualTo(Map.of(ShopifyShop.LOCATION, 6, second, 4));

    // Rules decided how many: no warehouse can be said to have them.
    channel.accepted(channel.stock("A-1", 3));
    assertThat(channel.shown("A-1").available())
        .isEqualTo(Map.of(ShopifyShop.LOCATION, 3, second, 0));
  }

  @Test
  void productThatIsGoneIsLookedForAnew() {
    shop.product("A-1", 7);
    channel.accepted(channel.stock("A-1", 8));
    shop.delete("A-1");

    assertThat(channel.deliver(channel.stock("A-1", 5))).isInstanceOf(Outcome.Conflict.class);
    assertThat(channel.deliver(channel.stock("A-1", 5))).isInstanceOf(Outcome.NotListed.class);
    shop.product("A-1", 1);
    assertThat(channel.deliver(channel.stock("A-1", 5))).isEqualTo(ACCEPTED);
  }

  @Test
  void searchFindsExactlyTheSku() {
    shop.product("A", 1).product("a", 2).product("A-RED", 3).product("say \"A\" \\ or", 4);

    assertThat(channel.deliver(List.of(channel.stock("A", 5), channel.stock("say \"A\" \\ or", 6))))
        .containsOnly(ACCEPTED);

    assertThat(channel.stockOf("A")).isEqualTo(5);
    assertThat(channel.stockOf("a")).isEqualTo(2);
    assertThat(channel.stockOf("A-RED")).isEqualTo(3);
    assertThat(channel.stockOf("say \"A\" \\ or")).isEqualTo(6);
  }

  @Test
  void whatAThousandChangesTake() {
    shop.products("A-", 1000, 1);
    channel.settle(stocks(1000, 5).subList(0, 250));
    for (int from = 250; from < 1000; from += 250) {
      channel.settle(stocks(1000, 5).subList(from, from + 250));
    }
    int requests = shop.requests();
    long points = shop.pointsSpent();

    for (int from = 0; from < 1000; from += 250) {
      assertThat(channel.settle(stocks(1000, 6).subList(from, from + 250))).containsOnly(ACCEPTED);
    }

    assertThat(requests).as("first time, ids and quantities looked up").isEqualTo(28);
    assertThat(points).isEqualTo(6_080);
    assertThat(shop.requests() - requests).isEqualTo(4);
    assertThat(shop.pointsSpent() - points).isEqualTo(40);
    assertThat(shop.throttled()).isZero();
  }

  @Test
  void whatAThousandChangesTakeWhereAllWereBoughtSince() {
    shop.products("A-", 1000, 50);
    for (int from = 0; from < 1000; from += 250) {
      channel.settle(stocks(1000, 40).subList(from, from + 250));
    }
    for (int i = 1; i <= 1000; i++) {
      shop.sell("A-" + i, 1);
    }
    channel.now = channel.now.plusSeconds(60);
    int requests = shop.requests();
    long points = shop.pointsSpent();

    for (int from = 0; from < 1000; from += 250) {
      assertThat(channel.settle(stocks(1000, 30).subList(from, from + 250))).containsOnly(ACCEPTED);
    }

    // After a wait for points the set that was in vain is not repeated: what was read is kept.
    assertThat(shop.requests() - requests).isEqualTo(12);
    assertThat(shop.pointsSpent() - points).isEqualTo(3_080);
  }

  @Test
  void attemptThatStillRunsIsWaitedForWithTheSameKey() {
    shop.product("A-1", 7);
    channel.accepted(channel.stock("A-1", 8));
    channel.await(() -> shop.force(refusedKey("IDEMPOTENCY_CONCURRENT_REQUEST")));

    channel.accepted(channel.stock("A-1", 5));

    List<JsonObject> sent = channel.asked("SetStock");
    assertThat(sent.get(2).getJsonObject("variables").getString("key"))
        .isEqualTo(sent.get(1).getJsonObject("variables").getString("key"));
  }

  private static MarketAnswer refusedKey(String code) {
    String body =
        """
        {"data":{"inventorySetQuantities":{"userErrors":[
          {"code":"%s","field":null,"message":"no"}
        ]}}}""";
    return MarketAnswer.json(200, body.formatted(code));
  }

  private List<ChannelUpdate> stocks(int count, long quantity) {
    List<ChannelUpdate> updates = new ArrayList<>();
    for (int i = 1; i <= count; i++) {
      updates.add(channel.stock("A-" + i, quantity));
    }
    return updates;
  }
}
