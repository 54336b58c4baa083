package io.sluice.adapter.wire;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The checked address behind a channel's host name. Owned by one connection and its context.
 *
 * <p>Names are resolved by the JDK, which blocks, on a thread of this channel alone: a name service
 * that hangs holds that one thread, however many calls wait, and no other channel.
 */
final class Target {
  private static final Duration FRESH = Duration.ofSeconds(30);
  private static final Duration LOOKUP = Duration.ofSeconds(5);

  /** Every address of the host is one to refuse; the message says so to people. */
  static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1;

    Refused(String message) {
      super(message, null, false, false);
    }
  }

  private final Site site;
  private final boolean allowPrivate;
  private final Names names;
  private final InstantSource clock;
  private final Vertx vertx;
  private final ExecutorService lookups;
  private @Nullable Future<List<InetAddress>> lookup;
  private @Nullable Future<SocketAddress> current;
  private List<InetAddress> known = List.of();
  private Instant staleAt = Instant.MIN;
  private int next;
  private int untried;
  private boolean closed;

  Target(Site site, WireSettings settings, Vertx vertx, InstantSource clock, Names names) {
    this.site = site;
    this.allowPrivate = settings.allowPrivate();
    this.names = names;
    this.clock = clock;
    this.vertx = vertx;
    this.lookups = Executors.newSingleThreadExecutor(task -> daemon(task, settings.channel()));
  }

  /** Ends with the process: a name service may hang for minutes. */
  private static Thread daemon(Runnable task, String channel) {
    Thread thread = new Thread(task, "sluice-names-" + channel);
    thread.setDaemon(true);
    return thread;
  }

  /** Fails with {@link Refused} or with what the lookup failed with. */
  Future<SocketAddress> address() {
    Future<SocketAddress> chosen = current;
    if (chosen != null && clock.instant().isBefore(staleAt)) {
      return chosen;
    }
    return addresses().timeout(LOOKUP.toMillis(), TimeUnit.MILLISECONDS).map(this::choose);
  }

  /**
   * The chosen address did not answer: another one is next, where there are several. When none of
   * them did, the name may lead elsewhere by now and is looked up again.
   */
  void unreachable() {
    next++;
    current = null;
    untried--;
    if (untried <= 0) {
      staleAt = Instant.MIN;
    }
  }

  Future<Void> close() {
    closed = true;
    lookups.shutdown();
    return Future.succeededFuture();
  }

  private Future<List<InetAddress>> addresses() {
    if (clock.instant().isBefore(staleAt)) {
      return Future.succeededFuture(known);
    }
    Future<List<InetAddress>> running = lookup;
    return running == null ? look() : running;
  }

  /** Remembers before anybody who waits goes on, also where the answer is there at once. */
  private Future<List<InetAddress>> look() {
    if (closed) {
      return Future.failedFuture("the connection is closed");
    }
    Promise<List<InetAddress>> answer = Promise.promise();
    lookup = answer.future();
    Context owner = vertx.getOrCreateContext();
    lookups.execute(
        () -> {
          Future<List<InetAddress>> looked = lookUp();
          tell(owner, () -> looked(looked, answer));
        });
    return answer.future();
  }

  private Future<List<InetAddress>> lookUp() {
    try {
      return Future.succeededFuture(allowed(names.lookup(site.hostName())));
    } catch (UnknownHostException | RuntimeException e) {
      return Future.failedFuture(e);
    }
  }

  /** A name service answers when it likes, also after a stop. */
  private static void tell(Context owner, Runnable answer) {
    try {
      owner.runOnContext(any -> answer.run());
    } catch (RejectedExecutionException stopped) {
      // Nobody waits for it any more.
    }
  }

  private void looked(Future<List<InetAddress>> looked, Promise<List<InetAddress>> answer) {
    lookup = null;
    if (looked.succeeded()) {
      remember(looked.result());
    }
    answer.handle(looked);
  }

  private void remember(List<InetAddress> addresses) {
    current = null;
    known = addresses;
    untried = addresses.size();
    staleAt = clock.instant().plus(FRESH);
  }

  private SocketAddress choose(List<InetAddress> addresses) {
    InetAddress chosen = addresses.get(Math.floorMod(next, addresses.size()));
    SocketAddress address =
        SocketAddress.inetSocketAddress(new InetSocketAddress(chosen, site.port()));
    current = Future.succeededFuture(address);
    return address;
  }

  private List<InetAddress> allowed(InetAddress[] found) {
    List<InetAddress> allowed = new ArrayList<>();
    String refusal = "";
    for (InetAddress address : found) {
      Optional<String> why = AddressRules.refusal(address, allowPrivate);
      if (why.isEmpty()) {
        allowed.add(AddressRules.address(address.getAddress()));
      } else {
        refusal = why.get();
      }
    }
    if (allowed.isEmpty()) {
      throw new Refused(refusal);
    }
    return allowed;
  }
}
