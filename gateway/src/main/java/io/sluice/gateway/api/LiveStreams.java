package io.sluice.gateway.api;

import io.sluice.gateway.operations.Operations;
import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells pages what changes, as server-sent events: a snapshot first, then each second what is
 * otherwise than before. Everything is looked up and written as text once, whoever many listen;
 * while nobody does, nothing is.
 *
 * <p>One that does not read keeps {@link #QUEUE_BYTES} and one event in memory at most: what comes
 * meanwhile it is not told, but a new snapshot as soon as there is room. After half a minute it is
 * let go of. A page that pauses closes its stream and opens another one.
 *
 * <p>Owned by the API's context.
 */
final class LiveStreams {
  /** A page per person and some forgotten tabs. */
  static final int AT_MOST = 64;

  /** Of one who is signed in, so that he leaves room for others. */
  static final int OF_ONE_AT_MOST = 8;

  static final int QUEUE_BYTES = 64 << 10;
  private static final Logger LOG = LoggerFactory.getLogger(LiveStreams.class);
  private static final long LOOK_EVERY_MS = 1_000;
  private static final long HEARTBEAT_NANOS = TimeUnit.SECONDS.toNanos(2);
  private static final Duration BEHIND_AT_MOST = Duration.ofSeconds(30);

  private final Operations operations;
  private final Access access;
  private final long behindAtMostNanos;
  private final Set<Listener> listeners = new HashSet<>();
  private @Nullable Context context;
  private @Nullable LiveState state;
  private long timer = -1;
  private boolean looking;

  LiveStreams(Operations operations, Access access) {
    this(operations, access, BEHIND_AT_MOST);
  }

  /**
   * @param behindAtMost after which one that does not read is let go of
   */
  LiveStreams(Operations operations, Access access, Duration behindAtMost) {
    this.operations = operations;
    this.access = access;
    this.behindAtMostNanos = behindAtMost.toNanos();
  }

  private static final class Listener {
    final RoutingContext request;
    final HttpServerResponse response;

    /** Is to get a snapshot before anything else. */
    boolean behind = true;

    long behindSince = System.nanoTime();
    long toldAt = System.nanoTime();

    /** Bytes that the network has not taken. Vert.x counts messages beyond its own limit. */
    int unsent;

    Listener(RoutingContext request) {
      this.request = request;
      this.response = request.response();
    }

    boolean isFull() {
      return unsent > QUEUE_BYTES;
    }
  }

  /** How many listen. */
  int size() {
    return listeners.size();
  }

  void open(RoutingContext request) {
    if (listeners.size() >= AT_MOST) {
      throw Problem.of(
              503, "There are " + AT_MOST + " streams already: close one, or ask page by page.")
          .asException();
    }
    String name = Access.name(request);
    if (name != null && of(name) >= OF_ONE_AT_MOST) {
      throw Problem.of(
              429, name + " has " + OF_ONE_AT_MOST + " streams already: close one of their pages.")
          .asException();
    }
    HttpServerResponse response = request.response();
    response
        .setChunked(true)
        .putHeader("content-type", "text/event-stream")
        .putHeader("x-accel-buffering", "no");
    Listener listener = new Listener(request);
    response.exceptionHandler(broken -> listeners.remove(listener));
    response.closeHandler(closed -> listeners.remove(listener));
    listeners.add(listener);
    // At once, so that the other side knows that it is let in.
    response.write(": sluice\n\n");
    begin(request);
    look();
  }

  private long of(String name) {
    return listeners.stream().filter(each -> name.equals(Access.name(each.request))).count();
  }

  private void begin(RoutingContext request) {
    if (timer < 0) {
      context = request.vertx().getOrCreateContext();
      timer = request.vertx().setPeriodic(LOOK_EVERY_MS, any -> tick(request.vertx()));
    }
  }

  private void tick(io.vertx.core.Vertx vertx) {
    if (listeners.isEmpty()) {
      vertx.cancelTimer(timer);
      timer = -1;
      state = null;
      return;
    }
    look();
  }

  private void look() {
    Context owner = context;
    if (!looking && owner != null) {
      looking = true;
      LiveState.look(operations).onComplete(found -> owner.runOnContext(any -> looked(found)));
    }
  }

  private void looked(AsyncResult<LiveState> found) {
    looking = false;
    if (found.failed()) {
      LOG.debug("What streams tell of cannot be looked up at the moment", found.cause());
      return;
    }
    LiveState now = found.result();
    LiveState before = state;
    state = now;
    Map<String, Object> changes = before == null ? Map.of() : now.since(before);
    Buffer change = changes.isEmpty() ? null : event("change", changes);
    Buffer[] snapshot = new Buffer[1];
    for (Listener listener : new ArrayList<>(listeners)) {
      if (!access.goesOn(listener.request)) {
        listeners.remove(listener);
        end(listener);
      } else if (listener.isFull()) {
        fallBehind(listener);
      } else if (listener.behind) {
        if (snapshot[0] == null) {
          snapshot[0] = event("snapshot", now.snapshot());
        }
        listener.behind = false;
        tell(listener, snapshot[0]);
      } else if (change != null) {
        tell(listener, change);
      } else {
        heartbeat(listener);
      }
    }
  }

  private void fallBehind(Listener listener) {
    if (!listener.behind) {
      listener.behind = true;
      listener.behindSince = System.nanoTime();
    } else if (System.nanoTime() - listener.behindSince > behindAtMostNanos) {
      Connections.cut(listener.request);
    }
  }

  /** One that does not read would never see the end. */
  private static void end(Listener listener) {
    if (listener.unsent > 0) {
      Connections.cut(listener.request);
    } else {
      listener.response.end();
    }
  }

  /** A page must be able to tell that nothing changed from that nobody looks any more. */
  private void heartbeat(Listener listener) {
    if (System.nanoTime() - listener.toldAt > HEARTBEAT_NANOS) {
      tell(listener, event("unchanged", Map.of()));
    }
  }

  private static void tell(Listener listener, Buffer text) {
    listener.toldAt = System.nanoTime();
    if (!listener.response.closed()) {
      listener.unsent += text.length();
      listener.response.write(text).onComplete(any -> listener.unsent -= text.length());
    }
  }

  /**
   * JSON has no line breaks of its own. With the time here: the clock of whoever is told may be
   * another one.
   */
  private static Buffer event(String name, Map<String, Object> data) {
    Map<String, Object> all = new LinkedHashMap<>(data);
    all.put("now", Instant.now());
    String json = new String(Json.encode(all), StandardCharsets.UTF_8);
    return Buffer.buffer("event: " + name + "\ndata: " + json + "\n\n");
  }

  /** Lets go of everyone: the server stops. */
  void close() {
    new ArrayList<>(listeners).forEach(LiveStreams::end);
    listeners.clear();
  }
}
