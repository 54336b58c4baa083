package io.sluice.gateway.api;

import io.sluice.adapter.wire.WebhookSignature;
import io.sluice.gateway.operations.OperationException;
import io.sluice.gateway.operations.Posting;
import io.sluice.gateway.operations.TakeQuery;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.TimeoutHandler;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the events of one source on an address of its own: {@code POST /}, signed as Standard
 * Webhooks 1.0.0 says. Nobody can see or steer anything there, so it may stand where the API may
 * not. An answer of 202 means that the events are durable. Who sends the same once more does no
 * harm: events have identities of their own.
 *
 * <p>Events stand in the body whole, because the signature covers nothing else.
 */
public final class WebhookServer extends VerticleBase {
  /**
   * As Standard Webhooks recommends; clocks differ, and a request that was heard can be repeated.
   */
  static final Duration TOLERANCE = Duration.ofMinutes(5);

  /** Bodies are read before anybody knows who sent them: at most 4 MiB each. */
  static final int AT_ONCE = 32;

  private static final Logger LOG = LoggerFactory.getLogger(WebhookServer.class);
  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(30);
  private static final long TELL_EVERY_MS = 60_000;

  private final String source;
  private final ListenAddress listen;
  private final @Nullable PemKeyCertOptions certificate;
  private final WebhookSignature signature;
  private final Posting posting;
  private final InstantSource clock;
  private volatile @Nullable HttpServer server;
  private int running;
  private long refused;
  private long toldMs;

  /**
   * @param certificate with its key; null: plain HTTP
   * @param signature used by this server alone
   */
  public WebhookServer(
      String source,
      ListenAddress listen,
      @Nullable PemKeyCertOptions certificate,
      WebhookSignature signature,
      Posting posting,
      InstantSource clock) {
    this.source = source;
    this.listen = listen;
    this.certificate = certificate;
    this.signature = signature;
    this.posting = posting;
    this.clock = clock;
  }

  /** Fails with {@link ListenException}. */
  @Override
  public Future<?> start() {
    return Listener.listen(vertx, listen, certificate, router())
        .map(bound -> server = bound)
        .recover(
            cause ->
                Future.failedFuture(
                    ListenException.ofSource(
                        source, listen, Listener.reason(listen, cause), cause)));
  }

  /** Its name. */
  public String source() {
    return source;
  }

  /** The port that was bound; only after the start. */
  public int port() {
    HttpServer bound = server;
    if (bound == null) {
      throw new IllegalStateException("not started");
    }
    return bound.actualPort();
  }

  private Router router() {
    Router router = Router.router(vertx);
    router.route().failureHandler(context -> Responder.fail(context, context.failure()));
    router.route().handler(ApiRouter::addSecurityHeaders);
    router.route().handler(TimeoutHandler.create(ANSWER_WITHIN.toMillis(), 503));
    router.post("/").handler(this::checkHead).handler(this::admit);
    router.post("/").handler(ApiRouter::readBody).handler(this::take);
    router.route("/").handler(ApiRouter.wrongMethod("POST"));
    router
        .route()
        .handler(
            context -> {
              throw Problem.of(404, "There is no such path. Events go to /.").asException();
            });
    return router;
  }

  private void checkHead(RoutingContext context) {
    HttpServerRequest request = context.request();
    RequestGuard.checkBody(request, BodyKind.SIGNED_EVENTS);
    for (String name : new String[] {"webhook-id", "webhook-timestamp", "webhook-signature"}) {
      String value = request.getHeader(name);
      if (value == null || value.isBlank()) {
        throw refused(context, "the header " + name + " is missing");
      }
    }
    String timestamp = request.getHeader("webhook-timestamp");
    if (!timestamp.matches("[0-9]{1,12}")) {
      throw refused(context, "webhook-timestamp must be seconds since 1970");
    }
    long seconds = Math.abs(clock.instant().getEpochSecond() - Long.parseLong(timestamp));
    if (seconds > TOLERANCE.toSeconds()) {
      throw refused(
          context, "webhook-timestamp is " + seconds + " s from this machine's clock, over 300 s");
    }
    context.next();
  }

  private void admit(RoutingContext context) {
    if (running == AT_ONCE) {
      throw new OperationException(
          OperationException.Kind.UNAVAILABLE, "too many requests at once: try again shortly");
    }
    running++;
    context.addEndHandler(ended -> running--);
    context.next();
  }

  private void take(RoutingContext context) {
    HttpServerRequest request = context.request();
    byte[] body = new ApiRequest(context).bytes();
    boolean genuine =
        signature.made(
            request.getHeader("webhook-signature"),
            request.getHeader("webhook-id"),
            Long.parseLong(request.getHeader("webhook-timestamp")),
            body);
    if (!genuine) {
      throw refused(context, "no webhook-signature of the body was made with our secret");
    }
    String contentType = request.getHeader("content-type");
    Responder.answer(
        context,
        posting
            .take(body, contentType, Map.of(), new TakeQuery(source, false))
            .map(taken -> EventRoutes.answer(taken, MediaType.of(contentType).isBatch())));
  }

  private ProblemException refused(RoutingContext context, String why) {
    refused++;
    long now = clock.millis();
    if (now - toldMs >= TELL_EVERY_MS) {
      toldMs = now;
      LOG.warn(
          "Source {} refuses a request of {}: {}. {} since the start",
          source,
          context.request().remoteAddress(),
          why,
          refused);
    }
    return Problem.of(401, "Not signed as agreed: " + why + ".").asException();
  }
}
