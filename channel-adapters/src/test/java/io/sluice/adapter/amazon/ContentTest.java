package io.sluice.adapter.amazon;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.adapter.CallPreview;
import io.sluice.adapter.ChannelCall;
import io.sluice.adapter.ChannelUpdate;
import io.sluice.adapter.Facet;
import io.sluice.adapter.Listed;
import io.sluice.adapter.Outcome;
import io.sluice.adapter.OutgoingRequest;
import io.sluice.adapter.Value;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** New listings and the content of those that exist. */
class ContentTest {
  private static final Outcome ACCEPTED = Outcome.Accepted.PLAIN;
  private static final String SKU = "SKU-1";

  @Test
  void newListingIsPutWithWrappedAttributes() throws Exception {
    try (AmazonFixture amazon = new AmazonFixture(Map.of("issue_locale", "en_GB"))) {
      assertThat(
              amazon.deliver(
                  amazon.product(
                      SKU,
                      """
                      {"item_name": "Koffer", "brand": "Acme", "bullet_point": ["leicht", "fest"],
                       "number_of_items": 1, "country_of_origin": "DE", "empty": [],
                       "item_weight": {"value": 2.5, "unit": "kilograms"}, "gtin": "4015211100803",
                       "images": [{"url": "https://h/1.png"}, "https://h/2.png"],
                       "product_type": "LUGGAGE", "parent": "P", "attributes": {"x": 1}}
                      """)))
          .containsExactly(ACCEPTED);

      String body = amazon.bodies("PUT").get(0);
      String tag = "\"marketplace_id\":\"A1PA6795UKMFR9\"";
      assertThat(body)
          .startsWith("{\"productType\":\"LUGGAGE\",\"requirements\":\"LISTING\",\"attributes\":{")
          .contains("\"item_name\":[{\"value\":\"Koffer\",\"language_tag\":\"de_DE\"," + tag + "}]")
          .contains(
              "{\"value\":\"leicht\",\"language_tag\":\"de_DE\"," + tag + "},{\"value\":\"fest")
          .contains("\"number_of_items\":[{\"value\":1," + tag + "}]")
          .contains("\"country_of_origin\":[{\"value\":\"DE\"," + tag + "}]")
          .contains("\"item_weight\":[{\"value\":2.5,\"unit\":\"kilograms\"," + tag + "}]")
          .contains(
              "\"externally_assigned_product_identifier\":[{\"type\":\"ean\","
                  + "\"value\":\"4015211100803\","
                  + tag
                  + "}]")
          .contains("\"main_product_image_locator\":[{\"media_location\":\"https://h/1.png\"")
          .contains("\"other_product_image_locator_1\":[{\"media_location\":\"https://h/2.png\"")
          .contains("\"condition_type\":[{\"value\":\"new_new\"," + tag + "}]")
          .doesNotContain("product_type\":[", "parent", "\"x\"", "empty");
      assertThat(amazon.exchanges.get(amazon.exchanges.size() - 1).request().target())
          .endsWith("?marketplaceIds=A1PA6795UKMFR9&issueLocale=en_GB");
    }
  }

  /** As rules make it: texts, a list of texts, a list of addresses. */
  @Test
  void fieldsOfRulesAreAttributes() throws Exception {
    try (AmazonFixture amazon = new AmazonFixture()) {
      String images =
          IntStream.rangeClosed(1, 9)
              .mapToObj(i -> "\"https://h/" + i + ".jpg\"")
              .collect(Collectors.joining(","));
      assertThat(
              amazon.deliver(
                  amazon.product(
                      SKU,
                      """
                      {"product_type": "LUGGAGE", "item_name": "Acme Runner 42", "brand": "Acme",
                       "bullet_point": ["Leather", "Two years of warranty"], "images": [%s]}
                      """
                          .formatted(images))))
          .containsExactly(ACCEPTED);

      String body = amazon.bodies("PUT").get(0);
      String tags = "\"language_tag\":\"de_DE\",\"marketplace_id\":\"A1PA6795UKMFR9\"}";
      assertThat(body)
          .contains(
              "\"bullet_point\":[{\"value\":\"Leather\","
                  + tags
                  + ",{\"value\":\"Two years of warranty\","
                  + tags
                  + "]")
          .contains("\"main_product_image_locator\":[{\"media_location\":\"https://h/1.jpg\"")
          .contains("\"other_product_image_locator_8\":[{\"media_location\":\"https://h/9.jpg\"")
          .doesNotContain("\"images\"");
    }
  }

  @Test
  void contentOfAListingThatExistsLeavesItsStockAndPrice() throws Exception {
    try (AmazonFixture amazon = new AmazonFixture()) {
      amazon.store.list(SKU, "LUGGAGE", "DEFAULT", 5L, new BigDecimal("10"));

      assertThat(amazon.deliver(amazon.product(SKU, "{\"name\": \"Koffer\"}")))
          .containsExactly(ACCEPTED);

      assertThat(amazon.count("putListingsItem")).isZero();
      assertThat(amazon.store.shown(SKU).name()).isEqualTo("Koffer");
      assertThat(amazon.store.shown(SKU).quantity()).isEqualTo(5);
      assertThat(amazon.store.shown(SKU).price()).isEqualByComparingTo("10");
    }
  }

  @Test
  void stockAndPriceFollowTheListingThatTheirCallCreates() throws Exception {
    try (AmazonFixture amazon = new AmazonFixture()) {
      assertThat(
              amazon.deliver(
                  amazon.stock(SKU, 3),
                  amazon.product(SKU, "{\"item_name\":\"Koffer\",\"brand\":\"Acme\"}"),
                  amazon.price(SKU, "9.90")))
          .containsExactly(ACCEPTED, ACCEPTED, ACCEPTED);

      assertThat(amazon.store.shown(SKU).quantity()).isEqualTo(3);
      assertThat(amazon.store.shown(SKU).price()).isEqualByComparingTo("9.90");
    }
  }

  /** Taken away in Seller Central, found out by a reconcile: a patch would be accepted there. */
  @Test
  void listingThatIsKnownToBeGoneIsPutAnew() throws Exception {
    try (AmazonFixture amazon = new AmazonFixture()) {
      String content = "{\"item_name\":\"Koffer\",\"brand\":\"Acme\"}";
      assertThat(amazon.deliver(amazon.product(SKU, content))).containsExactly(ACCEPTED);
      amazon.store.remove(SKU);

      assertThat(amazon.deliver(product(amazon, SKU, Listed.NO))).containsExactly(ACCEPTED);

      assertThat(amazon.store.shown(SKU).listed()).isTrue();
      assertThat(amazon.count("putListingsItem")).isEqualTo(2);
    }
  }

  /** Stock and price have to be sent again too, which the gateway does for what was not listed. */
  @Test
  void changeOfAListingThatIsGoneIsNotListed() throws Exception {
    try (AmazonFixture amazon = new AmazonFixture()) {
      String content = "{\"item_name\":\"Koffer\",\"brand\":\"Acme\"}";
      assertThat(amazon.deliver(amazon.product(SKU, content), amazon.stock(SKU, 3)))
          .containsExactly(ACCEPTED, ACCEPTED);
      amazon.store.remove(SKU);

      assertThat(amazon.deliver(product(amazon, SKU, Listed.YES)).get(0))
          .isInstanceOf(Outcome.NotListed.class);
      assertThat(amazon.store.listings()).isZero();

      assertThat(amazon.deliver(product(amazon, SKU, Listed.NO))).containsExactly(ACCEPTED);
      assertThat(amazon.store.shown(SKU).listed()).isTrue();
    }
  }

  private static ChannelUpdate product(AmazonFixture amazon, String sku, Listed listed) {
    String content = "{\"item_name\":\"Koffer\",\"brand\":\"Acme\"}";
    Value value = new Value.Product(content.getBytes(StandardCharsets.UTF_8));
    return amazon.update(sku, Facet.PRODUCT, value, listed);
  }

  @Test
  void stockOfAListingThatIsNotCreatedWaits() throws Exception {
    try (AmazonFixture amazon = new AmazonFixture()) {
      List<Outcome> outcomes =
          amazon.deliver(amazon.product(SKU, "{\"item_name\":\"Koffer\"}"), amazon.stock(SKU, 3));

      assertThat(outcomes.get(0))
          .isInstanceOfSatisfying(
              Outcome.Rejected.class,
              rejected -> {
                assertThat(rejected.code()).isEqualTo("amazon.90220");
                assertThat(rejected.reason())
                    .isEqualTo("brand: 'brand' is required but not supplied.");
              });
      assertThat(outcomes.get(1)).isInstanceOf(Outcome.NotListed.class);
      assertThat(amazon.store.listings()).isZero();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"purchasable_offer\": 1}         | said by stock and price",
        "{\"Item Name\": \"x\"}             | is no name of an attribute",
        "{\"gtin\": \"123\"}                | has not 8, 12, 13 or 14 digits",
        "{\"categories\": [\"a\"]}          | none of its fields is an attribute",
        "[]                                 | none of its fields is an attribute"
      })
  void contentThatCannotBeSentIsRejectedInWords(String json, String words) throws Exception {
    try (AmazonFixture amazon = new AmazonFixture()) {
      assertThat(amazon.deliver(amazon.product(SKU, json)).get(0))
          .isInstanceOfSatisfying(
              Outcome.Rejected.class,
              rejected -> {
                assertThat(rejected.code()).isEqualTo("product.fields");
                assertThat(rejected.reason()).contains(words);
              });
    }
  }

  @Test
  void skuThatCannotStandInAnAddressIsRejected() throws Exception {
    try (AmazonFixture amazon = new AmazonFixture()) {
      assertThat(amazon.deliver(amazon.stock("..", 1)).get(0).toString())
          .contains("sku.no_path_segment");
      assertThat(amazon.exchanges).isEmpty();
    }
  }

  @Test
  void previewIsWhatIsSent() throws Exception {
    try (AmazonFixture amazon = new AmazonFixture()) {
      amazon.store.list(SKU, "LUGGAGE", "DEFAULT", 1L, null);
      ChannelCall call =
          new ChannelCall("c", List.of(amazon.stock(SKU, 4), amazon.price(SKU, "5.00")));

      CallPreview.Requests preview =
          (CallPreview.Requests) new AmazonAdapter().preview(amazon.settings(), call);
      amazon.await(() -> amazon.connection().deliver(call));

      assertThat(preview.requests()).hasSize(1);
      OutgoingRequest shown = preview.requests().get(0);
      assertThat(shown.method()).isEqualTo("PATCH");
      assertThat(shown.headers()).containsEntry("x-amz-access-token", "***");
      assertThat(amazon.bodies("PATCH"))
          .containsExactly(new String(shown.body(), StandardCharsets.UTF_8));
      assertThat(shown.url())
          .isEqualTo(
              amazon.store.url()
                  + amazon.exchanges.get(amazon.exchanges.size() - 1).request().target());
    }
  }
}
