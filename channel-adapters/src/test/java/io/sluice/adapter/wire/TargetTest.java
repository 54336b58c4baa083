package io.sluice.adapter.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Names, addresses, and which of them are allowed. */
class TargetTest {
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

  private final Vertx vertx = Vertx.vertx();
  private Instant now = NOW;

  private static InetAddress[] addresses(String... texts) throws UnknownHostException {
    InetAddress[] addresses = new InetAddress[texts.length];
    for (int i = 0; i < texts.length; i++) {
      addresses[i] = InetAddress.getByName(texts[i]);
    }
    return addresses;
  }

  private Target target(Names names) {
    return target(names, false);
  }

  private Target target(Names names, boolean allowPrivate) {
    WireSettings settings =
        new WireSettings(
            "shop", allowPrivate, Duration.ofSeconds(2), Duration.ofSeconds(5), 1 << 20, null);
    return new Target(
        Site.of(URI.create("http://shop.example/")), settings, vertx, () -> now, names);
  }

  @AfterEach
  void close() throws Exception {
    vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
  }

  private String address(Target target) throws Exception {
    return await(target).hostAddress();
  }

  private SocketAddress await(Target target) throws Exception {
    CompletableFuture<SocketAddress> done = new CompletableFuture<>();
    vertx.runOnContext(
        go -> target.address().onComplete(done::complete, done::completeExceptionally));
    return done.get(20, TimeUnit.SECONDS);
  }

  /** A try that comes behind the close is told so, in place of a trace of the executor's. */
  @Test
  void nothingIsLookedUpAfterTheClose() throws Exception {
    AtomicInteger lookups = new AtomicInteger();
    Target target =
        target(
            host -> {
              lookups.incrementAndGet();
              return addresses("93.184.216.34");
            });
    target.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);

    assertThatThrownBy(() -> await(target)).hasMessageContaining("closed");
    assertThat(lookups).hasValue(0);
  }

  @Test
  void nameServiceThatAnswersAfterTheStopLeavesNoTrace() throws Exception {
    CompletableFuture<Thread> asked = new CompletableFuture<>();
    CompletableFuture<InetAddress[]> answer = new CompletableFuture<>();
    Target target =
        target(
            host -> {
              asked.complete(Thread.currentThread());
              return answer.join();
            });
    vertx.runOnContext(go -> target.address());
    Thread thread = asked.get(10, TimeUnit.SECONDS);
    AtomicReference<Throwable> trace = new AtomicReference<>();
    thread.setUncaughtExceptionHandler((where, problem) -> trace.set(problem));
    target.close();
    close();

    answer.complete(addresses("8.8.8.8"));
    thread.join(10_000);

    assertThat(thread.isAlive()).isFalse();
    assertThat(trace).hasNullValue();
  }

  @Test
  void onlyPublicAddressesOfANameAreUsed() throws Exception {
    Target target = target(host -> addresses("10.0.0.5", "8.8.8.8", "::1"));

    assertThat(address(target)).isEqualTo("8.8.8.8");
    target.unreachable();
    assertThat(address(target)).isEqualTo("8.8.8.8");
  }

  @Test
  void metadataOfACloudIsReachedByNoName() throws Exception {
    Target alone = target(host -> addresses("169.254.169.254"), true);
    assertThatThrownBy(() -> await(alone))
        .rootCause()
        .isInstanceOf(Target.Refused.class)
        .hasMessageStartingWith("link-local (cloud metadata) address 169.254.169.254 refused");

    Target beside = target(host -> addresses("fd00:ec2::254", "10.0.0.5"), true);
    assertThat(address(beside)).isEqualTo("10.0.0.5");
    beside.unreachable();
    assertThat(address(beside)).isEqualTo("10.0.0.5");
  }

  @Test
  void nextAddressIsTriedAfterOneDidNotAnswer() throws Exception {
    Target target = target(host -> addresses("8.8.8.8", "9.9.9.9"));

    assertThat(address(target)).isEqualTo("8.8.8.8");
    target.unreachable();
    assertThat(address(target)).isEqualTo("9.9.9.9");
    target.unreachable();
    assertThat(address(target)).isEqualTo("8.8.8.8");
  }

  @Test
  void nameIsLookedUpAgainAfterHalfAMinute() throws Exception {
    AtomicInteger lookups = new AtomicInteger();
    Target target = target(host -> addresses("8.8.8." + lookups.incrementAndGet()));

    assertThat(address(target)).isEqualTo("8.8.8.1");
    now = NOW.plusSeconds(29);
    assertThat(address(target)).isEqualTo("8.8.8.1");
    now = NOW.plusSeconds(31);
    assertThat(address(target)).isEqualTo("8.8.8.2");
  }

  @Test
  void nameIsLookedUpAgainAtOnceWhenNoneOfItsAddressesAnswered() throws Exception {
    AtomicInteger lookups = new AtomicInteger();
    Target target =
        target(
            host ->
                lookups.getAndIncrement() == 0
                    ? addresses("8.8.8.8", "9.9.9.9")
                    : addresses("1.1.1.1"));

    assertThat(address(target)).isEqualTo("8.8.8.8");
    target.unreachable();
    assertThat(address(target)).isEqualTo("9.9.9.9");
    assertThat(lookups).hasValue(1);
    target.unreachable();
    assertThat(address(target)).isEqualTo("1.1.1.1");
  }

  @Test
  void addressThatTurnsPrivateLaterIsRefused() throws Exception {
    AtomicInteger lookups = new AtomicInteger();
    Target target =
        target(
            host ->
                lookups.getAndIncrement() == 0 ? addresses("8.8.8.8") : addresses("192.168.0.7"));

    assertThat(address(target)).isEqualTo("8.8.8.8");
    now = NOW.plusSeconds(31);
    assertThatThrownBy(() -> await(target))
        .rootCause()
        .isInstanceOf(Target.Refused.class)
        .hasMessage("private address 192.168.0.7 refused: set allow_private: yes");
  }

  @Test
  void failedLookupIsTriedAgainAtOnce() throws Exception {
    AtomicInteger lookups = new AtomicInteger();
    Target target =
        target(
            host -> {
              if (lookups.getAndIncrement() == 0) {
                throw new UnknownHostException(host);
              }
              return addresses("8.8.8.8");
            });

    assertThatThrownBy(() -> await(target)).rootCause().isInstanceOf(UnknownHostException.class);
    Awaitility.await().untilAsserted(() -> assertThat(address(target)).isEqualTo("8.8.8.8"));
  }
}
