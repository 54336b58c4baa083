package io.sluice.gateway.access;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Who is signed in. In memory alone: a restart signs everybody out. A session ends 24 hours after
 * it began, or 8 after it was last used. Used on one thread.
 */
public final class Sessions {
  /** Beyond it the one that was not used for longest ends. */
  static final int AT_MOST = 1_000;

  static final Duration LONGEST = Duration.ofHours(24);
  static final Duration IDLE = Duration.ofHours(8);
  private static final int ID_BYTES = 32;

  private final InstantSource clock;
  private final SecureRandom random;
  private final Map<String, Session> byId = new LinkedHashMap<>(16, 0.75f, true);

  private record Session(Principal principal, String hash, long begunMs, long usedMs) {
    boolean isOver(long nowMs) {
      return nowMs - begunMs >= LONGEST.toMillis() || nowMs - usedMs >= IDLE.toMillis();
    }
  }

  public Sessions(InstantSource clock, SecureRandom random) {
    this.clock = clock;
    this.random = random;
  }

  /**
   * @param hash of the password that began it
   * @return its id: 256 random bits as text that fits into a cookie
   */
  public String begin(Principal principal, String hash) {
    byte[] bytes = new byte[ID_BYTES];
    random.nextBytes(bytes);
    String id = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    if (byId.size() >= AT_MOST) {
      Iterator<String> eldest = byId.keySet().iterator();
      eldest.next();
      eldest.remove();
    }
    long now = clock.millis();
    byId.put(id, new Session(principal, hash, now, now));
    return id;
  }

  /** Whose it is; empty where it ended or never was. Counts as use. */
  public Optional<Principal> use(String id) {
    Session session = byId.get(id);
    long now = clock.millis();
    if (session == null || session.isOver(now)) {
      byId.remove(id);
      return Optional.empty();
    }
    byId.put(id, new Session(session.principal, session.hash, session.begunMs, now));
    return Optional.of(session.principal);
  }

  /** Whether it goes on; does not count as use. */
  public boolean isAlive(String id) {
    Session session = byId.get(id);
    return session != null && !session.isOver(clock.millis());
  }

  public void end(String id) {
    byId.remove(id);
  }

  /** Ends those of everybody who is gone, may do something else now, or has another password. */
  public void endOthersThan(Users users) {
    byId.values()
        .removeIf(
            session -> {
              String name = session.principal.name();
              return users.find(name).filter(session.principal::equals).isEmpty()
                  || users.passwordHash(name).filter(session.hash::equals).isEmpty();
            });
  }

  public int size() {
    return byId.size();
  }
}
