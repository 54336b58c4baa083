package io.sluice.gateway.api;

import io.sluice.gateway.operations.Operations;
import io.vertx.core.Vertx;
import io.vertx.core.net.PemKeyCertOptions;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A real server on a free port over {@link InMemoryOperations}. */
public final class RunningApi implements AutoCloseable {
  public final InMemoryOperations operations = new InMemoryOperations();
  private final Vertx vertx = Vertx.vertx();
  private final LiveStreams streams;
  private final Connections connections;
  private final ApiServer server;

  public RunningApi() throws Exception {
    this(Duration.ofSeconds(30));
  }

  /**
   * @param behindAtMost after which a stream that nobody reads is let go of
   */
  RunningApi(Duration behindAtMost) throws Exception {
    this(behindAtMost, Connections.Bounds.DEFAULT, false, null);
  }

  RunningApi(Connections.Bounds bounds, boolean behindProxy) throws Exception {
    this(Duration.ofSeconds(30), bounds, behindProxy, null);
  }

  /** With TLS, and so with HTTP/2 too. */
  RunningApi(Connections.Bounds bounds, PemKeyCertOptions certificate) throws Exception {
    this(Duration.ofSeconds(30), bounds, false, certificate);
  }

  private RunningApi(
      Duration behindAtMost,
      Connections.Bounds bounds,
      boolean behindProxy,
      @Nullable PemKeyCertOptions certificate)
      throws Exception {
    ListenAddress listen = new ListenAddress("127.0.0.1", 0);
    Entrance entrance = new Entrance(listen, Access.open(), List.of(), certificate, behindProxy);
    streams = new LiveStreams(operations.all(), entrance.access(), behindAtMost);
    connections = new Connections(behindProxy, bounds);
    server = new ApiServer(entrance, operations.all(), () -> "sluice_up 1\n", streams, connections);
    vertx.deployVerticle(server).await(20, TimeUnit.SECONDS);
  }

  static List<ApiRoute> routes(Operations operations) {
    return ApiRouter.routes(
        operations, () -> "", new LiveStreams(operations, Access.open()), Access.open());
  }

  public int port() {
    return server.port();
  }

  /** How many listen. */
  int streams() {
    return streams.size();
  }

  /** How many there are. */
  int connections() {
    return connections.size();
  }

  public URI uri() {
    return URI.create("http://127.0.0.1:" + port());
  }

  @Override
  public void close() throws Exception {
    vertx.close().await(20, TimeUnit.SECONDS);
  }
}
