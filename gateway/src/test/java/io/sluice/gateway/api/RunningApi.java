package io.sluice.gateway.api;

import io.sluice.gateway.operations.Operations;
import io.vertx.core.Vertx;
import java.net.URI;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A real server on a free port over {@link InMemoryOperations}. */
public final class RunningApi implements AutoCloseable {
  public final InMemoryOperations operations = new InMemoryOperations();
  private final Vertx vertx = Vertx.vertx();
  private final ApiServer server =
      new ApiServer(
          Entrance.loopback(new ListenAddress("127.0.0.1", 0)), operations, () -> "sluice_up 1\n");

  public RunningApi() throws Exception {
    vertx.deployVerticle(server).await(20, TimeUnit.SECONDS);
  }

  static List<ApiRoute> routes(Operations operations) {
    return ApiRouter.routes(
        operations, () -> "", new LiveStreams(operations, Access.open()), Access.open());
  }

  public int port() {
    return server.port();
  }

  public URI uri() {
    return URI.create("http://127.0.0.1:" + port());
  }

  @Override
  public void close() throws Exception {
    vertx.close().await(20, TimeUnit.SECONDS);
  }
}
