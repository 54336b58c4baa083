package io.sluice.trials.faults.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.source.rabbitmq.ProxyPort;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Behind the link is a server that says everything back. */
class FaultyLinkTest {
  private static final int SOON_MS = 300;

  private ServerSocket server;
  private FaultyLink link;

  @BeforeEach
  void listen() throws IOException {
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    ProxyPort.daemon(this::echo);
    link = new FaultyLink(server.getLocalPort());
  }

  private void echo() {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        ProxyPort.daemon(() -> echo(client));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private static void echo(Socket client) {
    try (client) {
      client.getInputStream().transferTo(client.getOutputStream());
    } catch (IOException gone) {
      return;
    }
  }

  @AfterEach
  void close() throws IOException {
    link.close();
    server.close();
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), link.port());
    socket.setSoTimeout(5_000);
    return socket;
  }

  private static String say(Socket socket, String text) throws IOException {
    send(socket, text);
    return new String(socket.getInputStream().readNBytes(text.length()), StandardCharsets.US_ASCII);
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
  }

  @Test
  void fineWeatherChangesNothing() throws IOException {
    try (Socket socket = connect()) {
      assertThat(say(socket, "hello")).isEqualTo("hello");
      assertThat(link.connections()).isEqualTo(1);
    }
  }

  @Test
  void swallowedBytesAreGoneAndTheConnectionStays() throws IOException {
    try (Socket socket = connect()) {
      say(socket, "a");
      link.swallow();
      send(socket, "lost");
      assertThat(isQuiet(socket)).isTrue();
      link.heal();
      assertThat(say(socket, "b")).isEqualTo("b");
    }
  }

  @Test
  void cutEndsWhatIsOpenAndNothingElse() throws IOException {
    try (Socket before = connect()) {
      say(before, "a");
      link.cut();
      assertThat(isOver(before)).isTrue();
      try (Socket after = connect()) {
        assertThat(say(after, "b")).isEqualTo("b");
      }
    }
  }

  @Test
  void refusedUntilHealed() throws IOException {
    link.refuse();
    try (Socket socket = connect()) {
      assertThat(isOver(socket)).isTrue();
    }
    link.heal();
    try (Socket socket = connect()) {
      assertThat(say(socket, "b")).isEqualTo("b");
    }
  }

  private static boolean isOver(Socket socket) throws IOException {
    try {
      return socket.getInputStream().read() < 0;
    } catch (SocketException reset) {
      return true;
    }
  }

  @Test
  void resetComesInTheMiddleOfAnAnswer() throws IOException {
    link.resetAfter(10);
    try (Socket socket = connect()) {
      send(socket, "0123456789abcdef");
      InputStream in = socket.getInputStream();
      assertThatThrownBy(() -> in.readNBytes(16)).isInstanceOf(SocketException.class);
    }
  }

  @Test
  void delayHoldsEachPiece() throws IOException {
    link.delay(Duration.ofMillis(100));
    try (Socket socket = connect()) {
      long begun = System.nanoTime();
      assertThat(say(socket, "a")).isEqualTo("a");
      assertThat(System.nanoTime() - begun).isGreaterThan(Duration.ofMillis(199).toNanos());
    }
  }

  @Test
  void throttleLetsSoMuchThroughASecond() throws IOException {
    link.throttle(20_000);
    try (Socket socket = connect()) {
      long begun = System.nanoTime();
      assertThat(say(socket, "x".repeat(8_000))).hasSize(8_000);
      assertThat(System.nanoTime() - begun).isGreaterThan(Duration.ofMillis(300).toNanos());
    }
  }

  @Test
  void somebodyElseAnswersRequestsOneAfterTheOther() throws IOException {
    link.answerBy(Answerer.of(200, "text/plain", "hi"));
    try (Socket socket = connect()) {
      for (int request = 0; request < 2; request++) {
        send(socket, "POST / HTTP/1.1\r\nContent-Length: 3\r\n\r\nabc");
        String answer = "HTTP/1.1 200 X\r\ncontent-type: text/plain\r\ncontent-length: 2\r\n\r\nhi";
        byte[] bytes = socket.getInputStream().readNBytes(answer.length());
        assertThat(new String(bytes, StandardCharsets.US_ASCII)).isEqualTo(answer);
      }
      link.heal();
      assertThat(isOver(socket)).isTrue();
    }
  }

  @Test
  void tapSeesEachPieceBeforeAndAfterItPassed() throws IOException {
    Queue<Tap.Passage> seen = new ConcurrentLinkedQueue<>();
    link.tap((passage, bytes, length) -> seen.add(passage));
    try (Socket socket = connect()) {
      OutputStream out = socket.getOutputStream();
      out.write('a');
      socket.getInputStream().read();
      assertThat(seen)
          .startsWith(Tap.Passage.REQUEST_COMES)
          .contains(Tap.Passage.REQUEST_PASSED, Tap.Passage.ANSWER_COMES);
    }
  }

  @Test
  void tapDropsWhatItDoesNotWant() throws IOException {
    link.tap((passage, bytes, length) -> bytes[0] != 'x');
    try (Socket socket = connect()) {
      send(socket, "x");
      assertThat(isQuiet(socket)).isTrue();
      assertThat(say(socket, "a")).isEqualTo("a");
    }
  }

  private static boolean isQuiet(Socket socket) throws IOException {
    socket.setSoTimeout(SOON_MS);
    try {
      socket.getInputStream().read();
      return false;
    } catch (SocketTimeoutException quiet) {
      socket.setSoTimeout(5_000);
      return true;
    }
  }
}
