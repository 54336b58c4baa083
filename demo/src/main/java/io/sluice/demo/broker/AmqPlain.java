package io.sluice.demo.broker;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.apache.qpid.server.security.auth.AuthenticationResult;
import org.apache.qpid.server.security.auth.AuthenticationResult.AuthenticationStatus;
import org.apache.qpid.server.security.auth.manager.UsernamePasswordAuthenticationProvider;
import org.apache.qpid.server.security.auth.sasl.SaslNegotiator;
import org.jspecify.annotations.Nullable;

/** User and password as an AMQP table of LOGIN and PASSWORD, without the length in front. */
final class AmqPlain implements SaslNegotiator {
  static final String MECHANISM = "AMQPLAIN";

  private static final int LONG_STRING = 'S';

  private final UsernamePasswordAuthenticationProvider<?> users;
  private @Nullable String login;

  AmqPlain(UsernamePasswordAuthenticationProvider<?> users) {
    this.users = users;
  }

  @Override
  public AuthenticationResult handleResponse(byte[] response) {
    try {
      Map<String, String> table = table(ByteBuffer.wrap(response));
      login = table.getOrDefault("LOGIN", "");
      return users.authenticate(login, table.getOrDefault("PASSWORD", ""));
    } catch (BufferUnderflowException | IllegalArgumentException broken) {
      return new AuthenticationResult(AuthenticationStatus.ERROR, broken);
    }
  }

  private static Map<String, String> table(ByteBuffer bytes) {
    Map<String, String> table = new HashMap<>();
    while (bytes.hasRemaining()) {
      String name = text(bytes, bytes.get() & 0xff);
      if (bytes.get() != LONG_STRING) {
        throw new IllegalArgumentException(name + " is no text");
      }
      table.put(name, text(bytes, bytes.getInt()));
    }
    return table;
  }

  private static String text(ByteBuffer bytes, int length) {
    if (length < 0 || length > bytes.remaining()) {
      throw new BufferUnderflowException();
    }
    byte[] text = new byte[length];
    bytes.get(text);
    return new String(text, StandardCharsets.UTF_8);
  }

  @Override
  public void dispose() {
    // Holds nothing.
  }

  @Override
  public @Nullable String getAttemptedAuthenticationId() {
    return login;
  }
}
