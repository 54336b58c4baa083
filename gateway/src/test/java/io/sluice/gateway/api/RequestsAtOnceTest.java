package io.sluice.gateway.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RequestsAtOnceTest {
  private final Vertx vertx = Vertx.vertx();
  private final Context owner = vertx.getOrCreateContext();
  private final RequestsAtOnce atOnce = new RequestsAtOnce();
  private final Deque<Promise<String>> running = new ArrayDeque<>();

  @AfterEach
  void close() throws Exception {
    vertx.close().await(20, TimeUnit.SECONDS);
  }

  private Future<String> run(String name) {
    return atOnce.run(
        name,
        owner,
        () -> {
          Promise<String> answer = Promise.promise();
          running.add(answer);
          return answer.future();
        });
  }

  /** What was told to the owner until now has been done by then. */
  private void settle() throws Exception {
    Promise<Void> turned = Promise.promise();
    owner.runOnContext(any -> turned.complete());
    turned.future().await(20, TimeUnit.SECONDS);
  }

  private void fill(String name) {
    for (int index = 0; index < RequestsAtOnce.OF_ONE_AT_MOST; index++) {
      run(name);
    }
  }

  @Test
  void oneUserHasOnlySoManyAndOthersDoNotWaitForHim() throws Exception {
    fill("vera");

    assertThatThrownBy(() -> run("vera"))
        .isInstanceOfSatisfying(
            ProblemException.class,
            refused -> assertThat(refused.problem().status()).isEqualTo(429));
    assertThat(run("otto")).isNotNull();

    running.remove().complete("done");
    settle();
    assertThat(run("vera")).isNotNull();
    assertThatThrownBy(() -> run("vera")).isInstanceOf(ProblemException.class);
  }

  @Test
  void whatFailsIsOverToo() throws Exception {
    fill("vera");
    running.remove().fail("no");
    settle();
    for (int index = 0; index < 3; index++) {
      assertThatThrownBy(
              () ->
                  atOnce.run(
                      "vera",
                      owner,
                      () -> {
                        throw new IllegalStateException("at once");
                      }))
          .isInstanceOf(IllegalStateException.class);
    }

    assertThat(run("vera")).isNotNull();
  }

  @Test
  void whoeverNeedNotSignInIsNotCounted() {
    for (int index = 0; index < 100; index++) {
      assertThat(atOnce.run(null, owner, Future::succeededFuture).succeeded()).isTrue();
    }
  }
}
