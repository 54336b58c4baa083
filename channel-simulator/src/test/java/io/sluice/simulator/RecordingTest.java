package io.sluice.simulator;

import static io.sluice.simulator.SimulatorFixture.batch;
import static io.sluice.simulator.SimulatorFixture.product;
import static io.sluice.simulator.SimulatorFixture.stock;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the simulator writes down, and what it counts as wrong. */
class RecordingTest {
  private final SimulatorFixture it = new SimulatorFixture();

  @AfterEach
  void close() {
    it.close();
  }

  @Test
  void singleUpdateIsAppliedAndRecorded() throws Exception {
    HttpResponse<String> answer = it.post(stock("id-1", "SKU-1", 7, 42));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(it.channel.find("SKU-1", "stock", "BER"))
        .contains(new KeyState("SKU-1", "stock", "BER", 7, "42", 1, 1, 0, 0));
    assertThat(it.channel.requests())
        .singleElement()
        .satisfies(
            record -> {
              assertThat(record.number()).isEqualTo(1);
              assertThat(record.requestId()).isEqualTo("call-1");
              assertThat(record.did()).isEqualTo("applied");
              assertThat(record.status()).isEqualTo(200);
              assertThat(record.update().version()).isEqualTo("7");
            });
    assertThat(it.channel.report()).isEqualTo(new Summary(1, 1, 1, 0, 0, 0, 0, 0, 0, 1));
  }

  @Test
  void batchIsAppliedAndAnsweredItemByItem() throws Exception {
    HttpResponse<String> answer =
        it.post(batch(stock("id-1", "SKU-1", 1, 5), product("id-2", "SKU-1", 2)));

    assertThat(answer.body())
        .isEqualToIgnoringWhitespace(
            """
            {"results":[{"id":"id-1","index":0,"status":"accepted"},
                        {"id":"id-2","index":1,"status":"accepted"}]}""");
    assertThat(it.channel.report().applied()).isEqualTo(2);
    assertThat(it.channel.report().overlaps()).isZero();
  }

  @Test
  void priceIsRecordedWithItsCurrency() throws Exception {
    it.post(
        """
        {"id":"p","sku":"S","facet":"price","revision":3,"version":"1","source":"pim",
         "price":{"amount":"19.90","currency":"EUR","list":"retail"}}""");

    assertThat(it.channel.find("S", "price", "retail").map(KeyState::value)).contains("19.90 EUR");
  }

  @Test
  void pricesOfSeveralListsStandSideBySide() throws Exception {
    it.post(
        """
        {"id":"p","sku":"S","facet":"price","revision":3,"version":"1","source":"pim",
         "price":{"lists":[{"amount":"12.5","currency":"EUR","list":"b2b"},
                           {"amount":"17","currency":"EUR","list":"retail"}]}}""");

    assertThat(it.channel.find("S", "price", "").map(KeyState::value))
        .contains("b2b 12.5 EUR, retail 17 EUR");
  }

  @Test
  void cloudEventsAreUnderstoodAloneAndInBatches() throws Exception {
    String event =
        """
        {"specversion":"1.0","id":"%s","source":"/pim","type":"product.stock.changed",
         "subject":"S","sequence":"%d","data":{"sku":"S","quantity":%d,"warehouse":"BER"}}""";

    it.post(event.formatted("e1", 11, 4));
    it.post("[" + event.formatted("e2", 12, 3) + "," + event.formatted("e3", 13, 2) + "]");

    assertThat(it.channel.find("S", "stock", "BER"))
        .contains(new KeyState("S", "stock", "BER", 13, "2", 3, 3, 0, 0));
  }

  @Test
  void eventAroundAnEnvelopeCountsByItsRevision() throws Exception {
    it.post(
        """
        {"specversion":"1.0","id":"e","source":"/sluice/pim","type":"sluice.stock.updated",
         "subject":"S","data":"""
            + stock("e", "S", 99, 6)
            + "}");

    assertThat(it.channel.find("S", "stock", "BER"))
        .contains(new KeyState("S", "stock", "BER", 99, "6", 1, 1, 0, 0));
  }

  @Test
  void skuInThePathMustBeTheOneInTheBody() throws Exception {
    String path = it.channel.url() + "/products/a%2Fb%20%25/stock";

    assertThat(it.send("PUT", path, stock("1", "a/b %", 1, 1)).statusCode()).isEqualTo(200);
    assertThat(it.send("PUT", path, stock("2", "a/b", 2, 1)).statusCode()).isEqualTo(400);
    assertThat(it.channel.report().malformed()).isEqualTo(1);
  }

  @Test
  void malformedBodyIsRefusedAndCounted() throws Exception {
    assertThat(it.post("{\"id\":").statusCode()).isEqualTo(400);
    assertThat(it.post("17").statusCode()).isEqualTo(400);
    assertThat(it.post("{\"id\":\"x\"}").statusCode()).isEqualTo(400);

    assertThat(it.channel.report().malformed()).isEqualTo(3);
  }

  @Test
  void olderRevisionAfterANewerIsCountedPerFacet() throws Exception {
    it.post(stock("1", "S", 5, 1));
    it.post(product("2", "S", 3));
    it.post(stock("3", "S", 4, 2));

    Summary report = it.channel.report();
    assertThat(report.staleBegun()).isEqualTo(1);
    assertThat(report.staleApplied()).isEqualTo(1);
    assertThat(it.channel.find("S", "stock", "BER"))
        .contains(new KeyState("S", "stock", "BER", 5, "2", 2, 2, 1, 1));
  }

  @Test
  void otherWarehouseOfTheSameFacetCountsForTheOrderButNotForTheEffect() throws Exception {
    it.post(stock("1", "S", 5, 1));
    it.post(stock("2", "S", 4, 1).replace("BER", "HAM"));

    assertThat(it.channel.report().staleBegun()).isEqualTo(1);
    assertThat(it.channel.report().staleApplied()).isZero();
  }

  @Test
  void repeatedIdIsADuplicateAndNotStale() throws Exception {
    it.post(stock("1", "S", 5, 1));
    it.post(stock("1", "S", 5, 1));

    Summary report = it.channel.report();
    assertThat(report.duplicates()).isEqualTo(1);
    assertThat(report.staleBegun()).isZero();
    assertThat(report.distinctRevisions()).isEqualTo(1);
    assertThat(it.channel.hasApplied(5)).isTrue();
    assertThat(it.channel.hasApplied(4)).isFalse();
  }

  @Test
  void channelThatComparesRevisionsIgnoresTheOlder() throws Exception {
    it.channel.behave(Behaviour.PLAIN.comparesRevisions(true));

    it.post(stock("1", "S", 5, 1));
    assertThat(it.post(stock("2", "S", 4, 9)).statusCode()).isEqualTo(200);

    assertThat(it.channel.find("S", "stock", "BER").map(KeyState::value)).contains("1");
    assertThat(it.channel.report().staleApplied()).isZero();
  }

  @Test
  void requestsForOneSkuAtTheSameTimeOverlap() {
    it.channel.latency(Duration.ofMillis(300));

    CompletableFuture<?> first = it.postLater(stock("1", "S", 1, 1));
    await().until(() -> it.channel.report().updates() == 1);
    CompletableFuture<?> second = it.postLater(stock("2", "S", 2, 2));
    CompletableFuture<?> other = it.postLater(stock("3", "T", 3, 3));
    CompletableFuture.allOf(first, second, other).join();

    assertThat(it.channel.report().overlaps()).isEqualTo(1);
  }

  @Test
  void requestsOneAfterTheOtherDoNotOverlap() throws Exception {
    it.post(stock("1", "S", 1, 1));
    it.post(stock("2", "S", 2, 2));

    assertThat(it.channel.report().overlaps()).isZero();
  }

  @Test
  void resetForgetsWhatWasSeen() throws Exception {
    it.post(stock("1", "S", 1, 1));

    assertThat(
            it.send("POST", "http://127.0.0.1:" + it.simulator.port() + "/control/a/reset", "")
                .statusCode())
        .isEqualTo(204);

    assertThat(it.channel.report()).isEqualTo(new Summary(0, 0, 0, 0, 0, 0, 0, 0, 0, 0));
    assertThat(it.channel.requests()).isEmpty();
  }

  @Test
  void channelsDoNotSeeEachOther() throws Exception {
    it.send("POST", it.simulator.channel("b").url(), stock("1", "S", 1, 1));

    assertThat(it.channel.report().requests()).isZero();
    assertThat(it.simulator.channel("b").report().applied()).isEqualTo(1);
  }
}
