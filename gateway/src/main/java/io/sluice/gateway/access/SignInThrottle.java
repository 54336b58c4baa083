package io.sluice.gateway.access;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Slows guessing down. After five failures of an address the next try from there has to wait, a
 * second at first and twice as long after each further failure, up to a minute; after fifty
 * failures of a name, from wherever, so has the next try of that name. Not from an address that the
 * name has signed in from lately, so that nobody is locked out by what others guess. Used on one
 * thread.
 */
public final class SignInThrottle {
  private static final int FREE_OF_ADDRESS = 5;
  private static final int FREE_OF_NAME = 50;
  private static final int LONGEST_SHIFT = 6;
  private static final Duration LONGEST = Duration.ofMinutes(1);

  /** After that a failure is forgotten. */
  private static final Duration MEMORY = Duration.ofHours(1);

  /** So long an address is one that a name is known to sign in from. */
  private static final Duration KNOWN = Duration.ofDays(30);

  /** Whoever guesses under many names pays by his address. */
  private static final int AT_MOST = 10_000;

  private static final int IPV6_BYTES = 16;
  private static final Failures NONE = new Failures(0, 0);

  private final InstantSource clock;
  private final Map<String, Failures> byAddress = bounded();
  private final Map<String, Failures> byName = bounded();

  /** Of a name from an address: what a success there takes back. */
  private final Map<Pair, Failures> byPair = bounded();

  private final Map<Pair, Long> signedInMs = bounded();

  private record Pair(String name, String network) {}

  private record Failures(int count, long lastMs) {
    /** Epoch milliseconds, 0: at once. */
    long opensAtMs(int free) {
      if (count < free) {
        return 0;
      }
      long wait = 1_000L << Math.min(count - free, LONGEST_SHIFT);
      return lastMs + Math.min(wait, LONGEST.toMillis());
    }

    Failures less(int some) {
      return new Failures(Math.max(0, count - some), lastMs);
    }
  }

  public SignInThrottle(InstantSource clock) {
    this.clock = clock;
  }

  private static <K, V> Map<K, V> bounded() {
    return new LinkedHashMap<>(16, 0.75f, true) {
      private static final long serialVersionUID = 1L;

      @Override
      protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
        return size() > AT_MOST;
      }
    };
  }

  /** How long this one has to wait before he may try, in ms; 0: not at all. */
  public long waitMs(String name, String address) {
    Pair pair = new Pair(name, network(address));
    long opensAt = byAddress.getOrDefault(pair.network, NONE).opensAtMs(FREE_OF_ADDRESS);
    if (!isKnown(pair)) {
      opensAt = Math.max(opensAt, byName.getOrDefault(name, NONE).opensAtMs(FREE_OF_NAME));
    }
    return Math.max(0, opensAt - clock.millis());
  }

  private boolean isKnown(Pair pair) {
    Long lastMs = signedInMs.get(pair);
    return lastMs != null && clock.millis() - lastMs < KNOWN.toMillis();
  }

  /** Counts a failure. What nobody can be called is not kept: it may be as long as a request. */
  public void failed(String name, String address) {
    Pair pair = new Pair(name, network(address));
    byAddress.compute(pair.network, (any, known) -> oneMore(known));
    if (Users.isName(name)) {
      byName.compute(name, (any, known) -> oneMore(known));
      byPair.compute(pair, (any, known) -> oneMore(known));
    }
  }

  private Failures oneMore(@Nullable Failures known) {
    long now = clock.millis();
    boolean fresh = known == null || now - known.lastMs > MEMORY.toMillis();
    return new Failures(fresh ? 1 : known.count + 1, now);
  }

  /**
   * Takes back the failures of this name from this address, with the one that was counted before it
   * was known how it ends. Those under other names stay: the address may guess them.
   */
  public void succeeded(String name, String address) {
    Pair pair = new Pair(name, network(address));
    signedInMs.put(pair, clock.millis());
    Failures own = byPair.remove(pair);
    if (own != null) {
      takeBack(byAddress, pair.network, own.count);
      takeBack(byName, name, own.count);
    }
  }

  private static void takeBack(Map<String, Failures> from, String key, int count) {
    from.computeIfPresent(key, (any, known) -> known.count <= count ? null : known.less(count));
  }

  /** Of IPv6 the first half: whoever has one address there has all that begin so. */
  private static String network(String address) {
    if (address.indexOf(':') < 0) {
      return address;
    }
    try {
      // A text with a colon is never looked up as a name.
      byte[] bytes = InetAddress.getByName(address).getAddress();
      return bytes.length == IPV6_BYTES
          ? HexFormat.of().formatHex(bytes, 0, IPV6_BYTES / 2)
          : address;
    } catch (UnknownHostException none) {
      return address;
    }
  }
}
