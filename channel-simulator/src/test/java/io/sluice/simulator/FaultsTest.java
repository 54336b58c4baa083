package io.sluice.simulator;

import static io.sluice.simulator.SimulatorFixture.await;
import static io.sluice.simulator.SimulatorFixture.batch;
import static io.sluice.simulator.SimulatorFixture.product;
import static io.sluice.simulator.SimulatorFixture.stock;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.sluice.simulator.Fault.Kind;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Each way to misbehave. */
class FaultsTest {
  private final SimulatorFixture it = new SimulatorFixture();

  @AfterEach
  void close() {
    it.close();
  }

  @Test
  void latencyDelaysTheAnswer() throws Exception {
    it.channel.latency(Duration.ofMillis(150));

    it.post(stock("1", "S", 1, 1));

    assertThat(it.channel.requests().get(0).tookMs()).isGreaterThanOrEqualTo(149);
  }

  @Test
  void slowChannelAppliesWhatItsSenderNoLongerWaitsFor() {
    it.channel.latency(Duration.ofMillis(200));

    CompletableFuture<?> waiting = it.postLater(stock("1", "S", 1, 1));
    await().until(() -> it.channel.report().updates() == 1);
    waiting.cancel(true);

    await().until(() -> it.channel.report().appliedLate() == 1);
    assertThat(it.applied("S")).isEqualTo(1);
  }

  @Test
  void statusStrikesAsOftenAsToldAndAppliesNothing() throws Exception {
    it.channel.fault(Fault.status(500).times(2));

    assertThat(it.post(stock("1", "S", 1, 1)).statusCode()).isEqualTo(500);
    assertThat(it.post(stock("1", "S", 1, 1)).statusCode()).isEqualTo(500);
    assertThat(it.channel.report().applied()).isZero();
    assertThat(it.post(stock("1", "S", 1, 1)).statusCode()).isEqualTo(200);
  }

  @Test
  void throttlingSaysWhenToComeBack() throws Exception {
    it.channel.fault(Fault.status(429).retryAfter("17"));

    HttpResponse<String> answer = it.post(stock("1", "S", 1, 1));

    assertThat(answer.statusCode()).isEqualTo(429);
    assertThat(answer.headers().firstValue("retry-after")).contains("17");
  }

  @Test
  void statusForChosenSkusLeavesTheOthersAlone() throws Exception {
    it.channel.fault(Fault.status(422).onSkus("BAD"));

    assertThat(it.post(stock("1", "BAD", 1, 1)).statusCode()).isEqualTo(422);
    assertThat(it.post(stock("2", "S", 2, 1)).statusCode()).isEqualTo(200);
    assertThat(it.post(batch(stock("3", "S", 3, 1), stock("4", "BAD", 4, 1))).statusCode())
        .isEqualTo(422);
    assertThat(it.applied("S")).isEqualTo(2);
  }

  @Test
  void probabilityIsDrawnFromASeed() throws Exception {
    it.channel.fault(Fault.status(500).withProbability(0.5));

    for (int i = 1; i <= 60; i++) {
      it.post(stock("" + i, "S", i, 1));
    }

    assertThat(it.channel.report().applied()).isBetween(10L, 50L);
  }

  @Test
  void badItemsOfABatchAreRefusedAlone() throws Exception {
    it.channel.fault(Fault.of(Kind.ITEM).onSkus("BAD"));

    HttpResponse<String> answer = it.post(batch(stock("1", "S", 1, 1), stock("2", "BAD", 2, 1)));

    assertThat(answer.body())
        .contains("\"id\":\"1\",\"index\":0,\"status\":\"accepted\"")
        .contains("\"id\":\"2\",\"index\":1,\"status\":\"rejected\"");
    assertThat(it.applied("S")).isEqualTo(1);
    assertThat(it.applied("BAD")).isEqualTo(-1);
  }

  @Test
  void unknownProductIsNotListedUntilItIsSent() throws Exception {
    it.channel.behave(Behaviour.PLAIN.needsCreate(true));

    HttpResponse<String> refused = it.post(stock("1", "S", 1, 1));
    assertThat(refused.statusCode()).isEqualTo(404);
    assertThat(refused.body()).contains("not_listed");
    assertThat(it.post(batch(stock("1", "S", 1, 1))).body()).contains("not_listed");

    it.post(product("2", "S", 2));
    assertThat(it.post(stock("3", "S", 3, 1)).statusCode()).isEqualTo(200);
  }

  @Test
  void downRefusesConnectionsOnTheOwnPortAndComesBackOnIt() throws Exception {
    int port = await(it.channel.listen(0));
    assertThat(it.post(stock("1", "S", 1, 1)).statusCode()).isEqualTo(200);

    await(it.channel.goDown());
    // The first may still go into a kept connection that is being closed.
    await()
        .untilAsserted(
            () ->
                assertThatThrownBy(() -> it.post(stock("2", "S", 2, 1)))
                    .isInstanceOf(ConnectException.class));

    await(it.channel.comeUp());
    assertThat(it.channel.port()).isEqualTo(port);
    assertThat(it.post(stock("3", "S", 3, 1)).statusCode()).isEqualTo(200);
    assertThat(it.applied("S")).isEqualTo(3);
  }

  @Test
  void downOnTheSharedPortClosesTheConnection() {
    await(it.channel.goDown());

    assertThatThrownBy(() -> it.post(stock("1", "S", 1, 1))).isInstanceOf(IOException.class);
    assertThat(it.channel.report().requests()).isZero();
  }

  @Test
  void flappingGoesDownAndUpInTurnsUntilToldToStop() {
    await(it.channel.flap(Duration.ofMillis(30), Duration.ofMillis(30)));

    await().until(it.channel::isDown);
    await().until(() -> !it.channel.isDown());
    await().until(it.channel::isDown);
    await(it.channel.comeUp());
    assertThat(it.channel.isDown()).isFalse();
  }

  @Test
  void hangNeitherAnswersNorApplies() throws Exception {
    it.channel.fault(Fault.of(Kind.HANG).times(1));

    CompletableFuture<?> hanging = it.postLater(stock("1", "S", 1, 1));
    await().until(() -> it.channel.report().updates() == 1);

    assertThat(it.post(stock("2", "T", 2, 1)).statusCode()).isEqualTo(200);
    assertThat(hanging).isNotDone();
    assertThat(it.applied("S")).isEqualTo(-1);
  }

  @Test
  void resetBeforeAppliesNothing() {
    it.channel.fault(Fault.of(Kind.RESET_BEFORE));

    assertThatThrownBy(() -> it.post(stock("1", "S", 1, 1))).isInstanceOf(IOException.class);

    await().until(() -> it.channel.requests().size() == 1);
    assertThat(it.applied("S")).isEqualTo(-1);
  }

  @Test
  void resetAfterHasApplied() {
    it.channel.fault(Fault.of(Kind.RESET_AFTER));

    assertThatThrownBy(() -> it.post(stock("1", "S", 1, 1))).isInstanceOf(IOException.class);

    assertThat(it.applied("S")).isEqualTo(1);
  }

  @Test
  void applyLateTakesEffectAfterTheAnswerWasLost() throws Exception {
    it.channel.fault(Fault.of(Kind.APPLY_LATE).after(Duration.ofMillis(200)).times(1));

    assertThatThrownBy(() -> it.post(stock("1", "S", 1, 8))).isInstanceOf(IOException.class);
    it.post(stock("2", "S", 2, 9));

    await().until(() -> it.channel.report().appliedLate() == 1);
    assertThat(it.channel.report().staleApplied()).isEqualTo(1);
    assertThat(it.channel.report().staleBegun()).isZero();
    assertThat(it.channel.find("S", "stock", "BER").map(KeyState::value)).contains("8");
  }

  @Test
  void pendingIsAppliedAndToldLaterAndForgottenInTheEnd() throws Exception {
    it.channel.fault(
        Fault.of(Kind.PENDING).after(Duration.ofMillis(150)).expiringAfter(Duration.ofMillis(600)));

    HttpResponse<String> answer = it.post(stock("1", "S", 1, 1));
    String status = answer.headers().firstValue("location").orElseThrow();

    assertThat(answer.statusCode()).isEqualTo(202);
    assertThat(it.get(status).body()).contains("pending");
    await().until(() -> it.get(status).body().contains("accepted"));
    assertThat(it.applied("S")).isEqualTo(1);
    await().until(() -> it.get(status).statusCode() == 404);
  }

  @Test
  void pendingMayEndInARefusal() throws Exception {
    it.channel.fault(Fault.of(Kind.PENDING).after(Duration.ofMillis(1)).endingIn("rejected"));

    HttpResponse<String> answer = it.post(stock("1", "S", 1, 1));

    String status = answer.headers().firstValue("location").orElseThrow();
    await().until(() -> it.get(status).body().contains("rejected"));
    assertThat(it.applied("S")).isEqualTo(-1);
  }

  @Test
  void truncatedAnswerComesAfterTheEffect() {
    it.channel.fault(Fault.of(Kind.TRUNCATED));

    assertThatThrownBy(() -> it.post(stock("1", "S", 1, 1))).isInstanceOf(IOException.class);

    assertThat(it.applied("S")).isEqualTo(1);
  }

  @Test
  void slowBodyDripsToItsEnd() throws Exception {
    it.channel.fault(Fault.of(Kind.SLOW_BODY).bytesPerSecond(200));

    assertThat(it.post(stock("1", "S", 1, 1)).body()).startsWith("{\"note\":").endsWith("\"}");

    assertThat(it.channel.requests().get(0).tookMs()).isGreaterThan(200);
  }

  @Test
  void htmlIsASignInPageWithSuccess() throws Exception {
    it.channel.fault(Fault.of(Kind.HTML));

    HttpResponse<String> answer = it.post(stock("1", "S", 1, 1));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("content-type")).contains("text/html");
    assertThat(it.applied("S")).isEqualTo(-1);
  }
}
