package io.sluice.gateway.api;

import io.sluice.adapter.wire.WebhookSignature;
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

  /** From the head of a request to the end of its body. */
  static final Duration BODY_WITHIN = Duration.ofSeconds(10);

  private static final Logger LOG = LoggerFactory.getLogger(WebhookServer.class);
  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(30);
  private static final long TELL_EVERY_MS = 60_000;

  /** So that the other side can read why, before its connection is closed. */
  private static final long CLOSE_AFTER_MS = 1_000;

  private static final String PLACE = "sluice.place";

  private final String source;
  private final ListenAddress listen;
  private final @Nullable PemKeyCertOptions certificate;
  private final WebhookSignature signature;
  private final Posting posting;
  private final InstantSource clock;
  private final boolean behindProxy;
  private final Duration bodyWithin;
  private final BodyPlaces places = new BodyPlaces();
  private volatile @Nullable HttpServer server;
  private long refused;
  private long toldMs;

  /**
   * @param certificate with its key; null: plain HTTP
   * @param behindProxy whether a proxy in front says in {@code x-forwarded-for} who sends
   * @param signature used by this server alone
   */
  public WebhookServer(
      String source,
      ListenAddress listen,
      @Nullable PemKeyCertOptions certificate,
      boolean behindProxy,
      WebhookSignature signature,
      Posting posting,
      InstantSource clock) {
    this(source, listen, certificate, behindProxy, signature, posting, clock, BODY_WITHIN);
  }

  WebhookServer(
      String source,
      ListenAddress listen,
      @Nullable PemKeyCertOptions certificate,
      boolean behindProxy,
      WebhookSignature signature,
      Posting posting,
      InstantSource clock,
      Duration bodyWithin) {
    this.source = source;
    this.listen = listen;
    this.certificate = certificate;
    this.signature = signature;
    this.posting = posting;
    this.clock = clock;
    this.behindProxy = behindProxy;
    this.bodyWithin = bodyWithin;
  }

  /** Fails with {@link ListenException}. */
  @Override
  public Future<?> start() {
    return Listener.listen(vertx, listen, certificate, new Connections(behindProxy), router())
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
    router.route().handler(new ClientAddress(behindProxy));
    router.route().handler(TimeoutHandler.create(ANSWER_WITHIN.toMillis(), 503));
    router.post("/").handler(this::checkHead).handler(this::admit);
    router.post("/").handler(ApiRouter.readBody(BodyKind.SIGNED_EVENTS)).handler(this::take);
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
    HttpServerRequest request = context.request();
    long limit = BodyKind.SIGNED_EVENTS.limit(MediaType.of(request.getHeader("content-type")));
    String length = request.getHeader("content-length");
    long bytes = length == null ? limit : Long.parseLong(length);
    BodyPlaces.Place place;
    try {
      place = places.take(ClientAddress.counted(context), bytes);
    } catch (ProblemException shareUsedUp) {
      context.response().putHeader("retry-after", "1");
      throw shareUsedUp;
    }
    context.put(PLACE, place);
    long timer = vertx.setTimer(bodyWithin.toMillis(), any -> tooSlow(context));
    context.addEndHandler(ended -> vertx.cancelTimer(timer));
    context.addEndHandler(ended -> letGo(context, place));
    context.next();
  }

  /** What is worked on keeps its place until that is done, also where nobody waits any more. */
  private static void letGo(RoutingContext context, BodyPlaces.Place place) {
    if (context.get(PLACE) != null) {
      place.free();
    }
  }

  private void tooSlow(RoutingContext context) {
    HttpServerRequest request = context.request();
    if (request.isEnded() || context.response().ended()) {
      return;
    }
    // What still comes is kept no more.
    request.handler(ignored -> {});
    context.addEndHandler(
        ended -> vertx.setTimer(CLOSE_AFTER_MS, any -> Connections.cut(request.connection())));
    context.response().putHeader("connection", "close");
    context.fail(
        Problem.of(408, "The body was not here within " + bodyWithin.toSeconds() + " s.")
            .asException());
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
    BodyPlaces.Place place = context.remove(PLACE);
    place.genuine();
    Responder.answer(context, taken(context, body).onComplete(any -> free(place)));
  }

  private Future<Answer> taken(RoutingContext context, byte[] body) {
    String contentType = context.request().getHeader("content-type");
    return Future.succeededFuture()
        .compose(any -> posting.take(body, contentType, Map.of(), new TakeQuery(source, false)))
        .map(taken -> EventRoutes.answer(taken, MediaType.of(contentType).isBatch()));
  }

  /** Wherever the work ended. */
  private void free(BodyPlaces.Place place) {
    context.runOnContext(any -> place.free());
  }

  private ProblemException refused(RoutingContext context, String why) {
    refused++;
    long now = clock.millis();
    if (now - toldMs >= TELL_EVERY_MS) {
      toldMs = now;
      LOG.warn(
          "Source {} refuses a request of {}: {}. {} since the start",
          source,
          ClientAddress.of(context),
          why,
          refused);
    }
    return Problem.of(401, "Not signed as agreed: " + why + ".").asException();
  }
}
