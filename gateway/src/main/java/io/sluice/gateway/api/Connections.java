package io.sluice.gateway.api;

import io.netty.channel.ChannelOutboundBuffer;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the connections of one listener within bounds: so many at once, of all and of one address;
 * without a request only for so long; and none whose other side takes nothing of an answer. All
 * speak HTTP/1.1, which has one request at a time. Owned by the listener's context.
 *
 * <p>Those that are still agreeing on TLS are not counted; Vert.x ends them after ten seconds.
 */
final class Connections {
  private static final Logger LOG = LoggerFactory.getLogger(Connections.class);
  private static final long LOOK_EVERY_MS = 1_000;
  private static final long TELL_EVERY_NANOS = Duration.ofMinutes(1).toNanos();

  /**
   * @param atMost at once
   * @param ofOne at once from one address
   * @param first how long one may take until its first request has its whole head
   * @param next how long one may stay after an answer until the next request has its whole head
   * @param unread how long it may take nothing of what is sent to it
   */
  record Bounds(int atMost, int ofOne, Duration first, Duration next, Duration unread) {
    /** A browser takes six, a page's stream one of them. */
    static final Bounds DEFAULT =
        new Bounds(
            1_024, 256, Duration.ofSeconds(10), Duration.ofSeconds(75), Duration.ofSeconds(30));
  }

  private final Bounds bounds;
  private final boolean behindProxy;
  private final Map<HttpConnection, Visit> visits = new HashMap<>();
  private final Tally addresses = new Tally();
  private long refused;
  private long toldNanos = System.nanoTime() - TELL_EVERY_NANOS;

  /** One connection. */
  private static final class Visit {
    final String address;
    long quietSinceNanos = System.nanoTime();
    long takesSinceNanos = quietSinceNanos;
    @Nullable HttpServerResponse last;

    /** What the network has to take next, and what it took of that. */
    @Nullable Object piece;

    long taken;
    long unsent;

    Visit(String address) {
      this.address = address;
    }
  }

  /**
   * @param behindProxy all come from one address then, which may have all
   */
  Connections(boolean behindProxy) {
    this(behindProxy, Bounds.DEFAULT);
  }

  Connections(boolean behindProxy, Bounds bounds) {
    this.behindProxy = behindProxy;
    this.bounds = bounds;
  }

  /** How many there are. */
  int size() {
    return visits.size();
  }

  /** Looks at them from now on, on this context. */
  void watch(Vertx vertx) {
    vertx.setPeriodic(LOOK_EVERY_MS, any -> look(System.nanoTime()));
  }

  void accept(HttpConnection connection) {
    String address = ClientAddress.block(ClientAddress.remote(connection.remoteAddress()));
    if (visits.size() >= bounds.atMost()) {
      refuse(connection, "there are " + bounds.atMost());
    } else if (!behindProxy && addresses.of(address) >= bounds.ofOne()) {
      refuse(connection, "that address has " + bounds.ofOne());
    } else {
      addresses.add(address, 1);
      visits.put(connection, new Visit(address));
      connection.closeHandler(any -> left(connection));
    }
  }

  private void refuse(HttpConnection connection, String why) {
    cut(connection);
    refused++;
    long now = System.nanoTime();
    if (now - toldNanos >= TELL_EVERY_NANOS) {
      toldNanos = now;
      LOG.warn(
          "A connection of {} to {} is refused: {} already. {} since the start",
          connection.remoteAddress(),
          connection.localAddress(),
          why,
          refused);
    }
  }

  private void left(HttpConnection connection) {
    Visit visit = visits.remove(connection);
    if (visit != null) {
      addresses.add(visit.address, -1);
    }
  }

  void asks(HttpServerRequest request) {
    Visit visit = visits.get(request.connection());
    if (visit != null) {
      visit.last = request.response();
    }
  }

  private void look(long now) {
    for (Map.Entry<HttpConnection, Visit> each : new ArrayList<>(visits.entrySet())) {
      if (isQuiet(each.getValue(), now) || isUnread(each.getKey(), each.getValue(), now)) {
        cut(each.getKey());
      }
    }
  }

  /** Bytes of a head may come one by one, and are no request yet. */
  private boolean isQuiet(Visit visit, long now) {
    HttpServerResponse last = visit.last;
    if (last == null) {
      return now - visit.quietSinceNanos > bounds.first().toNanos();
    }
    if (!last.ended()) {
      visit.quietSinceNanos = now;
    }
    return now - visit.quietSinceNanos > bounds.next().toNanos();
  }

  private boolean isUnread(HttpConnection connection, Visit visit, long now) {
    ChannelOutboundBuffer buffer =
        connection instanceof ConnectionBase base
            ? base.channelHandlerContext().channel().unsafe().outboundBuffer()
            : null;
    Object piece = buffer == null ? null : buffer.current();
    long taken = piece == null ? 0 : buffer.currentProgress();
    long unsent = piece == null ? 0 : buffer.totalPendingWriteBytes();
    if (piece == null || piece != visit.piece || taken != visit.taken || unsent != visit.unsent) {
      visit.piece = piece;
      visit.taken = taken;
      visit.unsent = unsent;
      visit.takesSinceNanos = now;
    }
    return now - visit.takesSinceNanos > bounds.unread().toNanos();
  }

  /** Ends an answer that cannot be brought to its end. */
  static void cut(RoutingContext context) {
    context.response().reset();
    cut(context.request().connection());
  }

  /**
   * Vert.x closes a connection behind what is still to be sent, also an idle one. Where nobody
   * reads that is never, so it is closed below Vert.x.
   */
  static void cut(HttpConnection connection) {
    if (connection instanceof ConnectionBase base) {
      base.channelHandlerContext().close();
    } else {
      connection.close();
    }
  }
}
