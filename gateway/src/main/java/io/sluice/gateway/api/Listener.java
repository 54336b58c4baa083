package io.sluice.gateway.api;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.PemKeyCertOptions;
import java.net.BindException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Listens for HTTP within bounds. */
final class Listener {
  /** A SKU of 1,000 emoji, percent-encoded, still fits. */
  private static final int MAX_LINE = 16 * 1024;

  private static final int IDLE_SECONDS = 75;

  private Listener() {}

  /**
   * @param certificate with its key; null: plain HTTP
   * @param connections of this listener alone
   */
  static Future<HttpServer> listen(
      Vertx vertx,
      ListenAddress at,
      @Nullable PemKeyCertOptions certificate,
      Connections connections,
      Handler<HttpServerRequest> handler) {
    HttpServerOptions options =
        new HttpServerOptions()
            .setHost(at.host())
            .setPort(at.port())
            .setMaxInitialLineLength(MAX_LINE)
            .setMaxHeaderSize(MAX_LINE)
            // Nobody needs HTTP/2 in the clear, and an answer that is long can overtake the change.
            // With TLS Vert.x offers it only where ALPN is turned on; Connections counts on that.
            .setHttp2ClearTextEnabled(false)
            .setIdleTimeout(IDLE_SECONDS)
            .setIdleTimeoutUnit(TimeUnit.SECONDS);
    if (certificate != null) {
      options.setSsl(true).setKeyCertOptions(certificate);
    }
    connections.watch(vertx);
    return vertx
        .createHttpServer(options)
        .connectionHandler(connections::accept)
        .requestHandler(
            request -> {
              connections.asks(request);
              handler.handle(request);
            })
        .listen();
  }

  /** Why it cannot, in a sentence. */
  static String reason(ListenAddress at, Throwable cause) {
    return cause instanceof BindException
        ? "port "
            + at.port()
            + " is in use or may not be used ("
            + cause.getMessage()
            + "). Does another sluice run?"
        : cause.getMessage() + ".";
  }
}
