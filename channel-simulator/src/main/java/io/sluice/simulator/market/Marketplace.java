package io.sluice.simulator.market;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A stand-in marketplace: HTTP on 127.0.0.1 and a port of its own, everything on one event loop,
 * time as it is told. What is protected runs there; public methods may be called from any thread.
 */
public abstract class Marketplace {
  private static final int HUGE_BYTES = 20 << 20;
  private static final int BOMB_DEPTH = 10_000;
  private static final String LOOPBACK = "127.0.0.1";

  /** Longer than any marketplace takes: each refuses what is too long in its own way. */
  private static final int LINE_AT_MOST = 64 << 10;

  protected final Vertx vertx;
  protected final InstantSource clock;
  private final Context context;
  private final Violations violations = new Violations();
  private final List<Armed> faults = new ArrayList<>();
  private Consumer<MarketExchange> listener = exchange -> {};
  private volatile Duration latency = Duration.ZERO;
  private volatile int port;
  private @Nullable HttpServer server;

  protected Marketplace(Vertx vertx, InstantSource clock) {
    this.vertx = vertx;
    this.clock = clock;
    this.context = vertx.getOrCreateContext();
  }

  /** A fault and how often it still strikes. */
  private static final class Armed {
    private final MarketFault fault;
    private int left;

    Armed(MarketFault fault) {
      this.fault = fault;
      this.left = fault.times();
    }
  }

  /**
   * Decides and does what a request asks for. A failure is a bug of the stand-in: answered 500, and
   * counted as a violation so that no test takes it for one of the marketplace.
   *
   * <p>Answers must be those of the real marketplace, its error bodies and headers included.
   */
  protected abstract Future<MarketAnswer> answer(MarketRequest request);

  /**
   * @param wanted 0 for any
   * @return the port
   */
  public Future<Integer> listen(int wanted) {
    return onContext(() -> open(wanted)).map(any -> port);
  }

  /** Where it is, without a slash at the end. */
  public String url() {
    return "http://" + LOOPBACK + ":" + port;
  }

  /** Refuses connections. */
  public Future<Void> goDown() {
    return onContext(
        () -> {
          HttpServer listening = server;
          server = null;
          return listening == null ? Future.succeededFuture() : listening.close();
        });
  }

  /** Takes connections again, on the port it had. */
  public Future<Void> comeUp() {
    return onContext(() -> server == null ? open(port) : Future.succeededFuture());
  }

  /** Of every answer from now on. */
  public void latency(Duration newLatency) {
    latency = newLatency;
  }

  /** Adds a fault; of several the first that fits strikes. */
  public Future<Void> fault(MarketFault.Kind kind, int times, Predicate<MarketRequest> where) {
    return onContext(
        () -> {
          faults.add(new Armed(new MarketFault(kind, times, where)));
          return Future.succeededFuture();
        });
  }

  /** Is told of every exchange, on the event loop. */
  public Future<Void> listener(Consumer<MarketExchange> told) {
    return onContext(
        () -> {
          listener = told;
          return Future.succeededFuture();
        });
  }

  public Violations violations() {
    return violations;
  }

  /** Runs on the event loop that everything of it lives on. */
  protected <T> Future<T> onContext(Supplier<Future<T>> work) {
    Promise<T> promise = Promise.promise();
    context.runOnContext(go -> work.get().onComplete(promise));
    return promise.future();
  }

  private Future<Void> open(int wanted) {
    return vertx
        .createHttpServer(new HttpServerOptions().setMaxInitialLineLength(LINE_AT_MOST))
        .requestHandler(this::handle)
        .listen(wanted, LOOPBACK)
        .onSuccess(
            listening -> {
              server = listening;
              port = listening.actualPort();
            })
        .mapEmpty();
  }

  private void handle(HttpServerRequest incoming) {
    incoming.body().onSuccess(body -> read(incoming, body));
  }

  private void read(HttpServerRequest incoming, Buffer body) {
    MarketRequest request =
        new MarketRequest(
            incoming.method().name(),
            incoming.uri(),
            segments(incoming.path()),
            incoming.params(),
            incoming.headers(),
            body.getBytes());
    MarketFault.Kind fault = strikes(request);
    if (fault == null) {
      carryOut(request, answer -> send(incoming, request, answer));
      return;
    }
    switch (fault) {
      case HANG -> {
        // Never answered.
      }
      case RESET_BEFORE -> incoming.connection().close();
      case HTML -> end(incoming, html());
      case ERROR_500 -> end(incoming, MarketAnswer.empty(500));
      case ERROR_503 -> end(incoming, MarketAnswer.empty(503));
      default -> carryOut(request, answer -> spoil(incoming, fault, answer));
    }
  }

  private MarketFault.@Nullable Kind strikes(MarketRequest request) {
    for (Iterator<Armed> each = faults.iterator(); each.hasNext(); ) {
      Armed armed = each.next();
      if (armed.fault.where().test(request)) {
        armed.left--;
        if (armed.left <= 0) {
          each.remove();
        }
        return armed.fault.kind();
      }
    }
    return null;
  }

  private void carryOut(MarketRequest request, Consumer<MarketAnswer> then) {
    Future.succeededFuture()
        .compose(go -> answer(request))
        .otherwise(this::bug)
        .onSuccess(
            answer -> {
              long ms = latency.toMillis();
              if (ms == 0) {
                then.accept(answer);
              } else {
                vertx.setTimer(ms, id -> then.accept(answer));
              }
            });
  }

  private MarketAnswer bug(Throwable failure) {
    violations.add("bug of the stand-in: " + failure);
    return MarketAnswer.json(500, "{}");
  }

  private void send(HttpServerRequest incoming, MarketRequest request, MarketAnswer answer) {
    listener.accept(new MarketExchange(request, answer));
    end(incoming, answer);
  }

  private static void end(HttpServerRequest incoming, MarketAnswer answer) {
    HttpServerResponse response = head(incoming, answer);
    response.end(Buffer.buffer(answer.body()));
  }

  private static HttpServerResponse head(HttpServerRequest incoming, MarketAnswer answer) {
    HttpServerResponse response = incoming.response().setStatusCode(answer.status());
    answer.headers().forEach(response::putHeader);
    return response;
  }

  private static void spoil(
      HttpServerRequest incoming, MarketFault.Kind fault, MarketAnswer answer) {
    MarketAnswer json =
        new MarketAnswer(answer.status(), answer.headers(), new byte[0])
            .with("content-type", "application/json");
    switch (fault) {
      case TRUNCATED -> {
        HttpServerResponse response = head(incoming, answer);
        response.putHeader("content-length", Integer.toString(answer.body().length + 10));
        response
            .write(Buffer.buffer(answer.body()))
            .onComplete(sent -> incoming.connection().close());
      }
      case MALFORMED -> end(incoming, body(json, "{\"status\": ".getBytes(StandardCharsets.UTF_8)));
      case HUGE -> end(incoming, body(json, blanks(HUGE_BYTES)));
      case BOMB ->
          end(incoming, body(json, "[".repeat(BOMB_DEPTH).getBytes(StandardCharsets.UTF_8)));
      default -> incoming.connection().close();
    }
  }

  private static MarketAnswer body(MarketAnswer head, byte[] body) {
    return new MarketAnswer(head.status(), head.headers(), body);
  }

  private static byte[] blanks(int bytes) {
    return " ".repeat(bytes).getBytes(StandardCharsets.UTF_8);
  }

  private static MarketAnswer html() {
    String page = "<!DOCTYPE html><html><body>Please sign in</body></html>";
    return MarketAnswer.json(200, page).with("content-type", "text/html");
  }

  private static List<String> segments(String path) {
    // An empty one is kept: /offers//stock is not /offers/stock.
    return path.length() <= 1
        ? List.of()
        : Stream.of(path.substring(1).split("/", -1)).map(Marketplace::decode).toList();
  }

  private static String decode(String segment) {
    try {
      // A plus is a plus in a path, a space only in a form.
      return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return segment;
    }
  }
}
