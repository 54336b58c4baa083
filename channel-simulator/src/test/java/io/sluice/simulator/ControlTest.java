package io.sluice.simulator;

import static io.sluice.simulator.SimulatorFixture.await;
import static io.sluice.simulator.SimulatorFixture.stock;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.simulator.Fault.Kind;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Steering and asking over HTTP. */
class ControlTest {
  private final SimulatorFixture it = new SimulatorFixture();

  @AfterEach
  void close() {
    it.close();
  }

  @Test
  void everyKeyIsUnderstood() throws Exception {
    HttpResponse<String> answer =
        it.control(
            """
            {"latency_ms":1,"latency_most_ms":3,"needs_create":true,"compares_revisions":true,
             "item_results":false,"port":0,"faults":[
              {"kind":"status","status":503,"retry_after":"10","delay_ms":5,"expiry_ms":6,
               "result":"rejected","bytes_per_second":7,"probability":0.5,"times":8,
               "skus":["S"]}]}""");

    assertThat(answer.statusCode()).isEqualTo(200);
    Fault fault =
        new Fault(
            Kind.STATUS,
            503,
            "10",
            Duration.ofMillis(5),
            Duration.ofMillis(6),
            "rejected",
            7,
            0.5,
            8,
            Set.of("S"));
    assertThat(it.channel.behaviour())
        .isEqualTo(
            new Behaviour(
                Duration.ofMillis(1), Duration.ofMillis(3), true, true, false, List.of(fault)));
    assertThat(it.channel.port()).isPositive();
  }

  @Test
  void behaviourCanBeReadAndWrittenBack() throws Exception {
    it.channel.fault(Fault.status(429).retryAfter("5").onSkus("S").times(2));
    Behaviour before = it.channel.behaviour();

    JsonObject state = new JsonObject(it.get("/control/a").body());
    state.remove("name");
    state.remove("url");
    state.remove("port");
    it.control(state.encode());

    assertThat(it.channel.behaviour()).isEqualTo(before);
  }

  @Test
  void absentKeysStay() throws Exception {
    it.control("{\"needs_create\":true,\"latency_ms\":5}");
    it.control("{\"latency_ms\":2}");

    assertThat(it.channel.behaviour())
        .isEqualTo(
            Behaviour.PLAIN.needsCreate(true).latency(Duration.ofMillis(2), Duration.ofMillis(2)));
  }

  @Test
  void downAndUpAgain() throws Exception {
    it.control("{\"port\":0,\"down\":true}");
    assertThatThrownBy(() -> it.post(stock("1", "S", 1, 1))).isInstanceOf(IOException.class);

    it.control("{\"down\":false}");
    assertThat(it.post(stock("1", "S", 1, 1)).statusCode()).isEqualTo(200);
  }

  @Test
  void flappingIsSwitchedOnAndOff() throws Exception {
    it.control("{\"flapping\":{\"down_ms\":20,\"up_ms\":20}}");
    Awaitility.await().until(it.channel::isDown);

    it.control("{\"down\":false}");
    assertThat(it.channel.isDown()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"latency\":1}",
        "{\"faults\":[{\"kind\":\"explode\"}]}",
        "{\"faults\":[{\"kind\":\"hang\",\"sku\":\"S\"}]}",
        "{\"latency_ms\":\"long\"}",
        "nonsense"
      })
  void whatIsNotUnderstoodIsRefusedAndChangesNothing(String json) throws Exception {
    assertThat(it.control(json).statusCode()).isEqualTo(400);
    assertThat(it.channel.behaviour()).isEqualTo(Behaviour.PLAIN);
  }

  @Test
  void reportIsASummaryAndALinePerKey() throws Exception {
    it.post(stock("1", "S", 5, 42));

    List<String> lines = it.get("/report/a").body().lines().toList();

    assertThat(lines).hasSize(2);
    assertThat(new JsonObject(lines.get(0)).getInteger("applied")).isEqualTo(1);
    assertThat(new JsonObject(lines.get(1)).getMap())
        .containsEntry("sku", "S")
        .containsEntry("facet", "stock")
        .containsEntry("part", "BER")
        .containsEntry("revision", 5)
        .containsEntry("value", "42");
  }

  @Test
  void missingRevisionsAreListed() throws Exception {
    it.post(stock("1", "S", 2, 1));
    it.post(stock("2", "S", 4, 1));

    assertThat(it.get("/report/a/missing?from=1&to=5").body()).isEqualTo("[1,3,5]");
    assertThat(it.get("/report/a/missing?from=x&to=5").statusCode()).isEqualTo(404);
  }

  @Test
  void reportOfAllHasALinePerChannel() throws Exception {
    await(it.simulator.channel("b").listen(0));

    assertThat(it.get("/report").body().lines()).hasSize(2);
  }

  @Test
  void otherPathsAreNotFound() throws Exception {
    assertThat(it.get("/nothing").statusCode()).isEqualTo(404);
    assertThat(it.get("/c/").statusCode()).isEqualTo(404);
  }

  @Test
  void listingsShowWhatWasAppliedAndWhatSomebodyChangedThereSince() throws Exception {
    for (int i = 1; i <= 3; i++) {
      it.post(stock("u" + i, "S" + i, i, 10L * i));
    }
    edit("{\"sku\":\"S1\",\"stock\":99,\"price\":\"9.90 EUR\"}");
    edit("{\"sku\":\"S2\",\"lost\":true}");

    JsonObject page = new JsonObject(it.get("/c/a/listings?size=1").body());
    JsonObject first = page.getJsonArray("items").getJsonObject(0);
    assertThat(first.encode())
        .isEqualTo("{\"sku\":\"S1\",\"stock\":99,\"price\":\"9.90\",\"currency\":\"EUR\"}");
    assertThat(page.getString("next")).isEqualTo("?page=2&size=1");
    JsonObject last = new JsonObject(it.get("/c/a/listings?page=2&size=1").body());
    assertThat(last.getJsonArray("items").getJsonObject(0).getString("sku")).isEqualTo("S3");
    assertThat(last.getString("next")).isNull();

    it.post(stock("u4", "S1", 4, 11));
    it.post(stock("u5", "S2", 5, 21));
    assertThat(it.channel.products())
        .extracting(ShownProduct::stock)
        .containsExactly("11", "21", "30");
  }

  private void edit(String json) throws Exception {
    String url = "http://127.0.0.1:" + it.simulator.port() + "/control/a/edit";
    assertThat(it.send("POST", url, json).statusCode()).isEqualTo(204);
  }
}
