package io.sluice.adapter.spec;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.simulator.market.MarketAnswer;
import io.sluice.simulator.market.MarketExchange;
import io.sluice.simulator.market.MarketRequest;
import io.vertx.core.MultiMap;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What fits a description, and what is said where something does not. */
class OfficialApiTest {
  /** An exchange that fits, and what differs from it. */
  private record Draft(
      String method,
      String path,
      Map<String, String> query,
      Map<String, String> headers,
      String body,
      MarketAnswer answer) {

    Draft path(String other) {
      return new Draft(method, other, query, headers, body, answer);
    }

    Draft query(Map<String, String> other) {
      return new Draft(method, path, other, headers, body, answer);
    }

    Draft headers(Map<String, String> other) {
      return new Draft(method, path, query, other, body, answer);
    }

    Draft body(String other) {
      return new Draft(method, path, query, headers, other, answer);
    }

    Draft body(String found, String other) {
      assertThat(body).contains(found);
      return body(body.replace(found, other));
    }

    Draft answer(MarketAnswer other) {
      return new Draft(method, path, query, headers, body, other);
    }

    MarketExchange exchange() {
      MarketRequest request =
          new MarketRequest(
              method,
              path,
              List.of(),
              MultiMap.caseInsensitiveMultiMap().addAll(query),
              MultiMap.caseInsensitiveMultiMap().addAll(headers),
              body.getBytes(StandardCharsets.UTF_8));
      return new MarketExchange(request, answer);
    }
  }

  @Nested
  class Bol {
    private static final String TYPE = "application/vnd.retailer.v10+json";
    private static final String STATUS =
        """
        {"processStatusId": "1", "eventType": "UPDATE_OFFER_STOCK", "description": "stock",
         "status": "PENDING", "createTimestamp": "2026-11-20T10:00:00+01:00", "links": []}
        """;
    private static final Map<String, String> HEADERS =
        Map.of("Authorization", "Bearer x", "Content-Type", TYPE, "Accept", TYPE);
    private static final Draft STOCK =
        new Draft(
            "PUT",
            "/retailer/offers/13722de8-8182-d161-5422-4a0a1caab5c8/stock",
            Map.of(),
            HEADERS,
            "{\"amount\": 12, \"managedByRetailer\": true}",
            answer(202, STATUS));

    private final OfficialApi api =
        OfficialApi.of(
                "bol/retailer-v10.offers-content-subscriptions.json",
                "bol/shared-v10.process-status.json")
            .unofficial("POST", "/token", "the authentication page")
            .alsoAnswers(429);

    private static MarketAnswer answer(int status, String body) {
      return MarketAnswer.json(status, body).with("content-type", TYPE);
    }

    private List<String> problems(Draft draft) {
      return api.problems(draft.exchange());
    }

    @Test
    void exchangeAsDescribedHasNoProblem() {
      assertThat(problems(STOCK)).isEmpty();
    }

    @Test
    void secondFileIsReadToo() {
      Draft asked = STOCK.path("/shared/process-status/1").body("").answer(answer(200, STATUS));
      Draft get = new Draft("GET", asked.path, Map.of(), HEADERS, "", asked.answer);
      assertThat(problems(get)).isEmpty();
      assertThat(problems(get.answer(answer(200, STATUS.replace("PENDING", "WAITING")))))
          .singleElement()
          .asString()
          .startsWith("GET /shared/process-status/1: answer 200: ")
          .contains("/status");
    }

    @Test
    void valueBeyondItsBoundIsToldWithItsPlace() {
      assertThat(problems(STOCK.body("12", "1000")))
          .singleElement()
          .asString()
          .startsWith("PUT " + STOCK.path + ": request body: ")
          .contains("/amount")
          .contains("999");
    }

    @Test
    void wrongTypeIsAProblem() {
      assertThat(problems(STOCK.body("12", "\"12\""))).hasSize(1);
    }

    @Test
    void misspeltPropertyIsAProblem() {
      Draft create =
          new Draft(
              "POST",
              "/retailer/offers",
              Map.of(),
              HEADERS,
              """
              {"ean": "8712345678906", "condition": {"name": "NEW"}, "reference": "SKU-1001",
               "pricing": {"bundlePrices": [{"quantity": 1, "unitPrice": 24.95}]},
               "stock": {"amount": 12, "managedByRetailer": true},
               "fulfilment": {"method": "FBR", "deliveryCode": "1-2d"}}
              """,
              answer(202, STATUS));
      assertThat(problems(create)).isEmpty();
      assertThat(problems(create.body("reference", "refrence")))
          .singleElement()
          .asString()
          .contains("refrence");
    }

    @Test
    void missingPropertyIsAProblem() {
      assertThat(problems(STOCK.body("{\"managedByRetailer\": true}")))
          .singleElement()
          .asString()
          .contains("amount");
    }

    @Test
    void missingBodyIsAProblem() {
      assertThat(problems(STOCK.body(""))).singleElement().asString().contains("body: missing");
    }

    @Test
    void brokenJsonIsAProblem() {
      assertThat(problems(STOCK.body("{\"amount\": ")))
          .singleElement()
          .asString()
          .contains("is no JSON");
    }

    @Test
    void wrongMediaTypeIsAProblem() {
      Map<String, String> headers =
          Map.of("Authorization", "Bearer x", "Content-Type", "application/json", "Accept", TYPE);
      assertThat(problems(STOCK.headers(headers)))
          .singleElement()
          .asString()
          .contains("type 'application/json', described are [" + TYPE + "]");
    }

    @Test
    void answerThatTheClientDoesNotAcceptIsAProblem() {
      Map<String, String> headers =
          Map.of("Authorization", "Bearer x", "Content-Type", TYPE, "Accept", "application/json");
      assertThat(problems(STOCK.headers(headers))).singleElement().asString().contains("accept");
    }

    @Test
    void missingCredentialsAreAProblem() {
      assertThat(problems(STOCK.headers(Map.of("Content-Type", TYPE, "Accept", TYPE))))
          .singleElement()
          .asString()
          .contains("header 'Authorization': missing");
    }

    @Test
    void queryThatIsNotDescribedIsAProblem() {
      assertThat(problems(STOCK.query(Map.of("dry", "yes"))))
          .singleElement()
          .asString()
          .contains("query 'dry': not described");
    }

    @Test
    void statusThatIsNotDescribedIsAProblemUnlessNamed() {
      assertThat(problems(STOCK.answer(MarketAnswer.empty(204))))
          .singleElement()
          .asString()
          .contains("answer 204: not described");
      assertThat(problems(STOCK.answer(MarketAnswer.empty(429)))).isEmpty();
    }

    @Test
    void answerWithoutABodyIsAProblemWhereOneIsDescribed() {
      assertThat(problems(STOCK.answer(MarketAnswer.empty(202))))
          .singleElement()
          .asString()
          .contains("answer 202: has no body");
    }

    @Test
    void refusedRequestMayBeWrong() {
      String problem =
          "{\"type\": \"https://api.bol.com/problems\", \"title\": \"Bad\", \"status\": 400,"
              + " \"detail\": \"no\", \"violations\": []}";
      Draft refused = STOCK.body("12", "1000").answer(answer(400, problem));
      assertThat(problems(refused)).isEmpty();
      assertThat(problems(refused.answer(answer(400, "{\"error\": \"no\"}")))).isNotEmpty();
    }

    @Test
    void exportIsNotAnOffer() {
      Draft draft =
          new Draft("GET", "/retailer/offers/export", Map.of(), HEADERS, "", STOCK.answer);
      assertThat(problems(draft)).singleElement().asString().endsWith(": not described");
    }

    @Test
    void unknownPathIsAProblemUnlessNamed() {
      assertThat(problems(STOCK.path("/retailer/stocks/1")))
          .containsExactly("PUT /retailer/stocks/1: not described");
      Draft token =
          new Draft("POST", "/token", Map.of(), Map.of(), "", MarketAnswer.json(200, "{}"));
      assertThat(problems(token)).isEmpty();
    }
  }

  @Nested
  class Amazon {
    private static final Draft PATCH =
        new Draft(
            "PATCH",
            "/listings/2021-08-01/items/A1SELLER/SKU%2F1",
            Map.of("marketplaceIds", "A1PA6795UKMFR9", "includedData", "issues"),
            Map.of("x-amz-access-token", "x", "content-type", "application/json"),
            """
            {"productType": "LUGGAGE", "patches": [
              {"op": "replace", "path": "/attributes/fulfillment_availability",
               "value": [{"fulfillment_channel_code": "DEFAULT", "quantity": 42}]}]}
            """,
            MarketAnswer.json(
                200, "{\"sku\": \"SKU/1\", \"status\": \"ACCEPTED\", \"submissionId\": \"f1\"}"));

    private final OfficialApi api =
        OfficialApi.of("amazon/listingsItems_2021-08-01.json", "amazon/feeds_2021-06-30.json")
            .needs("x-amz-access-token");

    private List<String> problems(Draft draft) {
      return api.problems(draft.exchange());
    }

    private static MarketAnswer submission(String rest) {
      return MarketAnswer.json(200, "{\"sku\": \"SKU/1\", " + rest + "}");
    }

    @Test
    void exchangeAsDescribedHasNoProblem() {
      assertThat(problems(PATCH)).isEmpty();
    }

    @Test
    void missingQueryIsAProblem() {
      assertThat(problems(PATCH.query(Map.of())))
          .singleElement()
          .asString()
          .contains("query 'marketplaceIds': missing");
    }

    @Test
    void eachValueOfAListIsChecked() {
      Map<String, String> known =
          Map.of("marketplaceIds", "A", "includedData", "issues,identifiers");
      assertThat(problems(PATCH.query(known))).isEmpty();
      Map<String, String> unknown = Map.of("marketplaceIds", "A", "includedData", "issues,price");
      assertThat(problems(PATCH.query(unknown)))
          .singleElement()
          .asString()
          .contains("query 'includedData': /1");
    }

    @Test
    void valueOutsideAnEnumIsAProblem() {
      assertThat(problems(PATCH.body("replace", "change")))
          .singleElement()
          .asString()
          .contains("/patches/0/op");
    }

    @Test
    void misspeltPropertyIsAProblem() {
      assertThat(problems(PATCH.body("{\"op\"", "{\"note\": 1, \"op\"")))
          .singleElement()
          .asString()
          .contains("note");
    }

    @Test
    void attributesAreFree() {
      Draft put =
          new Draft(
              "PUT",
              PATCH.path,
              Map.of("marketplaceIds", "A"),
              PATCH.headers,
              "{\"productType\": \"LUGGAGE\", \"attributes\": {\"item_name\": [{\"value\": 1}]}}",
              PATCH.answer);
      assertThat(problems(put)).isEmpty();
    }

    @Test
    void headerThatIsNeededBesideTheDescriptionIsAProblem() {
      assertThat(problems(PATCH.headers(Map.of("content-type", "application/json"))))
          .singleElement()
          .asString()
          .contains("header 'x-amz-access-token': missing");
    }

    @Test
    void answerOutsideTheDescriptionIsAProblem() {
      assertThat(problems(PATCH.answer(submission("\"status\": \"OK\", \"submissionId\": \"1\""))))
          .singleElement()
          .asString()
          .contains("answer 200: /status");
      assertThat(problems(PATCH.answer(submission("\"status\": \"ACCEPTED\""))))
          .singleElement()
          .asString()
          .contains("submissionId");
      assertThat(problems(PATCH.answer(MarketAnswer.empty(204)))).hasSize(1);
    }

    @Test
    void feedsAreDescribedInTheOtherFile() {
      Draft feed =
          new Draft(
              "POST",
              "/feeds/2021-06-30/feeds",
              Map.of(),
              PATCH.headers,
              """
              {"feedType": "JSON_LISTINGS_FEED", "marketplaceIds": ["A1PA6795UKMFR9"],
               "inputFeedDocumentId": "d1"}
              """,
              MarketAnswer.json(202, "{\"feedId\": \"1\"}"));
      assertThat(problems(feed)).isEmpty();
      assertThat(problems(feed.body("inputFeedDocumentId", "document"))).hasSize(2);
    }

    @Test
    void feedDocumentIsHeldAgainstItsSchema() {
      JsonSchemaFile schema = JsonSchemaFile.of("amazon/listings-feed-schema-v2.json");
      String feed =
          """
          {"header": {"sellerId": "A1SELLER", "version": "2.0", "issueLocale": "de_DE"},
           "messages": [{"messageId": 1, "sku": "S", "operationType": "PATCH",
             "productType": "LUGGAGE", "patches": [{"op": "replace",
               "path": "/attributes/fulfillment_availability",
               "value": [{"fulfillment_channel_code": "DEFAULT", "quantity": 7}]}]}]}
          """;
      assertThat(schema.problems(bytes(feed))).isEmpty();
      assertThat(schema.problems(bytes(feed.replace("\"2.0\"", "\"1.0\"")))).isNotEmpty();
      assertThat(schema.problems(bytes(feed.replace("\"messageId\": 1, ", "")))).isNotEmpty();
      assertThat(schema.problems(bytes("["))).containsExactly("is no JSON");
    }

    private static byte[] bytes(String text) {
      return text.getBytes(StandardCharsets.UTF_8);
    }
  }

  @Test
  void everyDescriptionCanBeRead() {
    // Given one with a base path and one whose address has variables
    OfficialApi magento = OfficialApi.of("magento/admin-schema-2.4.9.catalog-inventory-bulk.json");
    OfficialApi ebay = OfficialApi.of("ebay/sell_inventory_v1_oas3.offers-items.json");

    Draft status =
        new Draft(
            "GET",
            "/rest/default/V1/bulk/b1/status",
            Map.of(),
            Map.of("Authorization", "Bearer x"),
            "",
            MarketAnswer.json(200, "{\"user_type\": 1}"));
    assertThat(magento.problems(status.exchange())).isNotEmpty().noneMatch(OfficialApiTest::isLost);
    Draft item =
        new Draft(
            "GET",
            "/sell/inventory/v1/inventory_item/S1",
            Map.of(),
            Map.of("Authorization", "Bearer x"),
            "",
            MarketAnswer.json(200, "{\"sku\": 7}"));
    assertThat(ebay.problems(item.exchange())).isNotEmpty().noneMatch(OfficialApiTest::isLost);
  }

  private static boolean isLost(String problem) {
    return problem.endsWith(": not described");
  }
}
