package io.sluice.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LocalCredentialStoreTest {
  private static final Instant BEGIN = Instant.parse("2026-11-20T12:00:00Z");
  private static final Duration HOUR = Duration.ofHours(1);
  private static final TokenAnswer NO = new TokenAnswer.Problem(new Outcome.Unreachable("down"));

  private final Vertx vertx = Vertx.vertx();
  private final AtomicReference<Instant> now = new AtomicReference<>(BEGIN);
  private final LocalCredentialStore store = new LocalCredentialStore(vertx, now::get);
  private final List<Promise<TokenAnswer>> asked = new CopyOnWriteArrayList<>();

  @AfterEach
  void close() throws Exception {
    vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
  }

  private Future<TokenAnswer> refresh() {
    Promise<TokenAnswer> promise = Promise.promise();
    asked.add(promise);
    return promise.future();
  }

  private CompletableFuture<TokenAnswer> ask() {
    return store.token("shop", this::refresh).toCompletionStage().toCompletableFuture();
  }

  private TokenAnswer told(CompletableFuture<TokenAnswer> answer) throws Exception {
    return answer.get(10, TimeUnit.SECONDS);
  }

  private TokenAnswer told() throws Exception {
    return told(ask());
  }

  /** Answers the one question that is open. */
  private void answer(TokenAnswer answer) {
    asked.get(asked.size() - 1).complete(answer);
  }

  private Token token(String value, Duration life) {
    return new Token(new Secret(value), now.get().plus(life));
  }

  /** A token that is in use. */
  private Token granted(String value, Duration life) throws Exception {
    CompletableFuture<TokenAnswer> answer = ask();
    Token token = token(value, life);
    answer(new TokenAnswer.Granted(token));
    assertThat(told(answer)).isEqualTo(new TokenAnswer.Granted(token));
    return token;
  }

  private void pass(Duration time) {
    now.updateAndGet(instant -> instant.plus(time));
  }

  @Test
  void allWhoWaitGetTheAnswerOfOneCall() throws Exception {
    List<CompletableFuture<TokenAnswer>> answers = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      answers.add(ask());
    }
    assertThat(asked).hasSize(1);

    TokenAnswer granted = new TokenAnswer.Granted(token("a", HOUR));
    answer(granted);

    for (CompletableFuture<TokenAnswer> each : answers) {
      assertThat(told(each)).isEqualTo(granted);
    }
    assertThat(told()).isEqualTo(granted);
    assertThat(asked).hasSize(1);
  }

  @Test
  void credentialsHaveTheirOwnTokens() throws Exception {
    Token token = granted("a", HOUR);
    Future<TokenAnswer> other = store.token("other shop", this::refresh);
    assertThat(asked).hasSize(2);
    answer(NO);

    assertThat(told(other.toCompletionStage().toCompletableFuture())).isEqualTo(NO);
    assertThat(told()).isEqualTo(new TokenAnswer.Granted(token));
  }

  @Test
  void longTokenIsRenewedAMinuteBeforeItsEnd() throws Exception {
    Token token = granted("a", HOUR);
    pass(HOUR.minusSeconds(61));
    assertThat(told()).isEqualTo(new TokenAnswer.Granted(token));
    pass(Duration.ofSeconds(1));

    renewed(token, token("b", HOUR));
  }

  @Test
  void shortTokenIsRenewedAfterNineTenths() throws Exception {
    Token token = granted("a", Duration.ofSeconds(300));
    pass(Duration.ofSeconds(269));
    assertThat(told()).isEqualTo(new TokenAnswer.Granted(token));
    pass(Duration.ofSeconds(1));

    renewed(token, token("b", HOUR));
  }

  /** The one that lives is told until the next one is there. */
  private void renewed(Token old, Token next) throws Exception {
    assertThat(told()).isEqualTo(new TokenAnswer.Granted(old));
    assertThat(asked).hasSize(2);
    answer(new TokenAnswer.Granted(next));
    assertThat(told()).isEqualTo(new TokenAnswer.Granted(next));
    assertThat(asked).hasSize(2);
  }

  @Test
  void nobodyWaitsForANewTokenWhileTheOldOneLives() throws Exception {
    Token token = granted("a", HOUR);
    pass(HOUR.minusSeconds(60));

    // Who begins to ask for a new one, and who comes while that is not answered
    assertThat(told()).isEqualTo(new TokenAnswer.Granted(token));
    pass(Duration.ofMillis(59_999));
    assertThat(told()).isEqualTo(new TokenAnswer.Granted(token));
    assertThat(asked).hasSize(2);

    // At its end there is only the new one to wait for
    pass(Duration.ofMillis(1));
    CompletableFuture<TokenAnswer> waiting = ask();
    assertThat(waiting).isNotDone();
    Token next = token("b", HOUR);
    answer(new TokenAnswer.Granted(next));
    assertThat(told(waiting)).isEqualTo(new TokenAnswer.Granted(next));
    assertThat(asked).hasSize(2);
  }

  @Test
  void failedCallIsNotRepeatedForTenSeconds() throws Exception {
    CompletableFuture<TokenAnswer> first = ask();
    answer(NO);
    assertThat(told(first)).isEqualTo(NO);
    pass(Duration.ofMillis(9_999));
    assertThat(told()).isEqualTo(NO);
    assertThat(asked).hasSize(1);
    pass(Duration.ofMillis(1));

    granted("a", HOUR);
    assertThat(asked).hasSize(2);
  }

  @Test
  void oldTokenDoesWhereTheRenewalFails() throws Exception {
    // Given a token that lives for another minute
    Token token = granted("a", HOUR);
    pass(HOUR.minusSeconds(60));
    CompletableFuture<TokenAnswer> waiting = ask();

    answer(NO);

    assertThat(told(waiting)).isEqualTo(new TokenAnswer.Granted(token));
    assertThat(told()).isEqualTo(new TokenAnswer.Granted(token));
    assertThat(asked).hasSize(2);
    // Then it is tried again, and at the end of the old one there is none
    pass(Duration.ofSeconds(10));
    assertThat(told()).isEqualTo(new TokenAnswer.Granted(token));
    assertThat(asked).hasSize(3);
    pass(Duration.ofSeconds(50));
    CompletableFuture<TokenAnswer> again = ask();
    assertThat(asked).hasSize(3);
    answer(NO);
    assertThat(told(again)).isEqualTo(NO);
  }

  @Test
  void refusedTokenIsReplaced() throws Exception {
    Token token = granted("a", HOUR);
    pass(Duration.ofSeconds(10));

    store.refused("shop", token);

    Token next = granted("b", HOUR);
    assertThat(asked).hasSize(2);
    // Who held the old one for longer changes nothing any more
    pass(Duration.ofSeconds(10));
    store.refused("shop", token);
    assertThat(told()).isEqualTo(new TokenAnswer.Granted(next));
  }

  @Test
  void freshTokenThatIsRefusedIsNotReplacedAtOnce() throws Exception {
    Token token = granted("a", HOUR);
    pass(Duration.ofMillis(9_999));

    store.refused("shop", token);

    assertThat(told()).isEqualTo(new TokenAnswer.Granted(token));
    assertThat(asked).hasSize(1);
  }

  @Test
  void refusedTokenDoesNotComeBackWhereTheRenewalFails() throws Exception {
    Token token = granted("a", HOUR);
    pass(Duration.ofSeconds(10));
    store.refused("shop", token);
    CompletableFuture<TokenAnswer> answer = ask();

    answer(NO);

    assertThat(told(answer)).isEqualTo(NO);
    assertThat(told()).isEqualTo(NO);
  }

  @Test
  void callThatBreaksIsAProblemForAll() throws Exception {
    CompletableFuture<TokenAnswer> answer =
        store
            .token(
                "shop",
                () -> {
                  throw new IllegalStateException("a secret");
                })
            .toCompletionStage()
            .toCompletableFuture();

    assertThat(told(answer))
        .isEqualTo(
            new TokenAnswer.Problem(new Outcome.Unreachable("no token: IllegalStateException")));
    assertThat(told()).isEqualTo(told(answer));
  }

  @Test
  void everyoneIsAnsweredOnTheirOwnContext() {
    List<Context> contexts = List.of(newContext(), newContext());
    assertThat(contexts.get(0)).isNotSameAs(contexts.get(1));
    List<Boolean> own = new CopyOnWriteArrayList<>();
    for (Context context : contexts) {
      context.runOnContext(
          go ->
              store
                  .token("shop", this::refresh)
                  .onComplete(done -> own.add(Vertx.currentContext() == context)));
    }
    await().until(() -> asked.size() == 1);
    // Both wait, since an empty run on each comes after what was asked there.
    contexts.forEach(LocalCredentialStoreTest::passThrough);

    answer(new TokenAnswer.Granted(token("a", HOUR)));

    await().untilAsserted(() -> assertThat(own).containsExactly(true, true));
    assertThat(asked).hasSize(1);
  }

  /** A thread keeps the one it was given. */
  private Context newContext() {
    AtomicReference<Context> context = new AtomicReference<>();
    Thread thread = new Thread(() -> context.set(vertx.getOrCreateContext()));
    thread.start();
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    return Objects.requireNonNull(context.get());
  }

  private static void passThrough(Context context) {
    CompletableFuture<Void> passed = new CompletableFuture<>();
    context.runOnContext(passed::complete);
    passed.join();
  }
}
