package io.sluice.gateway.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Everybody who may sign in, and every token. One line each, {@code NAME:ROLE:SECRET}, where the
 * secret is what bcrypt made of a password, or {@code sha256:} and 64 hex digits for a token: that
 * is long and random, so a slow hash would protect nothing and cost each call a quarter second.
 * Empty lines and those that begin with {@code #} do not count. A name may have a password and any
 * number of tokens, all with one role.
 */
public final class Users {
  /** Nobody. */
  public static final Users NONE = new Users(Map.of(), Map.of());

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._@-]{0,63}");

  /** Cost 10 to 14: below it is guessed too quickly, above it a sign-in takes seconds. */
  private static final Pattern BCRYPT = Pattern.compile("\\$2[aby]\\$1[0-4]\\$[./A-Za-z0-9]{53}");

  /** Where the cost stands in a hash. */
  private static final int COST_AT = 4;

  private static final Pattern TOKEN = Pattern.compile("sha256:[0-9a-f]{64}");
  private static final String ROLES =
      Arrays.stream(Role.values()).map(Role::word).collect(Collectors.joining(", "));

  private final Map<String, Login> logins;
  private final Map<String, Principal> tokens;

  /**
   * @param hash bcrypt's, null where there are only tokens
   */
  private record Login(Principal principal, @Nullable String hash) {}

  private Users(Map<String, Login> logins, Map<String, Principal> tokens) {
    this.logins = Map.copyOf(logins);
    this.tokens = Map.copyOf(tokens);
  }

  /** Fails with {@link InvalidUsersException}, which names every line that is wrong. */
  public static Users parse(String text) {
    Map<String, Login> logins = new HashMap<>();
    Map<String, Principal> tokens = new HashMap<>();
    List<String> problems = new ArrayList<>();
    List<String> lines = text.lines().toList();
    for (int index = 0; index < lines.size(); index++) {
      String line = lines.get(index).strip();
      if (!line.isEmpty() && !line.startsWith("#")) {
        String problem = take(line, logins, tokens);
        if (problem != null) {
          problems.add("line " + (index + 1) + ": " + problem);
        }
      }
    }
    if (!problems.isEmpty()) {
      throw new InvalidUsersException(problems);
    }
    return new Users(logins, tokens);
  }

  /** What is wrong with the line, or null. Never says what the secret is. */
  private static @Nullable String take(
      String line, Map<String, Login> logins, Map<String, Principal> tokens) {
    String[] parts = line.split(":", 3);
    if (parts.length < 3) {
      return "must be NAME:ROLE:SECRET; sluice users add writes such a line";
    }
    String name = parts[0];
    if (!NAME.matcher(name).matches()) {
      return "a name has 1 to 64 of A-Z a-z 0-9 . _ @ - and begins with a letter or digit";
    }
    Optional<Role> role = role(parts[1]);
    if (role.isEmpty()) {
      return "the role of " + name + " must be one of " + ROLES;
    }
    Principal principal = new Principal(name, role.get());
    Login known = logins.get(name);
    if (known != null && known.principal.role() != role.get()) {
      return name + " has another role above";
    }
    String secret = parts[2];
    if (TOKEN.matcher(secret).matches()) {
      logins.putIfAbsent(name, new Login(principal, null));
      return tokens.putIfAbsent(secret, principal) == null ? null : "this token is there already";
    }
    if (!BCRYPT.matcher(secret).matches()) {
      return "the secret of " + name + " is neither of bcrypt with cost 10 to 14 nor sha256:...";
    }
    if (known != null && known.hash != null) {
      return name + " has a password above";
    }
    logins.put(name, new Login(principal, secret));
    return null;
  }

  /** The role of that name. */
  public static Optional<Role> role(String word) {
    return Arrays.stream(Role.values()).filter(role -> role.word().equals(word)).findFirst();
  }

  /** Whether that may be a name. */
  public static boolean isName(String name) {
    return NAME.matcher(name).matches();
  }

  public boolean isEmpty() {
    return logins.isEmpty();
  }

  public Optional<Principal> find(String name) {
    return Optional.ofNullable(logins.get(name)).map(Login::principal);
  }

  /** What bcrypt made of the password; empty where the name is unknown or has none. */
  public Optional<String> passwordHash(String name) {
    return Optional.ofNullable(logins.get(name)).map(Login::hash);
  }

  /**
   * Of bcrypt, 10 to 14, for this name's password. A name without one has the cost of somebody who
   * has: always the same, and as often as others, so that the time tells nothing.
   */
  public int passwordCost(String name) {
    Optional<String> own = passwordHash(name);
    List<Integer> costs =
        (own.isPresent() ? own.stream() : logins.values().stream().map(Login::hash))
            .filter(Objects::nonNull)
            .map(hash -> Integer.parseInt(hash, COST_AT, COST_AT + 2, 10))
            .sorted()
            .toList();
    return costs.isEmpty()
        ? Passwords.COST
        : costs.get(Math.floorMod(name.hashCode(), costs.size()));
  }

  /** Whoever has this token. The look-up is by hash, so its time tells nothing of the token. */
  public Optional<Principal> ofToken(String token) {
    return Optional.ofNullable(tokens.get(tokenSecret(token)));
  }

  /** Names in order, each with its role. */
  public List<Principal> all() {
    return logins.values().stream()
        .map(Login::principal)
        .sorted(java.util.Comparator.comparing(Principal::name))
        .toList();
  }

  /** The secret of a token, as the file has it. */
  public static String tokenSecret(String token) {
    try {
      byte[] bytes = token.getBytes(StandardCharsets.UTF_8);
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
      return "sha256:" + HexFormat.of().formatHex(digest).toLowerCase(Locale.ROOT);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
