package io.sluice.adapter.http;

import static io.sluice.adapter.http.HttpFixture.stock;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.adapter.ChannelCall;
import io.sluice.adapter.ChannelConnection;
import io.sluice.adapter.Outcome;
import io.sluice.adapter.wire.Receiver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What happens on the wire besides an answer. */
class HttpBadDaysTest {
  private static final String HEAD = "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n";

  private final CountDownLatch over = new CountDownLatch(1);

  @AfterEach
  void letGo() {
    over.countDown();
  }

  private static Outcome delivered(Receiver.Script script) throws Exception {
    return delivered(script, Duration.ofSeconds(5));
  }

  private static Outcome delivered(Receiver.Script script, Duration total) throws Exception {
    try (Receiver receiver = Receiver.start(script);
        HttpFixture channel = new HttpFixture(receiver.url("/hook")).with("total_timeout", total)) {
      return channel.deliverOne();
    }
  }

  private static void assertLostAfterSending(Outcome outcome) {
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Unknown.class, unknown -> assertThat(unknown.transport()).isTrue());
  }

  @Test
  void refusedConnectionIsUnreachable() throws Exception {
    int free;
    try (ServerSocket socket = new ServerSocket(0)) {
      free = socket.getLocalPort();
    }
    try (HttpFixture channel = new HttpFixture("http://127.0.0.1:" + free + "/hook")) {
      assertThat(channel.deliverOne())
          .isInstanceOfSatisfying(
              Outcome.Unreachable.class,
              outcome -> assertThat(outcome.reason()).startsWith("connection failed"));
    }
  }

  @Test
  void connectionThatIsNeverTakenIsUnreachable() throws Exception {
    // Given a queue of waiting connections that is full, so that the next one gets no answer
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Socket first = new Socket(server.getInetAddress(), server.getLocalPort());
        Socket second = new Socket(server.getInetAddress(), server.getLocalPort());
        HttpFixture channel =
            new HttpFixture("http://127.0.0.1:" + server.getLocalPort() + "/")
                .with("connect_timeout", Duration.ofMillis(300))) {
      assertThat(first.isConnected() && second.isConnected()).isTrue();
      assertThat(channel.deliverOne()).isInstanceOf(Outcome.Unreachable.class);
    }
  }

  @Test
  void unknownHostIsUnreachable() {
    try (HttpFixture channel = new HttpFixture("http://nowhere.invalid/hook")) {
      assertThat(channel.deliverOne())
          .isEqualTo(new Outcome.Unreachable("the host name is unknown (nowhere.invalid:80)"));
    }
  }

  @Test
  void hangEndsWithTheTotalTimeoutAndClosesTheConnection() throws Exception {
    try (Receiver receiver = Receiver.start((request, socket) -> hang(socket));
        HttpFixture channel =
            new HttpFixture(receiver.url("/")).with("total_timeout", Duration.ofMillis(300))) {
      long begun = System.nanoTime();

      assertThat(channel.deliverOne())
          .isEqualTo(new Outcome.Unknown("no answer within total_timeout", true));

      assertThat(Duration.ofNanos(System.nanoTime() - begun))
          .isBetween(Duration.ofMillis(290), Duration.ofSeconds(3));
      await().until(() -> receiver.openConnections() == 0);
    }
  }

  /** Until the other side closes. */
  private static void hang(Socket socket) throws IOException {
    while (socket.getInputStream().read() >= 0) {
      // Nothing is answered.
    }
    socket.close();
  }

  @Test
  void resetAfterTheRequestIsUnknown() throws Exception {
    assertLostAfterSending(delivered((request, socket) -> Receiver.reset(socket)));
  }

  @Test
  void closedWithoutAnAnswerIsUnknown() throws Exception {
    assertLostAfterSending(delivered((request, socket) -> socket.close()));
  }

  @Test
  void resetInTheMiddleOfTheBodyIsUnknown() throws Exception {
    assertLostAfterSending(
        delivered(
            (request, socket) -> {
              Receiver.write(socket, HEAD + "Content-Length: 10\r\n\r\nabc");
              over.await(100, TimeUnit.MILLISECONDS);
              Receiver.reset(socket);
            }));
  }

  @Test
  void truncatedBodyIsUnknown() throws Exception {
    assertThat(
            delivered(
                (request, socket) -> {
                  Receiver.write(socket, HEAD + "Content-Length: 10\r\n\r\nabc");
                  socket.close();
                }))
        .isEqualTo(new Outcome.Unknown("answer 200 broke off", true));
  }

  @Test
  void truncatedRefusalIsUnknownToo() throws Exception {
    assertLostAfterSending(
        delivered(
            (request, socket) -> {
              Receiver.write(socket, "HTTP/1.1 422 X\r\nContent-Length: 10\r\n\r\nabc");
              socket.close();
            }));
  }

  @Test
  void truncatedServerErrorIsUnreachable() throws Exception {
    assertThat(
            delivered(
                (request, socket) -> {
                  Receiver.write(socket, "HTTP/1.1 502 X\r\nContent-Length: 10\r\n\r\nabc");
                  socket.close();
                }))
        .isEqualTo(new Outcome.Unreachable("answered 502"));
  }

  @Test
  void truncatedChunksAreUnknown() throws Exception {
    assertLostAfterSending(
        delivered(
            (request, socket) -> {
              Receiver.write(socket, HEAD + "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n");
              socket.close();
            }));
  }

  @Test
  void oneByteAtATimeEndsWithTheTotalTimeout() throws Exception {
    assertThat(
            delivered(
                (request, socket) -> {
                  Receiver.write(socket, HEAD + "Content-Length: 1000\r\n\r\n");
                  drip(socket, "x");
                },
                Duration.ofMillis(400)))
        .isEqualTo(new Outcome.Unknown("answer 200 broke off", true));
  }

  @Test
  void headersOneByteAtATimeEndWithTheTotalTimeout() throws Exception {
    assertThat(
            delivered(
                (request, socket) -> {
                  Receiver.write(socket, HEAD + "X-Slow: ");
                  drip(socket, "x");
                },
                Duration.ofMillis(400)))
        .isEqualTo(new Outcome.Unknown("no answer within total_timeout", true));
  }

  private void drip(Socket socket, String text) throws Exception {
    while (!over.await(20, TimeUnit.MILLISECONDS)) {
      Receiver.write(socket, text);
    }
  }

  @Test
  void endlessChunksAreCutOffAtTheAllowedSize() throws Exception {
    assertThat(
            delivered(
                (request, socket) -> {
                  Receiver.write(socket, HEAD + "Transfer-Encoding: chunked\r\n\r\n");
                  String chunk = "1000\r\n" + "x".repeat(4096) + "\r\n";
                  while (true) {
                    Receiver.write(socket, chunk);
                  }
                }))
        .isEqualTo(new Outcome.Unknown("answer longer than answer_at_most", false));
  }

  @Test
  void hugeRefusalIsStillARefusal() throws Exception {
    try (Receiver receiver =
            Receiver.answering(Receiver.answer(422, "text/plain", "y".repeat(100_000)));
        HttpFixture channel = new HttpFixture(receiver.url("/")).with("answer_at_most", 2048L)) {
      assertThat(channel.deliverOne()).isInstanceOf(Outcome.Rejected.class);
      await().until(() -> receiver.openConnections() == 0);
    }
  }

  @Test
  void floodOfHeadersIsUnknown() throws Exception {
    assertLostAfterSending(
        delivered(
            (request, socket) -> {
              Receiver.write(socket, HEAD);
              for (int i = 0; i < 10_000; i++) {
                Receiver.write(socket, "X-Header-" + i + ": " + i + "\r\n");
              }
              Receiver.write(socket, "Content-Length: 0\r\n\r\n");
            }));
  }

  @Test
  void garbageInsteadOfHttpIsUnknown() throws Exception {
    assertLostAfterSending(
        delivered((request, socket) -> Receiver.write(socket, "SSH-2.0-OpenSSH_9.2\r\n\r\n")));
  }

  @Test
  void compressedJsonNobodyAskedForIsUnknownAndNeverInflated() throws Exception {
    Receiver.Script script =
        (request, socket) -> {
          assertThat(request.headers()).doesNotContainKey("accept-encoding");
          Receiver.write(
              socket,
              "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Encoding: gzip\r\n"
                  + "Content-Length: 4\r\n\r\n\u001f\u0001\u0008\u0000");
        };
    assertThat(delivered(script)).isInstanceOf(Outcome.Unknown.class);
  }

  @Test
  void connectionIsKeptAndUsedAgain() throws Exception {
    try (Receiver receiver = Receiver.answering(Receiver.answer(200, "", ""));
        HttpFixture channel = new HttpFixture(receiver.url("/"))) {
      ChannelConnection connection = channel.open();
      for (int i = 1; i <= 5; i++) {
        ChannelCall call = new ChannelCall("c" + i, List.of(stock("S" + i, i)));
        channel.await(() -> connection.deliver(call));
      }
      assertThat(receiver.requests()).hasSize(5);
      assertThat(receiver.openConnections()).isEqualTo(1);
    }
  }

  @Test
  void receiverThatComesBackIsReachedAgain() throws Exception {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    try (HttpFixture channel = new HttpFixture("http://127.0.0.1:" + port + "/")) {
      ChannelConnection connection = channel.open();
      ChannelCall call = new ChannelCall("c", List.of(stock("S", 1)));
      assertThat(channel.await(() -> connection.deliver(call)).get(0))
          .isInstanceOf(Outcome.Unreachable.class);

      ServerSocket again = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
      String ok = Receiver.answer(200, "", "");
      try (Receiver receiver =
          new Receiver(again, (request, socket) -> Receiver.write(socket, ok))) {
        assertThat(channel.await(() -> connection.deliver(call)))
            .containsExactly(Outcome.Accepted.PLAIN);
        assertThat(receiver.requests()).hasSize(1);
      }
    }
  }

  @Test
  void closeLetsCallsInFlightEnd() throws Exception {
    CountDownLatch arrived = new CountDownLatch(1);
    Receiver.Script slow =
        (request, socket) -> {
          arrived.countDown();
          over.await(200, TimeUnit.MILLISECONDS);
          Receiver.write(socket, Receiver.answer(200, "", ""));
        };
    try (Receiver receiver = Receiver.start(slow);
        HttpFixture channel = new HttpFixture(receiver.url("/"))) {
      ChannelConnection connection = channel.open();
      ChannelCall call = new ChannelCall("c", List.of(stock("S", 1)));
      List<Outcome> outcomes =
          channel.await(
              () -> {
                var delivery = connection.deliver(call);
                channel
                    .vertx
                    .executeBlocking(() -> arrived.await(5, TimeUnit.SECONDS))
                    .onComplete(done -> connection.close());
                return delivery;
              });
      assertThat(outcomes).containsExactly(Outcome.Accepted.PLAIN);
      await().until(() -> receiver.openConnections() == 0);
    }
  }
}
