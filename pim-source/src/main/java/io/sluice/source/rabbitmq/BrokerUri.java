package io.sluice.source.rabbitmq;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Where the broker is and who we are there. No message and no text form has the password.
 *
 * @param virtualHost {@code /} when the address names none
 */
record BrokerUri(
    boolean tls, String host, int port, String user, String password, String virtualHost) {
  private static final int AMQP_PORT = 5672;
  private static final int AMQPS_PORT = 5671;

  /**
   * @param key what the address is called in the configuration, for messages
   */
  static BrokerUri parse(String uri, String key) {
    URI parsed = syntax(uri, key);
    boolean tls = "amqps".equalsIgnoreCase(parsed.getScheme());
    require(
        tls || "amqp".equalsIgnoreCase(parsed.getScheme()), key, "begin with amqp:// or amqps://");
    String host = parsed.getHost();
    if (host == null) {
      throw invalid(key, "name a host, as in amqp://user:password@host:5672/vhost");
    }
    require(parsed.getRawQuery() == null, key, "have no query part");
    String[] credentials = credentials(parsed.getRawUserInfo(), key);
    int port = parsed.getPort() >= 0 ? parsed.getPort() : tls ? AMQPS_PORT : AMQP_PORT;
    return new BrokerUri(
        tls, host, port, credentials[0], credentials[1], virtualHost(parsed.getRawPath(), key));
  }

  private static URI syntax(String uri, String key) {
    try {
      return new URI(uri);
    } catch (URISyntaxException e) {
      // Not the exception itself: it quotes the address with the password in it.
      throw invalid(key, "be a URI: %s at %d".formatted(e.getReason(), e.getIndex()));
    }
  }

  private static String[] credentials(@Nullable String userInfo, String key) {
    if (userInfo == null) {
      return new String[] {"guest", "guest"};
    }
    int colon = userInfo.indexOf(':');
    require(colon > 0, key, "give user and password as user:password@");
    return new String[] {
      decoded(userInfo.substring(0, colon), key), decoded(userInfo.substring(colon + 1), key)
    };
  }

  private static String virtualHost(@Nullable String path, String key) {
    if (path == null || path.length() <= 1) {
      return "/";
    }
    String name = path.substring(1);
    require(name.indexOf('/') < 0, key, "have one virtual host; write / in its name as %2F");
    return decoded(name, key);
  }

  private static String decoded(String text, String key) {
    try {
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw invalid(key, "have two hex digits after every %");
    }
  }

  private static void require(boolean holds, String key, String rule) {
    if (!holds) {
      throw invalid(key, rule);
    }
  }

  private static IllegalArgumentException invalid(String key, String rule) {
    return new IllegalArgumentException(key + " must " + rule);
  }

  @Override
  public String toString() {
    return "%s://%s@%s:%d (virtual host %s)"
        .formatted(tls ? "amqps" : "amqp", user, host, port, virtualHost);
  }
}
