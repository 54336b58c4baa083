package io.sluice.adapter.http;

import static io.sluice.adapter.http.HttpFixture.NOW;
import static io.sluice.adapter.http.HttpFixture.stocks;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.adapter.Outcome;
import io.sluice.adapter.Outcome.Scope;
import io.sluice.adapter.wire.Receiver;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What each whole answer means. */
class HttpOutcomesTest {
  private static Outcome answered(String answer) throws Exception {
    return answered(answer, "/hook");
  }

  private static Outcome answered(String answer, String path) throws Exception {
    try (Receiver receiver = Receiver.answering(answer);
        HttpFixture channel = new HttpFixture(receiver.url(path))) {
      return channel.deliverOne();
    }
  }

  private static Outcome status(int status, String... headers) throws Exception {
    return answered(Receiver.answer(status, "text/plain", "why", headers));
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 201, 202, 203, 206, 207})
  void successIsAccepted(int status) throws Exception {
    assertThat(answered(Receiver.answer(status, "", ""))).isEqualTo(Outcome.Accepted.PLAIN);
  }

  @Test
  void noContentIsAccepted() throws Exception {
    assertThat(answered("HTTP/1.1 204 No Content\r\n\r\n")).isEqualTo(Outcome.Accepted.PLAIN);
  }

  @ParameterizedTest
  @CsvSource({
    "application/json,'{\"ok\":true}'",
    "application/json,'[1,2]'",
    "text/plain,OK",
    "application/xml,<ok/>",
    "'','not json {'"
  })
  void otherAnswersOfSuccessAreAccepted(String type, String body) throws Exception {
    assertThat(answered(Receiver.answer(200, type, body))).isEqualTo(Outcome.Accepted.PLAIN);
  }

  @ParameterizedTest
  @CsvSource({
    "application/json,'{\"ok\":'",
    "application/json,'{} trailing'",
    "application/json,'{\"a\":1,\"a\":2}'",
    "application/problem+json,nonsense",
    "text/html,<p>Please sign in</p>",
    "'','<!DOCTYPE html><title>Sign in</title>'",
    "text/plain,' <html>'"
  })
  void successThatCannotBeMeantIsUnknown(String type, String body) throws Exception {
    assertThat(answered(Receiver.answer(200, type, body)))
        .isInstanceOfSatisfying(
            Outcome.Unknown.class, unknown -> assertThat(unknown.transport()).isFalse());
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 502, 503, 504, 507, 599})
  void serverErrorsAreUnreachable(int status) throws Exception {
    assertThat(status(status)).isEqualTo(new Outcome.Unreachable("answered " + status));
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 402, 413, 415, 422, 501})
  void refusalsAreRejectedWithAnExcerpt(int status) throws Exception {
    assertThat(status(status))
        .isEqualTo(new Outcome.Rejected("http." + status, "answered " + status, Scope.ITEM, "why"));
  }

  @Test
  void reasonOfARefusalIsTakenFromItsJson() throws Exception {
    String body = "{\"title\":\"no price\",\"trace\":{\"reason\":\"deep\"}}";
    assertThat(answered(Receiver.answer(422, "application/problem+json", body)))
        .isEqualTo(new Outcome.Rejected("http.422", "no price", Scope.ITEM, body));
  }

  @Test
  void refusalOfACallWithSeveralSpeaksOfTheCall() throws Exception {
    try (Receiver receiver = Receiver.answering(Receiver.answer(400, "", ""));
        HttpFixture channel = new HttpFixture(receiver.url("/hook")).batch(10)) {
      assertThat(channel.deliver(stocks(2)))
          .containsOnly(new Outcome.Rejected("http.400", "answered 400", Scope.CALL, null));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {300, 301, 302, 303, 304, 307, 308, 404, 405, 410})
  void answersWithoutAnItemMeaningAreGone(int status) throws Exception {
    assertThat(answered("HTTP/1.1 " + status + " X\r\nContent-Length: 0\r\n\r\n"))
        .isInstanceOf(Outcome.Gone.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {404, 410})
  void missingSkuInThePathIsRejected(int status) throws Exception {
    assertThat(answered(Receiver.answer(status, "", ""), "/p/{sku}"))
        .isEqualTo(new Outcome.Rejected("http." + status, "answered " + status, Scope.ITEM, null));
  }

  @Test
  void notFoundThatSaysNotListedIsNotListed() throws Exception {
    String body = "{\"status\":\"not_listed\",\"reason\":\"create it first\"}";
    assertThat(answered(Receiver.answer(404, "application/json", body)))
        .isEqualTo(new Outcome.NotListed("create it first"));
  }

  @ParameterizedTest
  @ValueSource(ints = {409, 412})
  void conflicts(int status) throws Exception {
    assertThat(status(status)).isEqualTo(new Outcome.Conflict("answered " + status));
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403})
  void unauthorizedSpeaksOfTheChannel(int status) throws Exception {
    assertThat(status(status))
        .isEqualTo(new Outcome.Unauthorized(Scope.CHANNEL, "answered " + status));
  }

  @ParameterizedTest
  @CsvSource({
    "429,120,CHANNEL,120",
    "429,0,CHANNEL,1",
    "429,soon,CHANNEL,30",
    "429,-5,CHANNEL,30",
    "429,'Fri, 20 Nov 2026 12:01:00 GMT',CHANNEL,60",
    "429,'Fri, 20 Nov 2026 11:00:00 GMT',CHANNEL,1",
    "429,315360000,CHANNEL,86400",
    "429,99999999999999999999,CHANNEL,86400",
    "429,'Thu, 20 Nov 2036 12:01:00 GMT',CHANNEL,86400",
    "503,10,CHANNEL,10",
    "408,5,ITEM,5",
    "425,soon,ITEM,30"
  })
  void retryAfterIsObeyed(int status, String retryAfter, Scope scope, long seconds)
      throws Exception {
    assertThat(status(status, "Retry-After: " + retryAfter))
        .isEqualTo(new Outcome.Deferred(NOW.plusSeconds(seconds), scope, "answered " + status));
  }

  @Test
  void retryAfterAsDateIsMeasuredAgainstTheirClock() throws Exception {
    // Given a receiver whose clock is an hour ahead
    String[] headers = {
      "Date: Fri, 20 Nov 2026 13:00:00 GMT", "Retry-After: Fri, 20 Nov 2026 13:00:45 GMT"
    };

    assertThat(status(429, headers))
        .isEqualTo(new Outcome.Deferred(NOW.plusSeconds(45), Scope.CHANNEL, "answered 429"));
  }

  @Test
  void throttlingWithoutATimeWaitsHalfAMinute() throws Exception {
    assertThat(status(429))
        .isEqualTo(new Outcome.Deferred(NOW.plusSeconds(30), Scope.CHANNEL, "answered 429"));
  }

  @Test
  void unavailableWithGarbageAsTimeIsUnreachable() throws Exception {
    assertThat(status(503, "Retry-After: later"))
        .isEqualTo(new Outcome.Unreachable("answered 503"));
  }

  @Test
  void redirectsAreNotFollowed() throws Exception {
    try (Receiver elsewhere = Receiver.answering(Receiver.answer(200, "", ""));
        Receiver receiver =
            Receiver.answering(
                Receiver.answer(307, "", "", "Location: " + elsewhere.url("/stolen")));
        HttpFixture channel = new HttpFixture(receiver.url("/hook"))) {
      assertThat(channel.deliverOne())
          .isEqualTo(new Outcome.Gone("answered 307, sends on to " + elsewhere.url("/stolen")));
      assertThat(elsewhere.requests()).isEqualTo(List.of());
    }
  }

  @Test
  void excerptIsShortAndShowsControlCharacters() throws Exception {
    String body = "a\u0000b\u001b[31m\u202e\n" + "x".repeat(5_000);
    assertThat(answered(Receiver.answer(422, "text/plain", body)))
        .isInstanceOfSatisfying(
            Outcome.Rejected.class,
            rejected ->
                assertThat(rejected.answer())
                    .startsWith("a\\u0000b\\u001b[31m\\u202e\\nxxx")
                    .endsWith("x…")
                    .hasSize(2_000));
  }
}
