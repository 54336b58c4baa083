package io.sluice.adapter.bol;

import static io.sluice.adapter.bol.BolFixture.SKU;
import static io.sluice.adapter.bol.BolFixture.content;
import static io.sluice.adapter.bol.BolFixture.ean;
import static io.sluice.adapter.bol.BolFixture.product;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.adapter.CallPreview;
import io.sluice.adapter.ChannelCall;
import io.sluice.adapter.ChannelUpdate;
import io.sluice.adapter.Facet;
import io.sluice.adapter.Listed;
import io.sluice.adapter.Outcome;
import io.sluice.adapter.OutgoingRequest;
import io.sluice.adapter.Value;
import io.sluice.simulator.bol.BolOffer;
import io.sluice.simulator.bol.BolOperation;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is sent for which update. */
class BolOffersTest {
  private final BolFixture channel = new BolFixture();

  @AfterEach
  void close() {
    channel.close();
  }

  private static void assertRejected(Outcome outcome, String code, String reason) {
    assertThat(outcome).isInstanceOf(Outcome.Rejected.class);
    assertThat(((Outcome.Rejected) outcome).code()).isEqualTo(code);
    assertThat(((Outcome.Rejected) outcome).reason()).contains(reason);
  }

  @Test
  void newOfferBeginsWithoutStock() {
    channel.with("economic_operator", "operator-1");

    assertThat(channel.settle(channel.create(SKU, content(SKU, "Bag", "24.95"))))
        .isEqualTo(Outcome.Accepted.PLAIN);

    assertThat(channel.sent(BolOperation.CREATE_OFFER))
        .containsExactly(
            new JsonObject(
                """
                {"ean":"%s","condition":{"name":"NEW"},"reference":"SKU-1001",
                 "onHoldByRetailer":false,"economicOperatorId":"operator-1",
                 "unknownProductTitle":"Bag",
                 "fulfilment":{"method":"FBR","deliveryCode":"1-2d"},
                 "pricing":{"bundlePrices":[{"quantity":1,"unitPrice":24.95}]},
                 "stock":{"amount":0,"managedByRetailer":true}}"""
                    .formatted(ean(SKU))));
    assertThat(channel.ids(SKU))
        .containsEntry("offer", channel.offer(SKU).id())
        .doesNotContainKey("price");
  }

  @Test
  void stockOfAnOfferWithoutAPriceWaitsForThePriceButZeroDoesNot() {
    assertThat(channel.settle(channel.create(SKU, content(SKU, "Bag", ""))))
        .isEqualTo(Outcome.Accepted.PLAIN);
    assertThat(channel.offer(SKU).price()).isEqualByComparingTo("9999");
    channel.restart();

    assertThat(channel.deliver(channel.stock(SKU, 5)))
        .isInstanceOfSatisfying(
            Outcome.Deferred.class,
            deferred -> {
              assertThat(deferred.scope()).isEqualTo(Outcome.Scope.ITEM);
              assertThat(deferred.until()).isAfter(channel.now());
            });
    assertThat(channel.requests(BolOperation.UPDATE_STOCK)).isZero();
    assertThat(channel.settle(channel.stock(SKU, 0))).isEqualTo(Outcome.Accepted.PLAIN);

    assertThat(channel.settle(channel.price(SKU, "24.95"))).isEqualTo(Outcome.Accepted.PLAIN);
    assertThat(channel.settle(channel.stock(SKU, 5))).isEqualTo(Outcome.Accepted.PLAIN);

    assertThat(channel.offer(SKU).stock()).isEqualTo(5);
    assertThat(channel.ids(SKU))
        .containsEntry("offer", channel.offer(SKU).id())
        .doesNotContainKey("price");
  }

  @Test
  void newOfferNeedsAPriceWhereNoneWillCome() {
    channel.without(Facet.PRICE);

    assertRejected(
        channel.deliver(channel.create(SKU, content(SKU, "Bag", ""))),
        "price.missing",
        "fields.price");
  }

  @ParameterizedTest
  @CsvSource({
    "8712345678906, 8712345678906",
    "036000291452, 0036000291452",
    "00036000291452, 0036000291452",
    "96385074, 0000096385074",
    "18712345678903, 18712345678903",
    "0-306-40615-2, 0-306-40615-2"
  })
  void eanHasThirteenDigits(String gtin, String ean) {
    channel.settle(
        channel.create(SKU, product(new JsonObject().put("name", "Bag").put("gtin", gtin))));

    assertThat(channel.sent(BolOperation.CREATE_OFFER).get(0).getString("ean")).isEqualTo(ean);
  }

  @Test
  void fieldsOfTheProductGoBeforeSettings() {
    JsonObject fields =
        new JsonObject()
            .put("ean", "8712345678906")
            .put("condition", "GOOD")
            .put("condition_comment", "a stain")
            .put("delivery_code", "3-5d")
            .put("title", "T")
            .put("price", "12")
            .put("on_hold", true)
            .put("economic_operator", "o");

    channel.settle(channel.create(SKU, product(fields)));

    JsonObject sent = channel.sent(BolOperation.CREATE_OFFER).get(0);
    assertThat(sent.getString("ean")).isEqualTo("8712345678906");
    assertThat(sent.getJsonObject("condition"))
        .isEqualTo(new JsonObject("{\"name\":\"GOOD\",\"comment\":\"a stain\"}"));
    assertThat(sent.getJsonObject("fulfilment").getString("deliveryCode")).isEqualTo("3-5d");
    assertThat(sent.getString("unknownProductTitle")).isEqualTo("T");
    assertThat(sent.getBoolean("onHoldByRetailer")).isTrue();
    assertThat(sent.getString("economicOperatorId")).isEqualTo("o");
  }

  @Test
  void whatAnOfferCannotBeWithoutIsNamed() {
    assertRejected(
        channel.deliver(channel.create(SKU, product(new JsonObject().put("price", 5)))),
        "ean.missing",
        "fields.ean");
    assertRejected(
        channel.deliver(channel.create("S".repeat(101), content(SKU, "Bag", "5"))),
        "sku.too_long",
        "100 characters");
    assertRejected(
        channel.deliver(channel.create(SKU, content(SKU, "Bag", "10000"))),
        "price.amount",
        "from 1 to 9999");
  }

  @Test
  void changedOfferKeepsPriceAndStock() {
    channel.listed(SKU);
    channel.settle(channel.stock(SKU, 7));

    channel.settle(channel.change(SKU, content(SKU, "Large bag", "1.00")));

    BolOffer offer = channel.offer(SKU);
    assertThat(offer.title()).isEqualTo("Large bag");
    assertThat(offer.stock()).isEqualTo(7);
    assertThat(offer.price()).isEqualByComparingTo("24.95");
  }

  @Test
  void stockIsCappedAndSaysWhoseOrdersAreTakenOff() {
    channel.listed(SKU);
    channel.with("managed_by_retailer", false);

    channel.settle(channel.stock(SKU, 5_000));

    assertThat(channel.sent(BolOperation.UPDATE_STOCK))
        .containsExactly(new JsonObject("{\"amount\":999,\"managedByRetailer\":false}"));
  }

  @ParameterizedTest
  @CsvSource({
    "0.99,from 1 to 9999",
    "9999.01,from 1 to 9999",
    "24.955,two decimals",
  })
  void priceThatBolWouldRefuseIsNotSent(String amount, String reason) {
    channel.listed(SKU);

    assertRejected(channel.deliver(channel.price(SKU, amount)), "price.amount", reason);

    assertThat(channel.requests(BolOperation.UPDATE_PRICE)).isZero();
  }

  @Test
  void priceIsWrittenWithTwoDecimals() {
    channel.listed(SKU);

    channel.settle(channel.price(SKU, "24.9500"));
    channel.settle(channel.price(SKU, "30"));

    assertThat(channel.exchanges)
        .extracting(each -> each.request().text())
        .contains(
            "{\"pricing\":{\"bundlePrices\":[{\"quantity\":1,\"unitPrice\":24.95}]}}",
            "{\"pricing\":{\"bundlePrices\":[{\"quantity\":1,\"unitPrice\":30.00}]}}");
  }

  private ChannelUpdate prices(Value.ListPrice... prices) {
    return channel.update(SKU, Facet.PRICE, new Value.Price(List.of(prices)), Listed.YES);
  }

  private static Value.ListPrice of(String list, String amount, String currency) {
    BigDecimal number = amount.isEmpty() ? null : new BigDecimal(amount);
    return new Value.ListPrice(list, number, currency, null, null, null);
  }

  @Test
  void listThatGoesToBolIsChosen() {
    channel.listed(SKU);
    ChannelUpdate both = prices(of("be", "5", "EUR"), of("nl", "6", "EUR"));

    assertRejected(channel.deliver(both), "price.list", "price_list");
    channel.with("price_list", "nl");
    channel.settle(both);

    assertThat(channel.offer(SKU).price()).isEqualByComparingTo("6");
  }

  @Test
  void otherMoneyAndNoPriceAreRefused() {
    channel.listed(SKU);

    assertRejected(
        channel.deliver(prices(of("default", "5", "GBP"))), "price.currency", "EUR, not GBP");
    assertRejected(
        channel.deliver(prices(of("default", "", "EUR"))), "price.withdrawn", "without a price");
  }

  @Test
  void productThatLeavesMayBeHiddenInsteadOfDeleted() {
    channel.listed(SKU);
    channel.with("end_with", "hold");

    assertThat(channel.settle(channel.discontinue(SKU))).isEqualTo(Outcome.Accepted.PLAIN);
    assertThat(channel.offer(SKU).onHold()).isTrue();

    channel.settle(channel.change(SKU, content(SKU, "Bag", "")));
    assertThat(channel.offer(SKU).onHold()).isFalse();
  }

  @Test
  void offerThatIsHiddenStaysAsItIsOtherwise() {
    channel.with("end_with", "hold");
    JsonObject fields =
        new JsonObject()
            .put("ean", ean(SKU))
            .put("title", "T")
            .put("price", "12")
            .put("delivery_code", "3-5d")
            .put("economic_operator", "o");
    channel.settle(channel.create(SKU, product(fields)));

    assertThat(channel.settle(channel.discontinue(SKU))).isEqualTo(Outcome.Accepted.PLAIN);

    JsonObject sent = channel.sent(BolOperation.UPDATE_OFFER).get(0);
    assertThat(sent.getString("economicOperatorId")).isEqualTo("o");
    assertThat(sent.getString("unknownProductTitle")).isEqualTo("T");
    assertThat(channel.offer(SKU).onHold()).isTrue();
    assertThat(channel.offer(SKU).deliveryCode()).isEqualTo("3-5d");
  }

  @Test
  void offerThatIsToBeHiddenAndGoneIsForgotten() {
    String id = channel.listed(SKU);
    channel.with("end_with", "hold");
    channel.await(() -> channel.bol.remove(id));

    assertThat(channel.deliver(channel.discontinue(SKU))).isInstanceOf(Outcome.NotListed.class);

    assertThat(channel.ids(SKU)).isEmpty();
  }

  @Test
  void offerThatLeavesIsLookedForWhereItsIdIsNotKnown() {
    channel.await(() -> channel.bol.add(BolOffer.of("o-1", ean(SKU), SKU, "5.00", 3)));

    // Found in the file of all offers, then sent again by the gateway
    assertThat(channel.settle(channel.discontinue(SKU))).isInstanceOf(Outcome.Conflict.class);
    assertThat(channel.settle(channel.discontinue(SKU))).isEqualTo(Outcome.Accepted.PLAIN);

    assertThat(channel.await(channel.bol::offers)).isEmpty();
    assertThat(channel.ids(SKU)).isEmpty();
  }

  @Test
  void contentGoesOutInTheFormOfTheDataModel() {
    channel.with("content_language", "nl");
    JsonArray images =
        new JsonArray()
            .add(new JsonObject().put("url", "https://h/1.png").put("role", "front"))
            .add("https://h/2.png");
    JsonObject fields =
        new JsonObject()
            .put("ean", ean(SKU))
            .put("name", "Bag")
            .put("price", 24.95)
            .put("images", images)
            .put("content.Width [mm]", 14.5)
            .put("content.Colour", new JsonArray().add("red").add("blue"))
            .put("content.Empty", "");

    assertThat(channel.settle(channel.create(SKU, product(fields))))
        .isEqualTo(Outcome.Accepted.PLAIN);

    assertThat(channel.sent(BolOperation.CREATE_CONTENT))
        .containsExactly(
            new JsonObject(
                """
                {"language":"nl","attributes":[
                  {"id":"EAN","values":[{"value":"%s","unitId":""}]},
                  {"id":"Name","values":[{"value":"Bag","unitId":""}]},
                  {"id":"Width","values":[{"value":"14.5","unitId":"mm"}]},
                  {"id":"Colour","values":[{"value":"red","unitId":""},
                                           {"value":"blue","unitId":""}]}],
                 "assets":[{"url":"https://h/1.png","labels":["FRONT"]},
                           {"url":"https://h/2.png","labels":["ADDITIONAL"]}]}"""
                    .formatted(ean(SKU))));
  }

  @Test
  void previewIsWhatIsSentWithoutWhatOnlyBolKnows() {
    channel.listed(SKU);
    ChannelUpdate stock = channel.stock(SKU, 5);
    channel.deliver(stock);

    CallPreview preview =
        new BolAdapter().preview(channel.settings(), new ChannelCall("call", List.of(stock)));

    OutgoingRequest request = ((CallPreview.Requests) preview).requests().get(0);
    assertThat(request.method()).isEqualTo("PUT");
    assertThat(request.url()).isEqualTo(channel.bol.url() + "/retailer/offers/***/stock");
    assertThat(request.headers())
        .isEqualTo(
            Map.of(
                "authorization", "Bearer ***",
                "accept", "application/vnd.retailer.v10+json",
                "user-agent", "sluice",
                "content-type", "application/vnd.retailer.v10+json"));
    assertThat(new JsonObject(new String(request.body(), StandardCharsets.UTF_8)))
        .isEqualTo(channel.sent(BolOperation.UPDATE_STOCK).get(0));
  }

  @Test
  void previewSaysWhyNothingWouldBeSent() {
    ChannelUpdate create = channel.create(SKU, product(new JsonObject().put("price", 5)));

    assertThat(
            new BolAdapter().preview(channel.settings(), new ChannelCall("call", List.of(create))))
        .isEqualTo(
            new CallPreview.Refused("an offer needs an EAN: the product's gtin, or fields.ean"));
  }
}
