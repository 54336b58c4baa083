package io.sluice.adapter.http;

import static io.sluice.adapter.http.HttpFixture.NOW;
import static io.sluice.adapter.http.HttpFixture.stocks;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.adapter.Outcome;
import io.sluice.adapter.Outcome.Scope;
import io.sluice.adapter.wire.Receiver;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Answers that speak of single updates. */
class BatchTest {
  private static List<Outcome> answered(int updates, String body) throws Exception {
    try (Receiver receiver = Receiver.answering(Receiver.answer(200, "application/json", body));
        HttpFixture channel = new HttpFixture(receiver.url("/hook")).batch(50)) {
      return channel.deliver(stocks(updates));
    }
  }

  @Test
  void everyStatusBecomesItsOutcome() throws Exception {
    List<Outcome> outcomes =
        answered(
            6,
            """
            {"results":[
              {"id":"id-SKU6","status":"deferred","retry_after":5},
              {"id":"id-SKU5","status":"conflict","reason":"newer there"},
              {"id":"id-SKU4","status":"not_listed","reason":"create first"},
              {"id":"id-SKU3","status":"rejected","reason":"too cheap","code":"price.too_low"},
              {"id":"id-SKU2","status":"rejected"},
              {"id":"id-SKU1","status":"accepted"}]}""");

    assertThat(outcomes)
        .containsExactly(
            Outcome.Accepted.PLAIN,
            new Outcome.Rejected("item.rejected", "rejected", Scope.ITEM, null),
            new Outcome.Rejected("price.too_low", "too cheap", Scope.ITEM, null),
            new Outcome.NotListed("create first"),
            new Outcome.Conflict("newer there"),
            new Outcome.Deferred(NOW.plusSeconds(5), Scope.ITEM, "deferred"));
  }

  @Test
  void missingItemsAreUnknown() throws Exception {
    assertThat(answered(2, "{\"results\":[{\"id\":\"id-SKU2\",\"status\":\"accepted\"}]}"))
        .containsExactly(
            new Outcome.Unknown("the answer says nothing of this update", false),
            Outcome.Accepted.PLAIN);
  }

  @Test
  void resultsMayNameTheirUpdateByItsPlace() throws Exception {
    assertThat(
            answered(
                2,
                """
                {"results":[{"id":"theirs","index":1,"status":"accepted"},
                            {"index":0,"status":"conflict"}]}"""))
        .containsExactly(new Outcome.Conflict("conflict"), Outcome.Accepted.PLAIN);
  }

  @Test
  void unknownWordsAndOddShapesAreUnknown() throws Exception {
    assertThat(
            answered(
                3,
                """
                {"results":[17,null,[{"id":"id-SKU1","status":"accepted"}],
                  {"id":"id-SKU1","status":"fine"},
                  {"id":"id-SKU2","status":"pending"},
                  {"id":"id-SKU3"}]}"""))
        .allSatisfy(outcome -> assertThat(outcome).isInstanceOf(Outcome.Unknown.class));
  }

  @Test
  void codesThatAreNoCodesAreReplaced() throws Exception {
    assertThat(
            answered(
                1, "{\"results\":[{\"id\":\"id-SKU1\",\"status\":\"rejected\",\"code\":\"A b\"}]}"))
        .containsExactly(new Outcome.Rejected("item.rejected", "rejected", Scope.ITEM, null));
  }

  @Test
  void otherAnswersOfSuccessAcceptAll() throws Exception {
    assertThat(answered(2, "{\"imported\":2}")).containsOnly(Outcome.Accepted.PLAIN);
    assertThat(answered(2, "")).containsOnly(Outcome.Accepted.PLAIN);
    assertThat(answered(2, "{\"results\":\"ok\"}")).containsOnly(Outcome.Accepted.PLAIN);
  }

  @Test
  void deeplyNestedAnswerIsUnknown() throws Exception {
    assertThat(answered(1, "[".repeat(100_000))).hasOnlyElementsOfType(Outcome.Unknown.class);
  }

  @Test
  void batchIsOneRequestWithTheIdOfTheCall() throws Exception {
    try (Receiver receiver = Receiver.answering(Receiver.answer(200, "", ""));
        HttpFixture channel = new HttpFixture(receiver.url("/hook")).batch(50)) {
      channel.deliver(stocks(3));

      assertThat(receiver.requests())
          .singleElement()
          .satisfies(
              request -> {
                assertThat(request.header("webhook-id")).isEqualTo("call-1");
                assertThat(request.header("idempotency-key")).isEqualTo("call-1");
                assertThat(request.text()).startsWith("{\"updates\":[{");
              });
    }
  }
}
