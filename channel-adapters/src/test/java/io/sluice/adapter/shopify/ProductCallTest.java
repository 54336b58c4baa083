package io.sluice.adapter.shopify;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.adapter.ChannelUpdate;
import io.sluice.adapter.Facet;
import io.sluice.adapter.Listed;
import io.sluice.adapter.Outcome;
import io.sluice.simulator.market.MarketFault.Kind;
import io.sluice.simulator.shopify.ShopifyShop;
import io.sluice.simulator.shopify.ShownVariant;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Products that come, change and leave. */
class ProductCallTest {
  private static final Outcome ACCEPTED = Outcome.Accepted.PLAIN;

  private final ShopifyFixture channel = new ShopifyFixture();
  private final ShopifyShop shop = channel.shop;

  @AfterEach
  void close() {
    channel.close();
  }

  private static Outcome.Rejected rejected(Outcome outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Rejected.class);
    return (Outcome.Rejected) outcome;
  }

  @Test
  void newProductIsADraftUntilItHasAPrice() {
    channel.with("publish_to", List.of("77"));
    channel.accepted(channel.product("A-1", "Bag"));
    assertThat(channel.shown("A-1").status()).isEqualTo("DRAFT");

    channel.accepted(channel.price("A-1", "12.00"));

    ShownVariant shown = channel.shown("A-1");
    assertThat(shown.status()).isEqualTo("ACTIVE");
    assertThat(shown.published()).isEqualTo(1);
    assertThat(shown.handle()).isEqualTo("bag-a-1");
    channel.accepted(channel.price("A-1", "13.00"));
    assertThat(channel.asked("Show")).as("once").hasSize(1);
  }

  @Test
  void priceThatIsRefusedLeavesTheProductADraft() {
    channel.accepted(channel.product("A-1", "Bag"));

    assertThat(channel.deliver(channel.price("A-1", "-1"))).isInstanceOf(Outcome.Rejected.class);

    assertThat(channel.shown("A-1").status()).isEqualTo("DRAFT");
  }

  @Test
  void draftStaysOneWhereAPersonDecides() {
    channel.with("new_products", "draft");
    channel.accepted(channel.product("A-1", "Bag"), channel.price("A-1", "12.00"));

    assertThat(channel.shown("A-1").status()).isEqualTo("DRAFT");
  }

  @Test
  void draftStaysOneWhereNoPricesCome() {
    channel.send(Set.of(Facet.PRODUCT, Facet.STOCK));
    channel.accepted(channel.product("A-1", "Bag"), channel.stock("A-1", 3));

    assertThat(channel.shown("A-1").status()).isEqualTo("DRAFT");
  }

  @Test
  void contentArrivesByItsNamesThere() {
    JsonObject content =
        new JsonObject()
            .put("title", "Bag")
            .put("description_html", "<p>Large</p>")
            .put("vendor", "Sluice")
            .put("tags", "summer, sale")
            .put("handle", "The Bag!")
            .put("gtin", "4006381333931")
            .put("weight_kg", 1.25)
            .put("country_of_origin", "DE")
            .put("category", "sg-4-17-2-17")
            .put("images", new JsonArray().add(new JsonObject().put("url", "https://x/1.jpg")));
    channel.accepted(channel.product("A-1", content));

    JsonObject input =
        channel.asked("CreateProduct").get(0).getJsonObject("variables").getJsonObject("input");
    assertThat(input.getString("category"))
        .isEqualTo("gid://shopify/TaxonomyCategory/sg-4-17-2-17");
    assertThat(input.getJsonArray("tags").getList()).isEqualTo(List.of("summer", "sale"));
    assertThat(input.getJsonArray("files")).hasSize(1);
    assertThat(channel.shown("A-1").handle()).isEqualTo("the-bag");
    assertThat(channel.shown("A-1").barcode()).isEqualTo("4006381333931");
  }

  @Test
  void changeNamesNoListThatItWouldReplace() {
    shop.product("A-1", 1).sibling("made by hand", "A-1");

    channel.accepted(
        channel.product(
            "A-1",
            new JsonObject()
                .put("name", "Bag, large")
                .put("gtin", "4006381333931")
                .put("images", new JsonArray().add("https://x/1.jpg"))));

    assertThat(channel.shown("A-1").title()).isEqualTo("Bag, large");
    assertThat(channel.shown("A-1").siblings()).isEqualTo(2);
    assertThat(channel.asked("UpdateProduct").get(0).encode())
        .doesNotContain("productOptions", "\"files\"", "productSet");
    assertThat(channel.shown("A-1").handle()).as("left alone").endsWith("-by-hand");
  }

  @Test
  void answerThatIsLostLeadsToOneProduct() {
    shop.searchLag(Duration.ofMinutes(1));
    channel.await(() -> shop.fault(Kind.RESET_AFTER, 1, ShopifyShop::isChange));
    assertThat(channel.deliver(channel.product("A-1", "Bag"))).isInstanceOf(Outcome.Unknown.class);

    // Also when a newer name would give it another address, and after a restart.
    channel.reopen();
    channel.accepted(channel.product("A-1", "Bag, large"), channel.price("A-1", "5.00"));

    assertThat(shop.productsCreated()).isEqualTo(1);
    assertThat(channel.shown("A-1").title()).isEqualTo("Bag, large");
    assertThat(channel.shown("A-1").status()).isEqualTo("ACTIVE");
  }

  @Test
  void lookBackThatFailsCreatesNothing() {
    shop.searchLag(Duration.ofMinutes(1));
    channel.await(() -> shop.fault(Kind.RESET_AFTER, 1, ShopifyShop::isChange));
    assertThat(channel.deliver(channel.product("A-1", "Bag"))).isInstanceOf(Outcome.Unknown.class);
    ChannelUpdate renamed = channel.product("A-1", "Bag, large");
    channel.await(
        () -> shop.fault(Kind.HTML, 1, request -> request.text().contains("FindByHandle")));

    assertThat(channel.deliver(renamed)).isInstanceOf(Outcome.Unknown.class);

    channel.accepted(renamed);
    assertThat(shop.productsCreated()).isEqualTo(1);
    assertThat(channel.shown("A-1").title()).isEqualTo("Bag, large");
  }

  @Test
  void lookBackForAVariantThatFailsAddsNothing() {
    shop.searchLag(Duration.ofMinutes(1));
    channel.accepted(channel.variant("S-1", "SHIRT", "S"));
    channel.await(() -> shop.fault(Kind.RESET_AFTER, 1, ShopifyShop::isChange));
    assertThat(channel.deliver(channel.variant("S-2", "SHIRT", "M")))
        .isInstanceOf(Outcome.Unknown.class);
    ChannelUpdate other = channel.variant("S-2", "SHIRT", "Medium");
    channel.await(() -> shop.fault(Kind.HTML, 1, request -> request.text().contains("VariantsOf")));

    assertThat(channel.deliver(other)).isInstanceOf(Outcome.Unknown.class);

    channel.accepted(other);
    assertThat(channel.shown("S-2").siblings()).isEqualTo(2);
  }

  @Test
  void addressOfAnAttemptIsKeptForTheNext() {
    channel.await(() -> shop.fault(Kind.RESET_BEFORE, 1, ShopifyShop::isChange));
    assertThat(channel.deliver(channel.product("A-1", "Bag"))).isInstanceOf(Outcome.Unknown.class);

    channel.accepted(channel.product("A-1", "Bag, large"));

    assertThat(channel.shown("A-1").handle()).isEqualTo("bag-a-1");
    assertThat(channel.shown("A-1").title()).isEqualTo("Bag, large");
  }

  @Test
  void addressThatTheMerchantChangedMeanwhileIsSetToo() {
    channel.await(() -> shop.fault(Kind.RESET_BEFORE, 1, ShopifyShop::isChange));
    JsonObject content = new JsonObject().put("name", "Bag");
    assertThat(channel.deliver(channel.product("A-1", content.copy().put("handle", "old"))))
        .isInstanceOf(Outcome.Unknown.class);

    channel.accepted(channel.product("A-1", content.put("handle", "new")));

    assertThat(channel.shown("A-1").handle()).isEqualTo("new");
  }

  @Test
  void siblingWithAnotherAddressFindsWhatALostAttemptMade() {
    shop.searchLag(Duration.ofMinutes(1));
    channel.await(() -> shop.fault(Kind.RESET_AFTER, 1, ShopifyShop::isChange));
    assertThat(channel.deliver(withHandle("S-1", "S", "shirt-s")))
        .isInstanceOf(Outcome.Unknown.class);

    channel.accepted(withHandle("S-2", "M", "shirt-m"), withHandle("S-1", "S", "shirt-s"));

    assertThat(shop.productsCreated()).isEqualTo(1);
    assertThat(channel.shown("S-1").siblings()).isEqualTo(2);
  }

  private ChannelUpdate withHandle(String sku, String size, String handle) {
    JsonObject content =
        new JsonObject()
            .put("name", "Shirt")
            .put("handle", handle)
            .put("parent", "SHIRT")
            .put("variant", new JsonObject().put("Size", size));
    return channel.product(sku, content);
  }

  @Test
  void lostProductIsFoundByASearchToo() {
    channel.await(() -> shop.fault(Kind.RESET_AFTER, 1, ShopifyShop::isChange));
    assertThat(channel.deliver(channel.product("A-1", "Bag"))).isInstanceOf(Outcome.Unknown.class);
    channel.now = channel.now.plusSeconds(1);

    channel.accepted(channel.price("A-1", "5.00"));

    assertThat(channel.shown("A-1").status()).isEqualTo("ACTIVE");
  }

  @Test
  void productThatIsGoneIsNotMadeAnewByAChange() {
    channel.accepted(channel.product("A-1", "Bag"), channel.price("A-1", "5.00"));
    shop.delete("A-1");
    ChannelUpdate change = channel.product("A-1", "Bag, large");

    assertThat(channel.deliver(ShopifyFixture.of(Listed.YES, change)))
        .isInstanceOf(Outcome.NotListed.class);
    assertThat(channel.deliver(ShopifyFixture.of(Listed.YES, change)))
        .as("nor when it is known of no more")
        .isInstanceOf(Outcome.NotListed.class);

    assertThat(shop.productsCreated()).isEqualTo(1);
    channel.accepted(ShopifyFixture.of(Listed.NO, change));
    assertThat(channel.shown("A-1").title()).isEqualTo("Bag, large");
  }

  @ParameterizedTest
  @EnumSource(names = {"NO", "UNKNOWN"})
  void productThatIsGoneIsMadeAnewWhereNobodyTookItForListed(Listed listed) {
    channel.accepted(channel.product("A-1", "Bag"));
    shop.delete("A-1");
    ChannelUpdate again = ShopifyFixture.of(listed, channel.product("A-1", "Bag"));

    assertThat(channel.deliver(again)).isInstanceOf(Outcome.Conflict.class);
    channel.accepted(again);

    assertThat(channel.shown("A-1").title()).isEqualTo("Bag");
  }

  @Test
  void variantThatIsGoneIsNotMadeAnewByAChange() {
    channel.accepted(channel.variant("S-1", "SHIRT", "S"), channel.variant("S-2", "SHIRT", "M"));
    shop.delete("S-2");
    ChannelUpdate change = channel.variant("S-2", "SHIRT", "M");

    assertThat(channel.deliver(ShopifyFixture.of(Listed.YES, change)))
        .isInstanceOf(Outcome.NotListed.class);
    assertThat(channel.deliver(ShopifyFixture.of(Listed.YES, change)))
        .isInstanceOf(Outcome.NotListed.class);

    assertThat(channel.asked("AddVariant")).as("the one that it was made with").hasSize(1);
    ChannelUpdate create = ShopifyFixture.of(Listed.NO, change);
    assertThat(channel.deliver(create)).as("its product").isInstanceOf(Outcome.Conflict.class);
    channel.accepted(create, channel.price("S-2", "9.50"));
    assertThat(channel.shown("S-2").status()).isEqualTo("ACTIVE");
  }

  @Test
  void addressOfAnotherProductIsNotTaken() {
    channel.accepted(
        channel.product("A-1", new JsonObject().put("name", "Bag").put("handle", "b")));

    Outcome second =
        channel.deliver(
            channel.product("A-2", new JsonObject().put("name", "C").put("handle", "b")));

    assertThat(rejected(second).code()).isEqualTo("handle_not_unique");
    assertThat(channel.shown("A-1").siblings()).isEqualTo(1);
    channel.accepted(channel.product("A-2", new JsonObject().put("name", "C").put("handle", "c")));
    assertThat(channel.shown("A-2").handle()).isEqualTo("c");
  }

  @Test
  void variantsOfOneParentAreOneProduct() {
    channel.accepted(
        channel.variant("S-1", "SHIRT", "S"),
        channel.variant("S-2", "SHIRT", "M"),
        channel.variant("S-3", "SHIRT", "L"));

    assertThat(shop.productsCreated()).isEqualTo(1);
    assertThat(channel.shown("S-3").siblings()).isEqualTo(3);
    assertThat(channel.shown("S-2").options()).isEqualTo(Map.of("Size", "M"));
    assertThat(channel.shown("S-1").handle()).isEqualTo("shirt");
  }

  @Test
  void variantsOfOneParentInOneCallAreOneProduct() {
    assertThat(
            channel.deliver(
                List.of(
                    channel.variant("S-1", "SHIRT", "S"), channel.variant("S-2", "SHIRT", "M"))))
        .containsOnly(ACCEPTED);

    assertThat(shop.productsCreated()).isEqualTo(1);
  }

  @Test
  void parentIsFoundWhenNothingIsRemembered() {
    channel.accepted(channel.variant("S-1", "SHIRT", "S"));
    channel.await(() -> channel.remoteIds.put(Map.of("parent SHIRT", Map.of(), "S-1", Map.of())));

    channel.now = channel.now.plusSeconds(1);
    channel.accepted(channel.variant("S-2", "SHIRT", "M"), channel.variant("S-1", "SHIRT", "S"));

    assertThat(shop.productsCreated()).isEqualTo(1);
    assertThat(channel.shown("S-1").siblings()).isEqualTo(2);
  }

  @Test
  void variantWhoseAnswerWasLostIsOne() {
    shop.searchLag(Duration.ofMinutes(1));
    channel.accepted(channel.variant("S-1", "SHIRT", "S"));
    channel.await(() -> shop.fault(Kind.RESET_AFTER, 1, ShopifyShop::isChange));
    ChannelUpdate second = channel.variant("S-2", "SHIRT", "M");
    assertThat(channel.deliver(second)).isInstanceOf(Outcome.Unknown.class);

    channel.accepted(second);

    assertThat(channel.shown("S-2").siblings()).isEqualTo(2);
  }

  @Test
  void productOfVariantsIsShownWithTheFirstPriceOfAny() {
    channel.accepted(channel.variant("S-1", "SHIRT", "S"), channel.variant("S-2", "SHIRT", "M"));
    ChannelUpdate first = channel.stock("S-1", 4);

    channel.accepted(channel.price("S-2", "9.50"), channel.stock("S-2", 5));

    assertThat(channel.shown("S-2").status()).isEqualTo("ACTIVE");
    assertThat(channel.shown("S-2").buyable()).isTrue();
    assertThat(channel.deliver(first)).isInstanceOf(Outcome.Deferred.class);
    channel.accepted(channel.price("S-1", "9.00"), first);
    assertThat(channel.asked("Show")).as("once").hasSize(1);
  }

  @Test
  void siblingThatGetsAPriceShowsNothingThatAPersonTookOff() {
    channel.accepted(
        channel.variant("S-1", "SHIRT", "S"),
        channel.variant("S-2", "SHIRT", "M"),
        channel.price("S-1", "9.00"));
    shop.archive("S-1");

    channel.accepted(channel.price("S-2", "9.50"));

    assertThat(channel.shown("S-1").status()).isEqualTo("ARCHIVED");
  }

  @Test
  void productWhoseFirstVariantIsHeardOfNoMoreIsShown() {
    shop.searchLag(Duration.ofMinutes(1));
    channel.await(() -> shop.fault(Kind.RESET_AFTER, 1, ShopifyShop::isChange));
    assertThat(channel.deliver(channel.variant("S-1", "SHIRT", "S")))
        .isInstanceOf(Outcome.Unknown.class);

    channel.accepted(channel.variant("S-2", "SHIRT", "M"), channel.price("S-2", "9.50"));

    assertThat(shop.productsCreated()).isEqualTo(1);
    assertThat(channel.shown("S-2").status()).isEqualTo("ACTIVE");
  }

  @Test
  void stockOfAVariantWaitsForItsPrice() {
    channel.accepted(
        channel.variant("S-1", "SHIRT", "S"),
        channel.price("S-1", "9.00"),
        channel.variant("S-2", "SHIRT", "M"));
    ChannelUpdate stock = channel.stock("S-2", 5);

    assertThat(channel.deliver(stock)).isInstanceOf(Outcome.Deferred.class);
    channel.accepted(channel.price("S-2", "9.50"), stock);

    assertThat(channel.stockOf("S-2")).isEqualTo(5);
  }

  @Test
  void stockOfAVariantWhoseAnswerWasLostWaitsForItsPrice() {
    channel.accepted(channel.variant("S-1", "SHIRT", "S"), channel.price("S-1", "9.00"));
    channel.await(() -> shop.fault(Kind.RESET_AFTER, 1, ShopifyShop::isChange));
    ChannelUpdate second = channel.variant("S-2", "SHIRT", "M");
    assertThat(channel.deliver(second)).isInstanceOf(Outcome.Unknown.class);
    // By now a search finds it.
    channel.now = channel.now.plusSeconds(1);
    channel.accepted(second);
    ChannelUpdate stock = channel.stock("S-2", 5);

    assertThat(channel.deliver(stock)).isInstanceOf(Outcome.Deferred.class);

    assertThat(channel.shown("S-2").buyable()).isFalse();
    channel.accepted(channel.price("S-2", "9.50"), stock);
    assertThat(channel.stockOf("S-2")).isEqualTo(5);
  }

  @Test
  void variantWhoseAnswerWasLostIsOneAlsoWithOtherValues() {
    shop.searchLag(Duration.ofMinutes(1));
    channel.accepted(channel.variant("S-1", "SHIRT", "S"));
    channel.await(() -> shop.fault(Kind.RESET_AFTER, 1, ShopifyShop::isChange));
    assertThat(channel.deliver(channel.variant("S-2", "SHIRT", "M")))
        .isInstanceOf(Outcome.Unknown.class);

    channel.accepted(channel.variant("S-2", "SHIRT", "Medium"));

    assertThat(channel.shown("S-2").siblings()).isEqualTo(2);
  }

  @Test
  void variantThatFitsNotTheProductIsRejected() {
    shop.product("A-1", 1);
    channel.await(
        () ->
            channel.remoteIds.put(
                Map.of("parent SHIRT", Map.of("product", channel.shown("A-1").productId()))));

    Outcome outcome = channel.deliver(channel.variant("S-1", "SHIRT", "S"));

    assertThat(rejected(outcome).code()).isEqualTo("need_to_add_option_values");
    assertThat(channel.shown("A-1").siblings()).as("nothing vanished").isEqualTo(1);
  }

  @Test
  void variantThatSomebodyMadeByHandStaysBesideOurs() {
    shop.product("A-1", 1);
    channel.await(
        () ->
            channel.remoteIds.put(
                Map.of("parent SHIRT", Map.of("product", channel.shown("A-1").productId()))));
    JsonObject large =
        new JsonObject()
            .put("name", "Shirt")
            .put("parent", "SHIRT")
            .put("options", new JsonObject().put("Title", "Large"));

    channel.accepted(channel.product("S-1", large));

    assertThat(channel.shown("A-1").siblings()).isEqualTo(2);
  }

  @Test
  void whatCannotBeAProductIsRejectedUnsent() {
    assertThat(rejected(channel.deliver(channel.product("A-1", new JsonObject()))).reason())
        .contains("no title");
    JsonObject child = new JsonObject().put("name", "Shirt").put("parent", "SHIRT");
    assertThat(rejected(channel.deliver(channel.product("A-2", child))).reason())
        .contains("options");

    assertThat(channel.asked("CreateProduct")).isEmpty();
  }

  @Test
  void productThatLeavesIsArchivedAndComesBack() {
    channel.accepted(channel.product("A-1", "Bag"), channel.price("A-1", "5.00"));

    channel.accepted(channel.discontinued("A-1"));
    assertThat(channel.shown("A-1").status()).isEqualTo("ARCHIVED");

    channel.accepted(channel.product("A-1", "Bag"));
    assertThat(channel.shown("A-1").status()).isEqualTo("ACTIVE");
  }

  @Test
  void whatAPersonArchivedStaysArchived() {
    channel.with("discontinued", "draft");
    channel.accepted(channel.product("A-1", "Bag"), channel.price("A-1", "5.00"));
    channel.accepted(channel.discontinued("A-1"));
    assertThat(channel.shown("A-1").status()).isEqualTo("DRAFT");
    channel.accepted(channel.product("A-1", "Bag"));
    shop.archive("A-1");

    channel.accepted(channel.product("A-1", "Bag, large"));

    assertThat(channel.shown("A-1").status()).isEqualTo("ARCHIVED");
  }

  @Test
  void variantThatLeavesTakesNoSiblingWithIt() {
    shop.product("A-1", 4).sibling("A-2", "A-1");

    channel.accepted(channel.discontinued("A-1"));

    assertThat(channel.shown("A-1").status()).isEqualTo("ACTIVE");
    assertThat(channel.stockOf("A-1")).isZero();
  }

  @Test
  void lastVariantThatLeavesTakesTheProductWithIt() {
    shirts();

    channel.accepted(channel.discontinued("S-1"));
    assertThat(channel.shown("S-1").status()).isEqualTo("ACTIVE");
    channel.accepted(channel.discontinued("S-2"));
    assertThat(channel.shown("S-1").status()).isEqualTo("ARCHIVED");

    channel.accepted(channel.variant("S-1", "SHIRT", "S"), channel.stock("S-1", 3));
    assertThat(channel.shown("S-1").buyable()).isTrue();
    assertThat(channel.shown("S-2").buyable()).isFalse();
    shop.archive("S-1");
    channel.accepted(channel.variant("S-2", "SHIRT", "M"));
    assertThat(channel.shown("S-1").status()).as("a person's own doing").isEqualTo("ARCHIVED");
  }

  @Test
  void newVariantBringsBackAProductThatLeftWithItsOthers() {
    shirts();
    channel.accepted(channel.discontinued("S-1"), channel.discontinued("S-2"));

    channel.accepted(
        channel.variant("S-3", "SHIRT", "L"),
        channel.price("S-3", "9.00"),
        channel.stock("S-3", 4));

    assertThat(channel.shown("S-3").buyable()).isTrue();
    assertThat(channel.shown("S-1").buyable()).isFalse();
    assertThat(shop.productsCreated()).isEqualTo(1);
  }

  private void shirts() {
    channel.accepted(
        channel.variant("S-1", "SHIRT", "S"),
        channel.variant("S-2", "SHIRT", "M"),
        channel.price("S-1", "9.00"),
        channel.price("S-2", "9.00"),
        channel.stock("S-1", 5),
        channel.stock("S-2", 5));
  }

  @Test
  void whatIsNotThereNeedNotLeave() {
    assertThat(channel.deliver(channel.discontinued("A-9"))).isEqualTo(ACCEPTED);
    assertThat(shop.requests()).as("a search").isEqualTo(1);
  }

  @Test
  void whatAThousandProductsTake() {
    for (int i = 1; i <= 50; i++) {
      channel.accepted(
          channel.product("A-" + i, new JsonObject().put("name", "B").put("gtin", i + "")));
    }
    int requests = shop.requests();
    long points = shop.pointsSpent();
    for (int i = 1; i <= 50; i++) {
      channel.accepted(
          channel.product("A-" + i, new JsonObject().put("name", "C").put("gtin", i + "")));
    }

    assertThat(requests).as("search and create").isEqualTo(100);
    assertThat(points).as("2 and 11 each").isEqualTo(650);
    assertThat(shop.requests() - requests).isEqualTo(50);
    assertThat(shop.pointsSpent() - points).isEqualTo(1_000);
  }
}
