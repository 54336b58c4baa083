package io.sluice.adapter.shopify;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.adapter.CallPreview;
import io.sluice.adapter.ChannelCall;
import io.sluice.adapter.ChannelContext;
import io.sluice.adapter.ChannelUpdate;
import io.sluice.adapter.Facet;
import io.sluice.adapter.Listing;
import io.sluice.adapter.ListingPage;
import io.sluice.adapter.Outcome;
import io.sluice.adapter.OutgoingRequest;
import io.sluice.adapter.Reached;
import io.sluice.adapter.Secret;
import io.sluice.adapter.SettingProblem;
import io.sluice.simulator.market.MarketAnswer;
import io.sluice.simulator.shopify.ShopifyShop;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What answers mean that are not those of single fields; settings, tokens, points, listings. */
class ShopifyOutcomesTest {
  private final ShopifyFixture channel = new ShopifyFixture();
  private final ShopifyShop shop = channel.shop;

  @AfterEach
  void close() {
    channel.close();
  }

  private Outcome answered(MarketAnswer answer) {
    shop.product("A-1", 1);
    channel.await(() -> shop.force(answer));
    return channel.deliver(channel.stock("A-1", 2));
  }

  @ParameterizedTest
  @CsvSource({
    "THROTTLED, Deferred",
    "ACCESS_DENIED, Unauthorized",
    "SHOP_INACTIVE, Gone",
    "INTERNAL_SERVER_ERROR, Unreachable",
    "MAX_COST_EXCEEDED, Rejected",
    "INVALID_VARIABLE, Rejected"
  })
  void topLevelErrorsByTheirCodes(String code, String outcome) {
    assertThat(answered(ShopifyShop.error(code, "no")).getClass().getSimpleName())
        .isEqualTo(outcome);
  }

  @ParameterizedTest
  @CsvSource({
    "400, Rejected",
    "401, Unauthorized",
    "402, Gone",
    "403, Unauthorized",
    "404, Gone",
    "408, Deferred",
    "423, Gone",
    "429, Deferred",
    "430, Deferred",
    "500, Unreachable",
    "502, Unreachable",
    "303, Gone"
  })
  void statusesByTheirNumbers(int status, String outcome) {
    assertThat(answered(ShopifyShop.status(status, "no")).getClass().getSimpleName())
        .isEqualTo(outcome);
  }

  @Test
  void errorThatQuotesTheTokenDoesNotShowIt() {
    Outcome outcome =
        answered(ShopifyShop.error("BAD", "the token " + ShopifyShop.ACCESS_TOKEN + " is bad"));

    assertThat(outcome.toString()).contains("***").doesNotContain(ShopifyShop.ACCESS_TOKEN);
  }

  @Test
  void emptyAnswerIsUnknown() {
    assertThat(answered(MarketAnswer.json(200, "{}"))).isInstanceOf(Outcome.Unknown.class);
  }

  @Test
  void answerThatLeavesOutTheFieldIsUnknown() {
    assertThat(answered(MarketAnswer.json(200, "{\"data\":{}}")))
        .isInstanceOf(Outcome.Unknown.class);
  }

  @Test
  void throttledSaysWhenThereAreEnoughPoints() {
    shop.plan(10, 1000);
    shop.product("A-1", 1);
    channel.accepted(channel.stock("A-1", 2));
    shop.spend(shop.pointsLeft());
    shop.throttledStatus(429);

    Outcome outcome = channel.deliver(channel.stock("A-1", 3));

    assertThat(outcome).isInstanceOf(Outcome.Deferred.class);
    Outcome.Deferred deferred = (Outcome.Deferred) outcome;
    assertThat(Duration.between(channel.now, deferred.until()))
        .isBetween(Duration.ofSeconds(1), Duration.ofSeconds(2));
    assertThat(deferred.scope()).isEqualTo(Outcome.Scope.CHANNEL);
  }

  @Test
  void moreThanThePointsAllowWaitsWithoutBeingRefused() {
    shop.plan(50, 1000);
    shop.products("A-", 500, 1);
    List<ChannelUpdate> updates = new ArrayList<>();
    for (int i = 1; i <= 500; i++) {
      updates.add(channel.price("A-" + i, "3.00"));
    }

    assertThat(channel.settle(updates.subList(0, 250))).containsOnly(Outcome.Accepted.PLAIN);
    assertThat(channel.settle(updates.subList(250, 500))).containsOnly(Outcome.Accepted.PLAIN);

    assertThat(shop.throttled()).isZero();
  }

  @Test
  void oneTokenServesAllCallsUntilItsEnd() {
    withClient();
    shop.product("A-1", 1);
    channel.accepted(channel.stock("A-1", 2), channel.stock("A-1", 3));
    assertThat(shop.tokensIssued()).isEqualTo(1);

    channel.now = channel.now.plus(Duration.ofHours(24));
    channel.accepted(channel.stock("A-1", 4));

    assertThat(shop.tokensIssued()).isEqualTo(2);
  }

  @Test
  void clientThatIsNotKnownIsUnauthorized() {
    withClient().with("client_secret", new Secret("wrong-secret"));

    Outcome outcome = channel.deliver(channel.stock("A-1", 2));

    assertThat(outcome).isInstanceOf(Outcome.Unauthorized.class);
    assertThat(outcome.toString()).contains("invalid_client").doesNotContain("wrong-secret");
  }

  private ShopifyFixture withClient() {
    return channel
        .without("access_token")
        .with("client_id", ShopifyShop.CLIENT_ID)
        .with("client_secret", new Secret(ShopifyShop.CLIENT_SECRET));
  }

  @Test
  void scopeThatIsMissingIsUnauthorizedAndSeenByALook() {
    shop.product("A-1", 1);
    shop.without("write_inventory");

    assertThat(channel.deliver(channel.stock("A-1", 2))).isInstanceOf(Outcome.Unauthorized.class);

    assertThat(look().text()).contains("no access scope write_inventory");
  }

  @Test
  void lookSeesLocationAndCurrency() {
    assertThat(look()).isEqualTo(new Reached(true, "shop Stand-in, EUR"));
    channel.with("location", "9").with("currency", "GBP");
    assertThat(look().fine()).isFalse();
    assertThat(look().text()).contains("no location gid://shopify/Location/9", "prices are in EUR");
  }

  @Test
  void versionThatIsServedNoMoreIsTold() {
    shop.product("A-1", 1);
    channel.with("api_version", "2026-01");
    assertThat(channel.deliver(channel.stock("A-1", 2))).isEqualTo(Outcome.Accepted.PLAIN);

    shop.servesFrom("2026-04");

    assertThat(look().fine()).isFalse();
    assertThat(look().text()).contains("answers as version 2026-04", "set api_version");
    assertThat(channel.deliver(channel.stock("A-1", 3)))
        .isInstanceOfSatisfying(
            Outcome.Rejected.class,
            refused -> assertThat(refused.reason()).contains("answers as version 2026-04"));
  }

  private Reached look() {
    return channel.await(
        () ->
            new ShopifyAdapter()
                .look(
                    channel.settings(), ChannelContext.passing(channel.vertx, () -> channel.now)));
  }

  @Test
  void listingsComeInPages() {
    shop.products("A-", 999, 3);
    shop.product("", 3);
    List<Listing> all = new ArrayList<>();
    String cursor = null;
    int pages = 0;
    do {
      String from = cursor;
      ListingPage page = channel.await(() -> channel.open().listings(from));
      channel.now = channel.now.plusSeconds(5);
      assertThat(page).isInstanceOf(ListingPage.Items.class);
      all.addAll(((ListingPage.Items) page).listings());
      cursor = ((ListingPage.Items) page).next();
      pages++;
    } while (cursor != null);

    assertThat(all).hasSize(999);
    assertThat(pages).isEqualTo(12);
    assertThat(shop.pointsSpent()).isEqualTo(5_036);
    assertThat(all.get(199).quantity()).isEqualTo(3);
    assertThat(all.get(199).currency()).isEqualTo("EUR");
  }

  @Test
  void previewIsWhatIsSentButForIds() {
    ChannelUpdate update = channel.stock("A-1", 5);
    CallPreview preview =
        new ShopifyAdapter().preview(channel.settings(), new ChannelCall("c", List.of(update)));

    OutgoingRequest request = ((CallPreview.Requests) preview).requests().get(0);
    assertThat(request.url()).isEqualTo(shop.url() + "/admin/api/2026-07/graphql.json");
    assertThat(request.headers()).containsEntry("x-shopify-access-token", "***");
    assertThat(new String(request.body(), StandardCharsets.UTF_8))
        .contains("inventorySetQuantities")
        .contains(
            "\"inventoryItemId\":\"***\"", "\"quantity\":5", "\"changeFromQuantity\":\"***\"");
    assertThat(channel.exchanges).isEmpty();
  }

  @Test
  void everythingWrongWithTheSettingsIsTold() {
    channel
        .with("shop", "my shop.example")
        .with("endpoint", "https://x/admin")
        .with("client_id", "a")
        .with("api_version", "2024-01")
        .with("location", "Berlin")
        .with("currency", "Euro")
        .with("publish_to", List.of("Online Store"));

    assertThat(new ShopifyAdapter().validate(channel.settings()))
        .extracting(SettingProblem::path)
        .containsExactly(
            "shop",
            "endpoint",
            "access_token",
            "api_version",
            "location",
            "currency",
            "publish_to");
  }

  @Test
  void whatIsMissingIsTold() {
    channel.without("access_token").without("location");
    assertThat(new ShopifyAdapter().validate(channel.settings()))
        .extracting(SettingProblem::path)
        .containsExactly("access_token", "location");
    channel.send(Set.of(Facet.PRICE)).with("client_secret", new Secret("x"));
    assertThat(new ShopifyAdapter().validate(channel.settings()))
        .extracting(SettingProblem::message)
        .containsExactly("belongs to client_secret");
  }

  @Test
  void shopHasItsHostAtShopify() {
    channel.without("endpoint").with("shop", "my-shop");
    assertThat(ShopifySettings.of(channel.settings()).site().toString())
        .isEqualTo("https://my-shop.myshopify.com");
    channel.with("shop", "my-shop.myshopify.com");
    assertThat(ShopifySettings.of(channel.settings()).site().toString())
        .isEqualTo("https://my-shop.myshopify.com");
  }
}
