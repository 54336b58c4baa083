package io.sluice.gateway.api;

import io.sluice.gateway.operations.Operations;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Listens for the API on its own event loop. Deploy it after what is behind {@link Operations};
 * undeploy it before.
 */
public final class ApiServer extends VerticleBase {
  private static final int DRAIN_SECONDS = 5;

  private final Entrance entrance;
  private final ListenAddress listen;
  private final Operations operations;
  private final Supplier<String> metrics;
  private final LiveStreams streams;
  private final Connections connections;
  private volatile @Nullable HttpServer server;

  public ApiServer(Entrance entrance, Operations operations, Supplier<String> metrics) {
    this(
        entrance,
        operations,
        metrics,
        new LiveStreams(operations, entrance.access()),
        new Connections(entrance.behindProxy()));
  }

  ApiServer(
      Entrance entrance,
      Operations operations,
      Supplier<String> metrics,
      LiveStreams streams,
      Connections connections) {
    this.entrance = entrance;
    this.listen = entrance.listen();
    this.operations = operations;
    this.metrics = metrics;
    this.streams = streams;
    this.connections = connections;
  }

  /** Fails with {@link ListenException}. */
  @Override
  public Future<?> start() {
    return vertx
        .executeBlocking(listen::isLoopback)
        .compose(
            loopback -> {
              String not = loopback ? null : entrance.notElsewhereBecause();
              return not == null ? bind() : Future.failedFuture(new ListenException(listen, not));
            })
        .map(bound -> server = bound);
  }

  private Future<HttpServer> bind() {
    entrance.access().follow(vertx);
    Router router = ApiRouter.create(vertx, operations, metrics, streams, entrance);
    return Listener.listen(vertx, listen, entrance.certificate(), connections, router)
        .recover(
            cause ->
                Future.failedFuture(
                    new ListenException(listen, Listener.reason(listen, cause), cause)));
  }

  /** Takes no new connection, and lets the requests that run come to their end. */
  @Override
  public Future<?> stop() {
    HttpServer running = server;
    streams.close();
    return running == null
        ? Future.succeededFuture()
        : running.shutdown(DRAIN_SECONDS, TimeUnit.SECONDS);
  }

  /** The port that was bound; only after the start. */
  public int port() {
    HttpServer running = server;
    if (running == null) {
      throw new IllegalStateException("not started");
    }
    return running.actualPort();
  }
}
