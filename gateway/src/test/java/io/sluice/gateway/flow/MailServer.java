package io.sluice.gateway.flow;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.subethamail.smtp.auth.EasyAuthenticationHandlerFactory;
import org.subethamail.smtp.auth.LoginFailedException;
import org.subethamail.smtp.server.SMTPServer;

/** A mail server that wants a password and keeps each mail as it was on the wire. */
final class MailServer implements AutoCloseable {
  static final String USER = "sluice";
  static final String PASSWORD = "correct horse";

  private final List<String> mails = new CopyOnWriteArrayList<>();
  private final SMTPServer server;

  MailServer() {
    this(null);
  }

  /**
   * @param certificate that it speaks only encrypted with; null: in the clear
   */
  MailServer(@Nullable SSLContext certificate) {
    SMTPServer.Builder builder =
        SMTPServer.port(0)
            .bindAddress(InetAddress.getLoopbackAddress())
            .requireAuth()
            .authenticationHandlerFactory(
                new EasyAuthenticationHandlerFactory(
                    (user, password, context) -> check(user, password)))
            .messageHandler(
                (context, from, to, data) ->
                    mails.add(
                        "<"
                            + from
                            + "> to <"
                            + to
                            + ">\n"
                            + new String(data, StandardCharsets.UTF_8)));
    if (certificate != null) {
      builder.requireTLS().startTlsSocketFactory(certificate);
    }
    server = builder.build();
    server.start();
  }

  private static void check(String user, String password) throws LoginFailedException {
    if (!user.equals(USER) || !password.equals(PASSWORD)) {
      throw new LoginFailedException();
    }
  }

  int port() {
    return server.getPortAllocated();
  }

  List<String> mails() {
    return List.copyOf(mails);
  }

  @Override
  public void close() {
    server.stop();
  }
}
