package io.sluice.adapter.http;

import static io.sluice.adapter.http.HttpFixture.stock;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.adapter.ChannelCall;
import io.sluice.adapter.Outcome;
import io.sluice.adapter.wire.Certificates;
import io.sluice.adapter.wire.Receiver;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.net.PfxOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Certificates and names are always checked. */
class TlsTest {
  @TempDir private Path directory;

  private static Receiver receiver(Path store) throws Exception {
    String ok = Receiver.answer(200, "", "");
    return new Receiver(
        Certificates.listen(store), (request, socket) -> Receiver.write(socket, ok));
  }

  private static Outcome deliver(Receiver receiver, HttpClientOptions options) {
    return deliver(receiver.port(), options);
  }

  private static Outcome deliver(int port, HttpClientOptions options) {
    try (HttpFixture channel = new HttpFixture("https://shop.example:" + port + "/hook")) {
      HttpChannelConnection connection =
          new HttpChannelConnection(
              HttpSettings.from(channel.settings()),
              channel.vertx,
              channel.clock,
              options,
              host -> new InetAddress[] {InetAddress.getLoopbackAddress()});
      ChannelCall call = new ChannelCall("c", List.of(stock("S", 1)));
      return channel.await(() -> connection.deliver(call)).get(0);
    }
  }

  private static HttpClientOptions trusting(Path store) throws Exception {
    PfxOptions trust =
        new PfxOptions()
            .setValue(Buffer.buffer(Certificates.bytes(store)))
            .setPassword(Certificates.password());
    return new HttpClientOptions().setTrustOptions(trust);
  }

  @Test
  void certificateOfAKnownAuthorityForTheNameIsAccepted() throws Exception {
    Path authority = Certificates.authority(directory);
    Path store = Certificates.signed(directory, authority, "dns:shop.example", "-validity 2");
    try (Receiver receiver = receiver(store)) {
      assertThat(deliver(receiver, trusting(authority))).isEqualTo(Outcome.Accepted.PLAIN);
      assertThat(receiver.requests().get(0).header("host"))
          .isEqualTo("shop.example:" + receiver.port());
    }
  }

  @Test
  void selfSignedCertificateIsRefused() throws Exception {
    Path store = Certificates.selfSigned(directory, "dns:shop.example");
    try (Receiver receiver = receiver(store)) {
      assertThat(deliver(receiver, new HttpClientOptions()))
          .isEqualTo(
              new Outcome.Unreachable(
                  "TLS: the certificate is not signed by a known authority (shop.example:%d)"
                      .formatted(receiver.port())));
      assertThat(receiver.requests()).isEmpty();
    }
  }

  @Test
  void certificateForAnotherNameIsRefused() throws Exception {
    Path store = Certificates.selfSigned(directory, "dns:other.example");
    try (Receiver receiver = receiver(store)) {
      assertThat(deliver(receiver, trusting(store)))
          .isInstanceOfSatisfying(
              Outcome.Unreachable.class,
              outcome ->
                  assertThat(outcome.reason())
                      .startsWith("TLS: the certificate is refused")
                      .contains("shop.example"));
      assertThat(receiver.requests()).isEmpty();
    }
  }

  @Test
  void expiredCertificateIsRefused() throws Exception {
    Path authority = Certificates.authority(directory);
    Path store =
        Certificates.signed(directory, authority, "dns:shop.example", "-startdate -3d -validity 1");
    try (Receiver receiver = receiver(store)) {
      assertThat(deliver(receiver, trusting(authority)))
          .isEqualTo(
              new Outcome.Unreachable(
                  "TLS: the certificate has expired (shop.example:%d)".formatted(receiver.port())));
    }
  }

  @Test
  void serverThatSpeaksOnlyTls10IsRefused() throws Exception {
    // A ServerHello (RFC 2246, 7.4.1.3) of version 3.1 with TLS_RSA_WITH_AES_128_CBC_SHA.
    byte[] hello = new byte[5 + 4 + 2 + 32 + 1 + 2 + 1];
    byte[] head = {22, 3, 1, 0, 42, 2, 0, 0, 38, 3, 1};
    System.arraycopy(head, 0, hello, 0, head.length);
    hello[hello.length - 2] = 0x2f;
    try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      Thread answering = new Thread(() -> answer(server, hello));
      answering.start();

      assertThat(deliver(server.getLocalPort(), new HttpClientOptions()))
          .isInstanceOfSatisfying(
              Outcome.Unreachable.class,
              outcome -> assertThat(outcome.reason()).startsWith("TLS: ").contains("TLS10"));
      answering.join();
    }
  }

  private static void answer(ServerSocket server, byte[] bytes) {
    try (Socket socket = server.accept()) {
      socket.getOutputStream().write(bytes);
      socket.getInputStream().readAllBytes();
    } catch (IOException e) {
      // The client has hung up, as it should.
    }
  }

  @Test
  void serverWithoutTlsIsUnreachable() throws Exception {
    try (Receiver receiver = Receiver.answering("SSH-2.0-OpenSSH\r\n")) {
      assertThat(deliver(receiver, new HttpClientOptions()))
          .isInstanceOf(Outcome.Unreachable.class);
    }
  }

  @Test
  void settingsThatTrustEverythingAreUndone() throws Exception {
    Path store = Certificates.selfSigned(directory, "dns:other.example");
    try (Receiver receiver = receiver(store)) {
      assertThat(deliver(receiver, trusting(store).setVerifyHost(false)))
          .isInstanceOf(Outcome.Unreachable.class);
    }
  }
}
