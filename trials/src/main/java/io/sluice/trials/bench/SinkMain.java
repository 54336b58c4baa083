package io.sluice.trials.bench;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/**
 * The far end of a benchmark: channels that answer 204 and count, on one event loop, as cheaply as
 * HTTP can be. Steered by {@code PUT /} with {@code reset}, {@code resetTimes}, {@code latencyMs}
 * and {@code down} (names of channels that answer 503); {@code GET /} reports.
 */
public final class SinkMain {
  private final Vertx vertx = Vertx.vertx();
  private final List<Channel> channels = new ArrayList<>();
  private int latencyMs;

  private SinkMain() {}

  /** One far end on a port of its own: clients keep one pool of connections for each address. */
  private final class Channel {
    final Arrivals arrivals = new Arrivals();
    boolean down;
    int port;

    Future<Void> listen() {
      HttpServer server = vertx.createHttpServer().requestHandler(this::take);
      return server.listen(0, "127.0.0.1").onSuccess(open -> port = open.actualPort()).mapEmpty();
    }

    private void take(HttpServerRequest request) {
      if (down) {
        request.response().setStatusCode(503).end();
        return;
      }
      request
          .body()
          .onSuccess(
              body -> {
                long now = System.nanoTime();
                arrivals.call(now);
                UpdateScanner.scan(body, (sku, version) -> arrivals.update(sku, version, now));
                answer(request);
              });
    }

    private void answer(HttpServerRequest request) {
      if (latencyMs == 0) {
        request.response().setStatusCode(204).end();
      } else {
        vertx.setTimer(latencyMs, any -> request.response().setStatusCode(204).end());
      }
    }
  }

  /**
   * @param args how many channels
   */
  public static void main(String[] args) {
    new SinkMain().open(Integer.parseInt(args[0]));
  }

  /** All on one context, so that nothing here is shared between threads. */
  private void open(int count) {
    vertx
        .getOrCreateContext()
        .runOnContext(
            any -> {
              Future<?> opened = Future.succeededFuture();
              for (int i = 0; i < count; i++) {
                Channel channel = new Channel();
                channels.add(channel);
                opened = opened.compose(before -> channel.listen());
              }
              opened
                  .compose(
                      before ->
                          vertx
                              .createHttpServer()
                              .requestHandler(this::steer)
                              .listen(0, "127.0.0.1"))
                  .onSuccess(this::tell)
                  .onFailure(Throwable::printStackTrace);
            });
  }

  private void tell(HttpServer control) {
    StringBuilder ports = new StringBuilder();
    channels.forEach(channel -> ports.append(' ').append(channel.port));
    System.out.println("control " + control.actualPort() + " channels" + ports + ".");
  }

  private void steer(HttpServerRequest request) {
    request
        .body()
        .onSuccess(
            body -> {
              if (body.length() > 0) {
                apply(body.toJsonObject());
              }
              JsonArray reports = new JsonArray();
              channels.forEach(channel -> reports.add(channel.arrivals.report().toJson()));
              request.response().end(new JsonObject().put("channels", reports).toBuffer());
            });
  }

  private void apply(JsonObject order) {
    latencyMs = order.getInteger("latencyMs", latencyMs);
    if (order.getBoolean("reset", false)) {
      channels.forEach(channel -> channel.arrivals.reset());
    }
    if (order.getBoolean("resetTimes", false)) {
      channels.forEach(channel -> channel.arrivals.resetTimes());
    }
    if (order.containsKey("down")) {
      JsonArray down = order.getJsonArray("down");
      for (int i = 0; i < channels.size(); i++) {
        channels.get(i).down = down.contains(i);
      }
    }
  }
}
