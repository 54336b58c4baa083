package io.sluice.gateway.api;

import io.vertx.core.net.PemKeyCertOptions;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the API is reached, and by whom.
 *
 * @param names host names that lead here, besides those of loopback
 * @param certificate with its key; null: plain HTTP
 * @param behindProxy whether a proxy in front speaks TLS with the browsers, and says in {@code
 *     x-forwarded-for where they are
 */
public record Entrance(
    ListenAddress listen,
    Access access,
    List<String> names,
    @Nullable PemKeyCertOptions certificate,
    boolean behindProxy) {
  public Entrance {
    names = List.copyOf(names);
  }

  /** Without users, for whoever is on this machine. */
  public static Entrance loopback(ListenAddress listen) {
    return new Entrance(listen, Access.open(), List.of(), null, false);
  }

  /** Why it must not listen elsewhere than on loopback; null: it may. */
  @Nullable String notElsewhereBecause() {
    if (!access.isNeeded()) {
      return "as long as no users are configured only a loopback address such as 127.0.0.1 is"
          + " allowed.";
    }
    return certificate == null && !behindProxy
        ? "without tls only a loopback address such as 127.0.0.1 is allowed: passwords would"
            + " travel in the clear."
        : null;
  }
}
