package io.sluice.gateway.api;

import io.sluice.gateway.access.Passwords;
import io.sluice.gateway.access.Principal;
import io.sluice.gateway.access.Role;
import io.sluice.gateway.access.Sessions;
import io.sluice.gateway.access.SignInThrottle;
import io.sluice.gateway.access.Users;
import io.sluice.gateway.access.UsersFile;
import io.sluice.gateway.operations.SessionView;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.ext.web.RoutingContext;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who asks, and whether he may. Without users everybody may do everything, which is why the API
 * then listens on loopback alone. On the API's context.
 */
public final class Access {
  private static final String PRINCIPAL = "sluice.principal";

  /** Whoever is not signed in where one has to. */
  static final String NOBODY = "nobody";

  private static final Logger LOG = LoggerFactory.getLogger(Access.class);
  private static final String WHO = "sluice.who";
  private static final String SESSION = "sluice.session";
  private static final String BEARER = "bearer ";

  /** Each takes a processor for a quarter second. */
  private static final int CHECKS_AT_ONCE = 4;

  private static final long LOOK_EVERY_MS = 2_000;
  private static final String WRONG = "The name or the password is wrong.";

  private final @Nullable UsersFile file;
  private final boolean secure;
  private final Sessions sessions;
  private final SignInThrottle throttle;
  private int checks;

  private Access(@Nullable UsersFile file, boolean secure, InstantSource clock) {
    this.file = file;
    this.secure = secure;
    sessions = new Sessions(clock, new SecureRandom());
    throttle = new SignInThrottle(clock);
  }

  /** Everybody may do everything. */
  public static Access open() {
    return new Access(null, false, InstantSource.system());
  }

  /**
   * @param secure whether browsers speak TLS with us, or with a proxy in front
   */
  public static Access of(UsersFile file, boolean secure, InstantSource clock) {
    return new Access(file, secure, clock);
  }

  /** Whether one has to sign in. */
  boolean isNeeded() {
    return file != null;
  }

  /** Follows the file of users from now on, on this context. */
  void follow(Vertx vertx) {
    UsersFile users = file;
    if (users != null) {
      vertx.setPeriodic(
          LOOK_EVERY_MS,
          any ->
              vertx
                  .executeBlocking(users::look)
                  .onSuccess(
                      changed -> {
                        if (changed) {
                          sessions.endOthersThan(users.users());
                        }
                      }));
    }
  }

  /** Fails with 401 or 403 where he may not. */
  void check(RoutingContext context, Role needed) {
    if (file == null) {
      return;
    }
    Principal principal =
        principal(context, file.users())
            .orElseThrow(
                () ->
                    Problem.of(
                            401,
                            "Sign in first: POST /api/v1/session, or send authorization: Bearer"
                                + " with a token.")
                        .asException());
    context.put(PRINCIPAL, principal);
    if (!principal.role().covers(needed)) {
      throw Problem.of(
              403,
              "This takes the role %s; %s has the role %s."
                  .formatted(needed.word(), principal.name(), principal.role().word()))
          .asException();
    }
  }

  private Optional<Principal> principal(RoutingContext context, Users users) {
    String authorization = context.request().getHeader("authorization");
    if (authorization != null) {
      return bearer(authorization, users);
    }
    Cookie cookie = context.request().getCookie(cookieName());
    if (cookie == null) {
      return Optional.empty();
    }
    context.put(SESSION, cookie.getValue());
    return sessions.use(cookie.getValue());
  }

  private static Optional<Principal> bearer(String authorization, Users users) {
    return authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())
        ? users.ofToken(authorization.substring(BEARER.length()).strip())
        : Optional.empty();
  }

  /** Before anything is asked of a request. */
  void begin(RoutingContext context) {
    context.put(WHO, isNeeded() ? NOBODY : "local");
    context.next();
  }

  /** Whoever asked; {@code local} where nobody has to sign in, {@code nobody} where he did not. */
  static String who(RoutingContext context) {
    String name = name(context);
    return name != null ? name : context.get(WHO);
  }

  /** The name of whoever is signed in; null where nobody is. */
  static @Nullable String name(RoutingContext context) {
    Principal principal = context.get(PRINCIPAL);
    return principal == null ? null : principal.name();
  }

  /** Whether what once was let in would be let in still. */
  boolean goesOn(RoutingContext context) {
    String session = context.get(SESSION);
    if (file == null) {
      return true;
    }
    String authorization = context.request().getHeader("authorization");
    return session != null
        ? sessions.isAlive(session)
        : authorization != null && bearer(authorization, file.users()).isPresent();
  }

  /** Who asks; never fails. */
  SessionView session(RoutingContext context) {
    if (file == null) {
      return new SessionView(false, null, Role.ADMIN.word());
    }
    return principal(context, file.users())
        .map(who -> new SessionView(true, who.name(), who.role().word()))
        .orElseGet(() -> new SessionView(true, null, null));
  }

  /** Takes a quarter second. Fails with 401, with 429 after failures, or with 503 under load. */
  Future<SessionView> signIn(RoutingContext context, String name, String password) {
    if (file == null) {
      return Future.succeededFuture(session(context));
    }
    String address = ClientAddress.of(context);
    long waitMs = throttle.waitMs(name, address);
    if (waitMs > 0) {
      long seconds = (waitMs + 999) / 1_000;
      context.response().putHeader("retry-after", "" + seconds);
      throw Problem.of(429, "Too many failures. Try again in " + seconds + " s.").asException();
    }
    if (checks >= CHECKS_AT_ONCE) {
      context.response().putHeader("retry-after", "1");
      throw Problem.of(503, "Too many sign in at this moment. Try again.").asException();
    }
    checks++;
    // Counted before it is known, so that many at once are no way around.
    throttle.failed(name, address);
    Users users = file.users();
    Optional<String> hash = users.passwordHash(name);
    return context
        .vertx()
        .executeBlocking(
            () ->
                !Passwords.isTooLong(password)
                    && Passwords.matches(password, hash, users.passwordCost(name)),
            false)
        .onComplete(any -> checks--)
        .map(
            right -> {
              // The file may be another one by now.
              Users now = file.users();
              if (!right || !now.passwordHash(name).equals(hash)) {
                LOG.warn("Somebody at {} could not sign in", address);
                throw Problem.of(401, WRONG).asException();
              }
              throttle.succeeded(name, address);
              return begin(context, now.find(name).orElseThrow(), hash.orElseThrow());
            });
  }

  private SessionView begin(RoutingContext context, Principal principal, String hash) {
    end(context);
    context.response().addCookie(cookie(sessions.begin(principal, hash)));
    context.put(PRINCIPAL, principal);
    return new SessionView(true, principal.name(), principal.role().word());
  }

  /** Signs out. */
  SessionView end(RoutingContext context) {
    Cookie cookie = context.request().getCookie(cookieName());
    if (cookie != null) {
      sessions.use(cookie.getValue()).ifPresent(who -> context.put(PRINCIPAL, who));
      sessions.end(cookie.getValue());
      context.response().addCookie(cookie("").setMaxAge(0));
    }
    return new SessionView(isNeeded(), null, isNeeded() ? null : Role.ADMIN.word());
  }

  private Cookie cookie(String value) {
    return Cookie.cookie(cookieName(), value)
        .setHttpOnly(true)
        .setSecure(secure)
        .setSameSite(CookieSameSite.STRICT)
        .setPath("/");
  }

  /** With the prefix a browser takes it from this host alone, and only over TLS. */
  private String cookieName() {
    return secure ? "__Host-sluice" : "sluice";
  }
}
