package io.sluice.adapter.bol;

import static io.sluice.adapter.bol.BolFixture.SKU;
import static io.sluice.adapter.bol.BolFixture.content;
import static io.sluice.adapter.bol.BolFixture.ean;
import static io.sluice.adapter.bol.BolFixture.product;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.adapter.ChannelContext;
import io.sluice.adapter.Outcome;
import io.sluice.adapter.Reached;
import io.sluice.adapter.Secret;
import io.sluice.adapter.wire.Answer;
import io.sluice.simulator.bol.BolOperation;
import io.sluice.simulator.market.MarketFault.Kind;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What bol's answers are taken as. */
class BolAnswersTest {
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

  private static Answer answer(int status, String body, String... headers) {
    MultiMap all = MultiMap.caseInsensitiveMultiMap();
    all.set("content-type", BolApi.JSON);
    for (int i = 0; i < headers.length; i += 2) {
      all.set(headers[i], headers[i + 1]);
    }
    return new Answer(status, all, body.getBytes(StandardCharsets.UTF_8), Answer.End.COMPLETE);
  }

  private static Outcome refusal(int status, boolean item, String... headers) {
    return BolAnswers.problem(Operation.UPDATE_STOCK, answer(status, "{}", headers), item, NOW)
        .orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({
    "301,Gone",
    "400,Rejected",
    "401,Unauthorized",
    "403,Unauthorized",
    "404,Gone",
    "405,Gone",
    "406,Gone",
    "408,Deferred",
    "409,Conflict",
    "410,Gone",
    "415,Gone",
    "422,Rejected",
    "425,Deferred",
    "429,Deferred",
    "500,Unreachable",
    "501,Rejected",
    "503,Unreachable",
    "504,Unreachable"
  })
  void everyStatusIsAnOutcome(int status, String outcome) {
    assertThat(refusal(status, true).getClass().getSimpleName()).isEqualTo(outcome);
  }

  private static Outcome notFound(String type, String body, boolean item) {
    return BolAnswers.problem(
            Operation.UPDATE_STOCK, answer(404, body, "content-type", type), item, NOW)
        .orElseThrow();
  }

  @Test
  void onlyBolItselfCanSayThatThereIsNoSuchOffer() {
    String own = "{\"type\":\"https://api.bol.com/problems\",\"status\":404}";
    String others = "{\"title\":\"no Route matched\",\"status\":404}";

    assertThat(notFound(BolApi.JSON, own, true)).isInstanceOf(Outcome.NotListed.class);
    assertThat(notFound(BolApi.JSON, own, false)).isInstanceOf(Outcome.Gone.class);
    assertThat(notFound(BolApi.JSON, others, true)).isInstanceOf(Outcome.Gone.class);
    assertThat(notFound("text/plain", "", true)).isInstanceOf(Outcome.Gone.class);
    assertThat(notFound("text/html", "", true)).isInstanceOf(Outcome.Unreachable.class);
    assertThat(notFound("text/html", own, false)).isInstanceOf(Outcome.Unreachable.class);
  }

  @Test
  void budgetComesBackWhenTheHeadersSay() {
    assertThat(refusal(429, true, "retry-after", "90", "x-ratelimit-reset", "7"))
        .isEqualTo(deferred(90));
    assertThat(refusal(429, true, "x-ratelimit-reset", "7")).isEqualTo(deferred(7));
    assertThat(refusal(429, true)).isEqualTo(deferred(30));
    assertThat(refusal(503, true, "retry-after", "60"))
        .isEqualTo(
            new Outcome.Deferred(NOW.plusSeconds(60), Outcome.Scope.CHANNEL, "answered 503"));
  }

  private static Outcome deferred(int seconds) {
    return new Outcome.Deferred(
        NOW.plusSeconds(seconds),
        Outcome.Scope.OPERATION,
        "budget of PUT /retailer/offers/{offer-id}/stock used up");
  }

  @Test
  void violationsAreTheReason() {
    try (BolFixture channel = new BolFixture()) {
      JsonObject content =
          new JsonObject().put("ean", ean(SKU)).put("price", 5).put("condition", "SHINY");

      assertThat(channel.deliver(channel.create(SKU, product(content))))
          .isInstanceOfSatisfying(
              Outcome.Rejected.class,
              rejected -> {
                assertThat(rejected.code()).isEqualTo("violation.condition.name");
                assertThat(rejected.reason()).startsWith("condition.name: Request contains");
                assertThat(rejected.answer()).contains("https://api.bol.com/problems");
              });
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Offer not found",
        "Offer with id '6ff736b5' not found.",
        "The offer does not exist.",
        "Retailer offer 6ff736b5-cdd0-4150-8c67-78f9ee986543 could not be found"
      })
  void offerThatIsNotThereIsSeenInTheSentence(String sentence) {
    assertThat(BolAnswers.unknownOffer(sentence)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Price is too high.",
        "The EAN was not found.",
        "Offer is blocked.",
        "Offer could not be updated, unknown error",
        "Product of this offer not found in catalogue",
        "Offer cannot be shown: economic operator does not exist"
      })
  void otherSentencesSayNothingOfIt(String sentence) {
    assertThat(BolAnswers.unknownOffer(sentence)).isFalse();
    assertThat(BolAnswers.unknownOffer(null)).isFalse();
  }

  @ParameterizedTest
  @EnumSource(
      value = Kind.class,
      names = {"RESET_BEFORE", "MALFORMED", "HTML", "ERROR_500", "BOMB"})
  void loginThatDoesNotAnswerLeavesTheUpdateUnsent(Kind kind) {
    try (BolFixture channel = new BolFixture()) {
      channel.listed(SKU);
      channel.restart();
      channel.await(() -> channel.bol.fault(kind, 1, BolOperation.TOKEN::fits));

      assertThat(channel.deliver(channel.stock(SKU, 2)))
          .isInstanceOfSatisfying(
              Outcome.Unreachable.class,
              unreachable -> assertThat(unreachable.reason()).startsWith("the login: "));
      assertThat(channel.requests(BolOperation.UPDATE_STOCK)).isZero();
      channel.later(Duration.ofSeconds(10));
      assertThat(channel.settle(channel.stock(SKU, 2))).isEqualTo(Outcome.Accepted.PLAIN);
    }
  }

  @Test
  void wrongSecretIsToldByLook() {
    try (BolFixture channel = new BolFixture()) {
      channel.with("client_secret", new Secret("wrong-secret"));

      Reached reached =
          channel.await(
              () ->
                  new BolAdapter()
                      .look(
                          channel.settings(),
                          ChannelContext.passing(channel.vertx, channel.clock())));

      assertThat(reached.fine()).isFalse();
      assertThat(reached.text())
          .isEqualTo(
              "refuses the credentials: the login answered 401:"
                  + " look at client_id and client_secret");
    }
  }

  @Test
  void tokenThatARefusalQuotesIsMasked() {
    String token = "a-token-of-299-seconds";
    String granted = "{\"access_token\":\"%s\",\"expires_in\":299}".formatted(token);
    try (BolFixture channel = new BolFixture()) {
      HttpServer quoting =
          channel
              .vertx
              .createHttpServer()
              .requestHandler(
                  request -> {
                    boolean login = request.path().equals("/token");
                    String quote = request.getHeader("authorization");
                    request
                        .response()
                        .setStatusCode(login ? 200 : 400)
                        .end(login ? granted : "{\"detail\":\"refused %s\"}".formatted(quote));
                  });
      HttpServer listening = channel.await(() -> quoting.listen(0, "127.0.0.1"));
      String url = "http://127.0.0.1:" + listening.actualPort();
      channel.with("endpoint", url).with("token_endpoint", url + "/token");

      assertThat(channel.deliver(channel.create(SKU, content(SKU, "Bag", "5"))))
          .isEqualTo(
              new Outcome.Rejected(
                  "http.400",
                  "refused Bearer ***",
                  Outcome.Scope.ITEM,
                  "{\"detail\":\"refused Bearer ***\"}"));
    }
  }
}
