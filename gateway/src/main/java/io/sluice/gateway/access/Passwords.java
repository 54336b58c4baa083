package io.sluice.gateway.access;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.springframework.security.crypto.bcrypt.BCrypt;

/** Passwords as bcrypt keeps them. Each call takes about a quarter second of a processor. */
public final class Passwords {
  /** bcrypt does not look at more. */
  public static final int MOST_BYTES = 72;

  public static final int FEWEST_CHARACTERS = 12;

  /** Of bcrypt, each one more takes twice as long. */
  static final int COST = 12;

  /** Of a password that nobody has, so that an unknown name takes as long as a known one. */
  private static final String NOBODYS =
      "$2a$%d$abcdefghijklmnopqrstuuM5bO5IDO9P2qUeI0RsGrtbKJ3HrYgXC";

  private Passwords() {}

  public static boolean isTooLong(String password) {
    return password.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES;
  }

  public static String hash(String password) {
    return BCrypt.hashpw(password, BCrypt.gensalt(COST));
  }

  /**
   * Takes as long where there is no hash.
   *
   * @param cost of one that is not there; as {@link Users#passwordCost}
   */
  public static boolean matches(String password, Optional<String> hash, int cost) {
    boolean same = BCrypt.checkpw(password, hash.orElse(NOBODYS.formatted(cost)));
    return same && hash.isPresent();
  }
}
