package io.sluice.gateway.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class DiskWatchTest {
  private final Vertx vertx = Vertx.vertx();
  private final Semaphore answers = new Semaphore(0);
  private final AtomicInteger looks = new AtomicInteger();
  private final DiskWatch disk = new DiskWatch(vertx, this::ask, Duration.ofMillis(50));

  private void ask() {
    looks.incrementAndGet();
    answers.acquireUninterruptibly();
    if (looks.get() == 2) {
      throw new IllegalStateException("no such directory");
    }
  }

  @AfterEach
  void close() throws Exception {
    answers.release(10);
    vertx.close().await(20, TimeUnit.SECONDS);
  }

  private void awaitHangs(boolean hangs) {
    await().atMost(Duration.ofSeconds(20)).until(() -> disk.hangs() == hangs);
  }

  @Test
  void aDiskThatHangsIsAskedOnceAndSaidToHangUntilItAnswers() {
    assertThat(disk.hangs()).isFalse();
    disk.look();
    disk.look();
    awaitHangs(true);
    disk.look();
    assertThat(looks).hasValue(1);

    answers.release();
    awaitHangs(false);
  }

  @Test
  void oneThatFailsIsAskedAgain() {
    for (int look = 1; look <= 3; look++) {
      disk.look();
      awaitHangs(true);
      assertThat(looks).hasValue(look);
      answers.release();
      awaitHangs(false);
    }
  }
}
