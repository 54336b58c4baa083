package io.sluice.adapter.http;

import static io.sluice.adapter.http.HttpFixture.NOW;
import static io.sluice.adapter.http.HttpFixture.stock;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.sluice.adapter.ChannelCall;
import io.sluice.adapter.ChannelConnection;
import io.sluice.adapter.Outcome;
import io.vertx.core.Future;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names, addresses, and which of them are allowed. */
class TargetTest {
  private Instant now = NOW;

  private static InetAddress[] addresses(String... texts) throws UnknownHostException {
    InetAddress[] addresses = new InetAddress[texts.length];
    for (int i = 0; i < texts.length; i++) {
      addresses[i] = InetAddress.getByName(texts[i]);
    }
    return addresses;
  }

  private static HttpFixture publicOnly(String url) {
    return new HttpFixture(url).with("allow_private", false);
  }

  private Target target(HttpFixture channel, Target.Names names) {
    return new Target(HttpSettings.from(channel.settings()), channel.vertx, () -> now, names);
  }

  private static String address(HttpFixture channel, Target target) {
    SocketAddress address = channel.await(target::address);
    return address.hostAddress();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.0.0.1:1/x",
        "http://localhost:1/x",
        "http://2130706433/x",
        "http://[::1]:1/x",
        "http://[::ffff:127.0.0.1]:1/x"
      })
  void loopbackIsRefusedInWhateverSpelling(String url) {
    try (HttpFixture channel = publicOnly(url)) {
      assertThat(channel.deliverOne())
          .isInstanceOfSatisfying(
              Outcome.Gone.class,
              gone ->
                  assertThat(gone.reason())
                      .startsWith("loopback address ")
                      .endsWith("refused: set allow_private: yes"));
    }
  }

  @Test
  void nameThatLeadsInsideIsRefusedWithoutAConnection() throws Exception {
    try (Receiver receiver = Receiver.answering("");
        HttpFixture channel = publicOnly("http://shop.example:" + receiver.port() + "/")) {
      ChannelConnection connection = open(channel, host -> addresses("127.0.0.1"));
      ChannelCall call = new ChannelCall("c", List.of(stock("S", 1)));

      assertThat(channel.await(() -> connection.deliver(call)))
          .containsExactly(
              new Outcome.Gone("loopback address 127.0.0.1 refused: set allow_private: yes"));
      assertThat(receiver.openConnections()).isZero();
    }
  }

  private static ChannelConnection open(HttpFixture channel, Target.Names names) {
    return new HttpChannelConnection(
        HttpSettings.from(channel.settings()),
        channel.vertx,
        channel.clock,
        new HttpClientOptions(),
        names);
  }

  @Test
  void checkedAddressIsConnectedToAndTheNameStaysInTheRequest() throws Exception {
    try (Receiver receiver = Receiver.answering(Receiver.answer(200, "", ""));
        HttpFixture channel = new HttpFixture("http://shop.example:" + receiver.port() + "/hook")) {
      ChannelConnection connection = open(channel, host -> addresses("127.0.0.1"));
      ChannelCall call = new ChannelCall("c", List.of(stock("S", 1)));

      assertThat(channel.await(() -> connection.deliver(call)))
          .containsExactly(Outcome.Accepted.PLAIN);
      assertThat(receiver.requests().get(0).header("host"))
          .isEqualTo("shop.example:" + receiver.port());
    }
  }

  @Test
  void onlyPublicAddressesOfANameAreUsed() {
    try (HttpFixture channel = publicOnly("http://shop.example/")) {
      Target target = target(channel, host -> addresses("10.0.0.5", "8.8.8.8", "::1"));

      assertThat(address(channel, target)).isEqualTo("8.8.8.8");
      target.unreachable();
      assertThat(address(channel, target)).isEqualTo("8.8.8.8");
    }
  }

  @Test
  void nextAddressIsTriedAfterOneDidNotAnswer() {
    try (HttpFixture channel = publicOnly("http://shop.example/")) {
      Target target = target(channel, host -> addresses("8.8.8.8", "9.9.9.9"));

      assertThat(address(channel, target)).isEqualTo("8.8.8.8");
      target.unreachable();
      assertThat(address(channel, target)).isEqualTo("9.9.9.9");
      target.unreachable();
      assertThat(address(channel, target)).isEqualTo("8.8.8.8");
    }
  }

  @Test
  void nameIsLookedUpAgainAfterHalfAMinute() {
    AtomicInteger lookups = new AtomicInteger();
    try (HttpFixture channel = publicOnly("http://shop.example/")) {
      Target target = target(channel, host -> addresses("8.8.8." + lookups.incrementAndGet()));

      assertThat(address(channel, target)).isEqualTo("8.8.8.1");
      now = NOW.plusSeconds(29);
      assertThat(address(channel, target)).isEqualTo("8.8.8.1");
      now = NOW.plusSeconds(31);
      assertThat(address(channel, target)).isEqualTo("8.8.8.2");
    }
  }

  @Test
  void nameIsLookedUpAgainAtOnceWhenNoneOfItsAddressesAnswered() {
    AtomicInteger lookups = new AtomicInteger();
    try (HttpFixture channel = publicOnly("http://shop.example/")) {
      Target target =
          target(
              channel,
              host ->
                  lookups.getAndIncrement() == 0
                      ? addresses("8.8.8.8", "9.9.9.9")
                      : addresses("1.1.1.1"));

      assertThat(address(channel, target)).isEqualTo("8.8.8.8");
      target.unreachable();
      assertThat(address(channel, target)).isEqualTo("9.9.9.9");
      assertThat(lookups).hasValue(1);
      target.unreachable();
      assertThat(address(channel, target)).isEqualTo("1.1.1.1");
    }
  }

  @Test
  void addressThatTurnsPrivateLaterIsRefused() {
    AtomicInteger lookups = new AtomicInteger();
    try (HttpFixture channel = publicOnly("http://shop.example/")) {
      Target target =
          target(
              channel,
              host ->
                  lookups.getAndIncrement() == 0 ? addresses("8.8.8.8") : addresses("192.168.0.7"));

      assertThat(address(channel, target)).isEqualTo("8.8.8.8");
      now = NOW.plusSeconds(31);
      assertThatThrownBy(() -> channel.await(target::address))
          .rootCause()
          .isInstanceOf(Target.Refused.class)
          .hasMessage("private address 192.168.0.7 refused: set allow_private: yes");
    }
  }

  @Test
  void nameServiceThatHangsHoldsOneThreadAndNoEventLoop() throws Exception {
    CountDownLatch answer = new CountDownLatch(1);
    AtomicInteger lookups = new AtomicInteger();
    Target.Names hanging =
        host -> {
          lookups.incrementAndGet();
          try {
            answer.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          return addresses("8.8.8.8");
        };
    try (HttpFixture channel =
        publicOnly("http://shop.example/").with("total_timeout", Duration.ofMillis(300))) {
      ChannelConnection connection = open(channel, hanging);
      ChannelCall call = new ChannelCall("c", List.of(stock("S", 1)));

      List<Outcome> first = channel.await(() -> connection.deliver(call));
      List<Outcome> second = channel.await(() -> connection.deliver(call));

      assertThat(List.of(first.get(0), second.get(0)))
          .containsOnly(new Outcome.Unreachable("no connection within total_timeout"));
      assertThat(lookups).hasValue(1);
      assertThat(channel.await(() -> Future.succeededFuture("the loop is free"))).isNotNull();
      answer.countDown();
    }
  }

  @Test
  void failedLookupIsTriedAgainAtOnce() {
    AtomicInteger lookups = new AtomicInteger();
    try (HttpFixture channel = publicOnly("http://shop.example/")) {
      Target target =
          target(
              channel,
              host -> {
                if (lookups.getAndIncrement() == 0) {
                  throw new UnknownHostException(host);
                }
                return addresses("8.8.8.8");
              });

      assertThatThrownBy(() -> channel.await(target::address))
          .rootCause()
          .isInstanceOf(UnknownHostException.class);
      await().untilAsserted(() -> assertThat(address(channel, target)).isEqualTo("8.8.8.8"));
    }
  }
}
