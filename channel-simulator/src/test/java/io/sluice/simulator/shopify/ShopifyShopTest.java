package io.sluice.simulator.shopify;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The stand-in itself: what it refuses, and what it holds against a client. */
class ShopifyShopTest {
  private static final String SET =
      """
      mutation Set($input: InventorySetQuantitiesInput!, $key: String!) {
        inventorySetQuantities(input: $input) @idempotent(key: $key) {
          inventoryAdjustmentGroup { id }
          userErrors { code field message }
        }
      }""";

  private final Vertx vertx = Vertx.vertx();
  private final Instant now = Instant.parse("2026-11-20T12:00:00Z");
  private final ShopifyShop shop = new ShopifyShop(vertx, () -> now);

  @BeforeEach
  void listen() {
    shop.listen(0).toCompletionStage().toCompletableFuture().join();
    shop.product("A-1", 7);
  }

  @AfterEach
  void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  private JsonObject ask(String query, JsonObject variables) throws Exception {
    return ask("2026-04", ShopifyShop.ACCESS_TOKEN, query, variables).getJsonObject(1);
  }

  private JsonArray ask(String version, String token, String query, JsonObject variables)
      throws Exception {
    String body = new JsonObject().put("query", query).put("variables", variables).encode();
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(shop.url() + "/admin/api/" + version + "/graphql.json"))
            .header("X-Shopify-Access-Token", token)
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    HttpResponse<String> answer =
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    return new JsonArray().add(answer.statusCode()).add(new JsonObject(answer.body()));
  }

  private JsonObject input(int quantity, Integer from) {
    ShownVariant variant = shop.find("A-1").orElseThrow();
    JsonObject entry =
        new JsonObject()
            .put("inventoryItemId", variant.itemId())
            .put("locationId", ShopifyShop.LOCATION)
            .put("quantity", quantity)
            .put("changeFromQuantity", from);
    return new JsonObject()
        .put("name", "available")
        .put("reason", "correction")
        .put("quantities", new JsonArray().add(entry));
  }

  private JsonObject set(String key, int quantity, Integer from) throws Exception {
    return ask(SET, new JsonObject().put("input", input(quantity, from)).put("key", key));
  }

  private static List<?> codes(JsonObject body) {
    return body
        .getJsonObject("data")
        .getJsonObject("inventorySetQuantities")
        .getJsonArray("userErrors")
        .stream()
        .map(error -> ((JsonObject) error).getString("code"))
        .toList();
  }

  private int stock() {
    return shop.find("A-1").orElseThrow().available().get(ShopifyShop.LOCATION);
  }

  @Test
  void quantityIsOnlySetFromWhatIsThere() throws Exception {
    assertThat(codes(set("k1", 5, 6))).isEqualTo(List.of("CHANGE_FROM_QUANTITY_STALE"));
    assertThat(stock()).isEqualTo(7);
    assertThat(codes(set("k2", 5, 7))).isEmpty();
    assertThat(codes(set("k3", 4, null))).isEmpty();
    assertThat(stock()).isEqualTo(4);
  }

  @Test
  void keyIsRemembered() throws Exception {
    assertThat(codes(set("k1", 5, 7))).isEmpty();
    shop.sell("A-1", 1);
    assertThat(codes(set("k1", 5, 7))).as("the answer of the first").isEmpty();
    assertThat(stock()).isEqualTo(4);
    assertThat(codes(set("k1", 6, 7))).isEqualTo(List.of("IDEMPOTENCY_KEY_PARAMETER_MISMATCH"));
    set("k2", 9, 1);
    assertThat(codes(set("k2", 9, 1))).isEqualTo(List.of("IDEMPOTENCY_PREVIOUS_ATTEMPT_FAILED"));
    assertThat(shop.violations().counts()).isEmpty();
  }

  @Test
  void changeWithoutKeyOrGuardIsHeldAgainstTheClient() throws Exception {
    ask(
        SET.replace(" @idempotent(key: $key)", "").replace(", $key: String!", ""),
        new JsonObject().put("input", input(5, 7)));
    JsonObject unguarded = input(5, 7);
    unguarded.getJsonArray("quantities").getJsonObject(0).remove("changeFromQuantity");
    ask(SET, new JsonObject().put("input", unguarded).put("key", "k"));

    assertThat(stock()).isEqualTo(7);
    assertThat(shop.violations().counts())
        .containsOnlyKeys(
            "a change of inventory without an idempotency key",
            "a quantity without changeFromQuantity");
  }

  @Test
  void whatCanBeBoughtForNothingIsHeldAgainstTheClient() throws Exception {
    String price =
        """
        mutation Price($product: ID!, $variant: ID!) {
          productVariantsBulkUpdate(productId: $product, variants: [{id: $variant, price: "0"}]) {
            userErrors { code field message }
          }
        }""";
    ShownVariant variant = shop.find("A-1").orElseThrow();
    JsonObject ids =
        new JsonObject().put("product", variant.productId()).put("variant", variant.variantId());
    set("k1", 0, 7);
    ask(price, ids);
    assertThat(shop.find("A-1").orElseThrow().buyable()).isFalse();
    assertThat(shop.violations().counts()).isEmpty();

    set("k2", 1, 0);

    assertThat(shop.violations().counts())
        .containsOnlyKeys("a variant that can be bought for nothing");
  }

  @Test
  void whatIsNotTrackedCanBeBoughtWhateverItsQuantity() throws Exception {
    shop.untrack("A-1");
    set("k1", 0, 7);

    assertThat(shop.find("A-1").orElseThrow().buyable()).isTrue();
  }

  @Test
  void documentThatTheSchemaDoesNotAllowIsRefused() throws Exception {
    JsonObject body = ask("{ shop { colour } }", new JsonObject());

    assertThat(body.getJsonArray("errors").getJsonObject(0).getString("message"))
        .contains("colour");
    assertThat(shop.violations().counts())
        .containsOnlyKeys("a document that the schema does not allow");
  }

  @Test
  void pointsAreCountedAndGivenBack() throws Exception {
    JsonObject cost =
        ask("{ productVariants(first: 100) { nodes { id product { id } } } }", new JsonObject())
            .getJsonObject("extensions")
            .getJsonObject("cost");

    assertThat(cost.getInteger("requestedQueryCost")).isEqualTo(202);
    assertThat(cost.getInteger("actualQueryCost")).isEqualTo(4);
    assertThat(cost.getJsonObject("throttleStatus").getInteger("currentlyAvailable"))
        .isEqualTo(1996);
  }

  @Test
  void whoAsksForMoreThanIsLeftIsThrottledAndToldOf() throws Exception {
    shop.plan(10, 100);
    String query = "{ productVariants(first: 30) { nodes { id product { id } } } }";
    ask("{ shop { name } }", new JsonObject());
    shop.spend(60);
    JsonObject refused = ask(query, new JsonObject());
    assertThat(refused.getJsonArray("errors").getJsonObject(0).encode()).contains("THROTTLED");
    assertThat(shop.violations().counts()).as("something else took them").isEmpty();

    ask("{ shop { name } }", new JsonObject());
    ask(query, new JsonObject());

    assertThat(shop.violations().counts()).containsOnlyKeys("more points than it was told of");
  }

  @Test
  void documentOverAThousandPointsIsRefused() throws Exception {
    JsonObject body =
        ask(
            "{ productVariants(first: 250) { nodes { product { id } inventoryItem { id }"
                + " p: product { id } } } }",
            new JsonObject());

    assertThat(body.encode()).contains("MAX_COST_EXCEEDED");
    assertThat(shop.violations().counts()).containsOnlyKeys("a document over 1,000 points");
  }

  @Test
  void standaloneVariantThatIsDeletedIsHeldAgainstTheClient() throws Exception {
    String product = shop.find("A-1").orElseThrow().productId();
    JsonObject variant =
        new JsonObject()
            .put("price", "9.99")
            .put(
                "optionValues",
                new JsonArray()
                    .add(new JsonObject().put("optionName", "Title").put("name", "Large")));
    ask(
        """
        mutation Add($id: ID!, $variants: [ProductVariantsBulkInput!]!) {
          productVariantsBulkCreate(productId: $id, variants: $variants) { userErrors { code } }
        }""",
        new JsonObject().put("id", product).put("variants", new JsonArray().add(variant)));

    assertThat(shop.violations().counts()).containsOnlyKeys("a variant deleted");
    assertThat(shop.find("A-1")).isEmpty();
  }

  @Test
  void searchFindsMoreThanItWasAskedFor() throws Exception {
    shop.product("a-1-red", 1).product("B", 1);

    JsonObject body =
        ask(
            "{ productVariants(first: 9, query: \"sku:\\\"A-1\\\"\") { nodes { sku } } }",
            new JsonObject());

    assertThat(body.encode()).contains("\"A-1\"", "\"a-1-red\"").doesNotContain("\"B\"");
  }

  @Test
  void strangerIsRefused() throws Exception {
    assertThat(ask("2026-04", "no", "{ shop { name } }", new JsonObject()).getInteger(0))
        .isEqualTo(401);
  }
}
