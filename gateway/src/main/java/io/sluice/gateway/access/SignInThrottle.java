package io.sluice.gateway.access;

import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/**
 * Slows guessing down, by name and by address: after five failures in a row the next try has to
 * wait, a second at first and twice as long after each further failure, up to a minute. So nobody
 * is locked out for good by somebody else's guesses. Used on one thread.
 */
public final class SignInThrottle {
  private static final int FREE = 5;
  private static final int LONGEST_SHIFT = 6;
  private static final Duration LONGEST = Duration.ofMinutes(1);

  /** After that a failure is forgotten. */
  private static final Duration MEMORY = Duration.ofHours(1);

  /** Whoever guesses under many names pays by his address. */
  private static final int AT_MOST = 10_000;

  private final InstantSource clock;
  private final Map<String, Failures> failures =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Failures> eldest) {
          return size() > AT_MOST;
        }
      };

  private record Failures(int count, long lastMs) {
    long opensAtMs() {
      if (count < FREE) {
        return 0;
      }
      long wait = 1_000L << Math.min(count - FREE, LONGEST_SHIFT);
      return lastMs + Math.min(wait, LONGEST.toMillis());
    }
  }

  public SignInThrottle(InstantSource clock) {
    this.clock = clock;
  }

  /** How long this one has to wait before he may try, in ms; 0: not at all. */
  public long waitMs(String name, String address) {
    ToLongFunction<String> opens =
        key -> {
          Failures known = failures.get(key);
          return known == null ? 0 : known.opensAtMs();
        };
    long opensAt = keys(name, address).stream().mapToLong(opens).max().orElse(0);
    return Math.max(0, opensAt - clock.millis());
  }

  public void failed(String name, String address) {
    long now = clock.millis();
    for (String key : keys(name, address)) {
      Failures known = failures.get(key);
      boolean fresh = known == null || now - known.lastMs > MEMORY.toMillis();
      failures.put(key, new Failures(fresh ? 1 : known.count + 1, now));
    }
  }

  /**
   * Takes back what was counted before it was known how it ends, and forgets the failures of the
   * name. Those of the address stay: it may guess other names.
   */
  public void succeeded(String name, String address) {
    failures.remove("name " + name);
    String key = "address " + address;
    Failures known = failures.get(key);
    if (known != null && known.count > 1) {
      failures.put(key, new Failures(known.count - 1, known.lastMs));
    } else {
      failures.remove(key);
    }
  }

  /** What nobody can be called is not kept: it may be as long as a request. */
  private static List<String> keys(String name, String address) {
    String byAddress = "address " + address;
    return Users.isName(name) ? List.of("name " + name, byAddress) : List.of(byAddress);
  }
}
