package io.sluice.adapter.http;

import static io.sluice.adapter.http.HttpFixture.stock;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.adapter.ChannelCall;
import io.sluice.adapter.ChannelConnection;
import io.sluice.adapter.Outcome;
import io.sluice.adapter.wire.Names;
import io.sluice.adapter.wire.Receiver;
import io.vertx.core.Future;
import io.vertx.core.http.HttpClientOptions;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a channel may lead to. */
class AddressesTest {
  private static InetAddress[] address(String text) throws UnknownHostException {
    return new InetAddress[] {InetAddress.getByName(text)};
  }

  private static HttpFixture publicOnly(String url) {
    return new HttpFixture(url).with("allow_private", false);
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
      ChannelConnection connection = open(channel, host -> address("127.0.0.1"));
      ChannelCall call = new ChannelCall("c", List.of(stock("S", 1)));

      assertThat(channel.await(() -> connection.deliver(call)))
          .containsExactly(
              new Outcome.Gone("loopback address 127.0.0.1 refused: set allow_private: yes"));
      assertThat(receiver.openConnections()).isZero();
    }
  }

  private static ChannelConnection open(HttpFixture channel, Names names) {
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
      ChannelConnection connection = open(channel, host -> address("127.0.0.1"));
      ChannelCall call = new ChannelCall("c", List.of(stock("S", 1)));

      assertThat(channel.await(() -> connection.deliver(call)))
          .containsExactly(Outcome.Accepted.PLAIN);
      assertThat(receiver.requests().get(0).header("host"))
          .isEqualTo("shop.example:" + receiver.port());
    }
  }

  @Test
  void nameServiceThatHangsHoldsOneThreadAndNoEventLoop() throws Exception {
    CountDownLatch answer = new CountDownLatch(1);
    AtomicInteger lookups = new AtomicInteger();
    Names hanging =
        host -> {
          lookups.incrementAndGet();
          try {
            answer.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          return address("8.8.8.8");
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
}
