package io.sluice.adapter.http;

import static io.sluice.adapter.http.HttpFixture.NOW;
import static io.sluice.adapter.http.HttpFixture.stocks;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.adapter.ChannelConnection;
import io.sluice.adapter.Outcome;
import io.sluice.adapter.Secret;
import io.sluice.adapter.wire.Receiver;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers that come later. */
class StatusPollsTest {
  private static final Instant EXPIRY = NOW.plus(Duration.ofHours(24));
  private static final Instant NEXT = NOW.plusSeconds(10);

  private static String handle(Receiver receiver, String target) {
    return receiver.url(target) + "#" + EXPIRY.getEpochSecond() + ".id-SKU1";
  }

  private static Outcome polled(String answer) throws Exception {
    try (Receiver receiver = Receiver.answering(answer);
        HttpFixture channel = new HttpFixture(receiver.url("/hook"))) {
      return poll(channel, handle(receiver, "/status/7")).get(0);
    }
  }

  private static List<Outcome> poll(HttpFixture channel, String... handles) {
    ChannelConnection connection = channel.open();
    return channel.await(() -> connection.poll(List.of(handles)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/status/7?a=b", "7?a=b", "../status/7?a=b"})
  void acceptedWithALocationIsPending(String location) throws Exception {
    String answer = Receiver.answer(202, "", "", "Location: " + location);
    try (Receiver receiver = Receiver.answering(answer);
        HttpFixture channel = new HttpFixture(receiver.url("/status/hook"))) {
      assertThat(channel.deliverOne())
          .isEqualTo(new Outcome.Pending(handle(receiver, "/status/7?a=b"), NEXT, EXPIRY));
    }
  }

  @Test
  void acceptedWithAStatusUrlInTheBodyIsPendingForEachUpdate() throws Exception {
    Receiver.Script script =
        (request, socket) -> {
          String url = "http://127.0.0.1:" + socket.getLocalPort() + "/s";
          String body = "{\"status_url\":\"" + url + "\"}";
          Receiver.write(socket, Receiver.answer(202, "application/json", body));
        };
    try (Receiver receiver = Receiver.start(script);
        HttpFixture channel = new HttpFixture(receiver.url("/hook")).batch(5)) {
      assertThat(channel.deliver(stocks(2)))
          .extracting(outcome -> ((Outcome.Pending) outcome).handle())
          .containsExactly(handle(receiver, "/s"), handle(receiver, "/s").replace("SKU1", "SKU2"));
    }
  }

  @Test
  void acceptedWithoutAStatusIsAccepted() throws Exception {
    try (Receiver receiver = Receiver.answering(Receiver.answer(202, "", ""));
        HttpFixture channel = new HttpFixture(receiver.url("/hook"))) {
      assertThat(channel.deliverOne()).isEqualTo(Outcome.Accepted.PLAIN);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://evil.example/s",
        "https://127.0.0.1/s",
        "//127.0.0.1:1/s",
        "http://me:pw@127.0.0.1/s",
        "file:///etc/passwd",
        "ht tp:/x"
      })
  void statusAddressElsewhereIsRefused(String location) throws Exception {
    String answer = Receiver.answer(202, "", "", "Location: " + location);
    try (Receiver receiver = Receiver.answering(answer);
        HttpFixture channel = new HttpFixture(receiver.url("/hook"))) {
      assertThat(channel.deliverOne()).isInstanceOf(Outcome.Gone.class);
    }
  }

  @Test
  void itemOfABatchMayBePending() throws Exception {
    String body =
        """
        {"results":[{"id":"id-SKU1","status":"pending","status_url":"/s/1"},
                    {"id":"id-SKU2","status":"accepted"}]}""";
    try (Receiver receiver = Receiver.answering(Receiver.answer(200, "application/json", body));
        HttpFixture channel = new HttpFixture(receiver.url("/hook")).batch(5)) {
      assertThat(channel.deliver(stocks(2)))
          .containsExactly(
              new Outcome.Pending(handle(receiver, "/s/1"), NEXT, EXPIRY), Outcome.Accepted.PLAIN);
    }
  }

  @Test
  void questionIsAGetWithOurLoginAndWithoutWhatStandsBehindTheHash() throws Exception {
    String ok = Receiver.answer(200, "application/json", "{\"status\":\"accepted\"}");
    try (Receiver receiver = Receiver.answering(ok);
        HttpFixture channel =
            new HttpFixture(receiver.url("/hook"))
                .with("auth", Map.of("bearer", new Secret("t")))) {
      assertThat(poll(channel, handle(receiver, "/status/7?a=b")))
          .containsExactly(Outcome.Accepted.PLAIN);
      assertThat(receiver.requests().get(0).line()).isEqualTo("GET /status/7?a=b HTTP/1.1");
      assertThat(receiver.requests().get(0).header("authorization")).isEqualTo("Bearer t");
    }
  }

  @ParameterizedTest
  @CsvSource({"accepted,Accepted", "rejected,Rejected", "conflict,Conflict", "odd,Unknown"})
  void endIsTold(String status, String outcome) throws Exception {
    String body = "{\"status\":\"" + status + "\",\"reason\":\"why\"}";

    assertThat(polled(Receiver.answer(200, "application/json", body)).getClass().getSimpleName())
        .isEqualTo(outcome);
  }

  @Test
  void resultsOfABatchAreFoundById() throws Exception {
    String body =
        """
        {"status":"accepted","results":[{"id":"x","status":"conflict"},
          {"id":"id-SKU1","status":"rejected","reason":"too cheap"}]}""";

    assertThat(polled(Receiver.answer(200, "application/json", body)))
        .isEqualTo(new Outcome.Rejected("item.rejected", "too cheap", Outcome.Scope.ITEM, null));
  }

  @ParameterizedTest
  @ValueSource(ints = {404, 410})
  void forgottenStatusIsUnknown(int status) throws Exception {
    assertThat(polled(Receiver.answer(status, "", "")))
        .isEqualTo(new Outcome.Unknown("the channel forgot what it had pending", false));
  }

  @ParameterizedTest
  @CsvSource({
    "200,'{\"status\":\"pending\"}'",
    "200,nonsense",
    "200,'{}'",
    "500,''",
    "401,''",
    "302,''"
  })
  void whatSaysNothingIsStillPending(int status, String body) throws Exception {
    assertThat(polled(Receiver.answer(status, "application/json", body)))
        .isInstanceOfSatisfying(
            Outcome.Pending.class,
            pending -> {
              assertThat(pending.pollAt()).isEqualTo(NEXT);
              assertThat(pending.expiresAt()).isEqualTo(EXPIRY);
            });
  }

  @Test
  void throttledQuestionWaitsAsLongAsItIsTold() throws Exception {
    assertThat(polled(Receiver.answer(429, "", "", "Retry-After: 90")))
        .isInstanceOfSatisfying(
            Outcome.Pending.class,
            pending -> assertThat(pending.pollAt()).isEqualTo(NOW.plusSeconds(90)));
  }

  @Test
  void pendingForTooLongIsUnknown() throws Exception {
    String body = "{\"status\":\"pending\"}";
    try (Receiver receiver = Receiver.answering(Receiver.answer(200, "application/json", body));
        HttpFixture channel = new HttpFixture(receiver.url("/hook")).at(EXPIRY)) {
      assertThat(poll(channel, handle(receiver, "/s")))
          .containsExactly(new Outcome.Unknown("pending for longer than expires_after", false));
    }
  }

  @Test
  void handlesOfAnotherPlaceAreNotAskedFor() throws Exception {
    try (Receiver receiver = Receiver.answering("");
        HttpFixture channel = new HttpFixture("http://127.0.0.1:1/hook")) {
      assertThat(poll(channel, handle(receiver, "/s"), "nonsense"))
          .containsOnly(new Outcome.Unknown("not a handle of this channel", false));
      assertThat(receiver.requests()).isEmpty();
    }
  }

  @Test
  void thousandHandlesAreAskedEachAddressOnceAndAFewAtATime() throws Exception {
    String ok = Receiver.answer(200, "application/json", "{\"status\":\"accepted\"}");
    try (Receiver receiver = Receiver.answering(ok);
        HttpFixture channel = new HttpFixture(receiver.url("/hook"))) {
      String[] handles =
          IntStream.range(0, 1_000)
              .mapToObj(i -> handle(receiver, "/s/" + i / 2))
              .toArray(String[]::new);

      assertThat(poll(channel, handles))
          .isEqualTo(Collections.nCopies(1_000, Outcome.Accepted.PLAIN));
      assertThat(receiver.requests()).hasSize(500);
      assertThat(receiver.openConnections()).isLessThan(20);
    }
  }

  @Test
  void questionsThatHangEndWithTheTotalTimeout() throws Exception {
    Receiver.Script hang =
        (request, socket) -> {
          while (socket.getInputStream().read() >= 0) {
            // Nothing is answered.
          }
        };
    try (Receiver receiver = Receiver.start(hang);
        HttpFixture channel =
            new HttpFixture(receiver.url("/hook")).with("total_timeout", Duration.ofMillis(300))) {
      String[] handles =
          IntStream.range(0, 50).mapToObj(i -> handle(receiver, "/s/" + i)).toArray(String[]::new);
      long begun = System.nanoTime();

      assertThat(poll(channel, handles)).hasOnlyElementsOfType(Outcome.Pending.class);

      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(3));
    }
  }
}
