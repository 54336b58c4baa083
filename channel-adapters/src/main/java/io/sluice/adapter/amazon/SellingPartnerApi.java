package io.sluice.adapter.amazon;

import io.sluice.adapter.AdapterFile;
import io.sluice.adapter.ChannelContext;
import io.sluice.adapter.Outcome;
import io.sluice.adapter.Outcome.Scope;
import io.sluice.adapter.Token;
import io.sluice.adapter.TokenAnswer;
import io.sluice.adapter.wire.Answer;
import io.sluice.adapter.wire.Exchanged;
import io.sluice.adapter.wire.Site;
import io.sluice.adapter.wire.TokenBucket;
import io.sluice.adapter.wire.Wire;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Requests to the API, within the limits of its operations, which the seller's channels in a region
 * share, and with a token that lives. Owned by one connection and its context.
 */
final class SellingPartnerApi {
  static final String USER_AGENT = "sluice/0.1 (Language=Java)";
  static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  // A header that says more is a typo of somebody; a rate of 0 would stop us for good.
  private static final double MOST_PER_SECOND = 1_000;

  private final AmazonSettings settings;
  private final ChannelContext context;
  private final Vertx vertx;
  private final InstantSource clock;
  private final Wire wire;
  private final Wire login;
  private final TokenRequest tokens;
  private final Map<Operation, TokenBucket> buckets = new EnumMap<>(Operation.class);
  private @Nullable Token proven;
  private String shown = "";

  SellingPartnerApi(AmazonSettings settings, ChannelContext context, AdapterFile file) {
    this.settings = settings;
    this.context = context;
    this.vertx = context.vertx();
    this.clock = context.clock();
    this.wire = new Wire(settings.endpoint(), settings.request(), vertx, clock);
    this.login = new Wire(Site.of(settings.tokenEndpoint()), settings.request(), vertx, clock);
    this.tokens = new TokenRequest(settings, login, clock);
    for (Operation operation : Operation.values()) {
      buckets.put(operation, bucket(operation, file));
    }
  }

  private TokenBucket bucket(Operation operation, AdapterFile file) {
    return context
        .budgets()
        .shared(
            settings.account() + " " + operation.id(),
            TokenBucket.class,
            () -> new TokenBucket(file.limit(operation.id()), clock));
  }

  /** The access token in use, to be masked in what is shown; empty without one. */
  String token() {
    return shown;
  }

  /**
   * Takes one request of an operation's limit, if there is one now.
   *
   * @return null when it was taken, for {@link #askNow} or {@link #giveBack}; else when one can be
   */
  @Nullable Instant take(Operation operation) {
    return buckets.get(operation).take(1);
  }

  /** What was taken is not asked for after all. */
  void giveBack(Operation operation) {
    buckets.get(operation).giveBack(1);
  }

  /**
   * Waits for the operation's limit as long as patience allows, then asks. Succeeds always.
   *
   * @param path with query
   * @param body JSON, null to send none
   */
  Future<Reply> ask(
      Operation operation,
      HttpMethod method,
      String path,
      byte @Nullable [] body,
      Patience patience) {
    if (patience.isOver()) {
      return Future.succeededFuture(deferred(operation, clock.instant().plusSeconds(1)));
    }
    Instant turn = take(operation);
    if (turn == null) {
      return askNow(operation, method, path, body, patience);
    }
    if (!patience.reaches(turn)) {
      return Future.succeededFuture(deferred(operation, turn));
    }
    Duration wait = Duration.between(clock.instant(), turn);
    Promise<Reply> asked = Promise.promise();
    vertx.setTimer(
        Math.max(1, wait.toMillis()),
        id -> ask(operation, method, path, body, patience).onComplete(asked));
    return asked.future();
  }

  private static Reply deferred(Operation operation, Instant until) {
    return new Reply.Bad(
        0, new Outcome.Deferred(until, Scope.OPERATION, "limit of " + operation.id()));
  }

  /** Asks without a look at the limit: the caller has {@link #take}n of it. */
  Future<Reply> askNow(
      Operation operation,
      HttpMethod method,
      String path,
      byte @Nullable [] body,
      Patience patience) {
    return request(new Request(operation, method, path, body, patience), null)
        .onComplete(ended -> buckets.get(operation).answered(1));
  }

  /** What is asked, the same again with another token. */
  private record Request(
      Operation operation,
      HttpMethod method,
      String path,
      byte @Nullable [] body,
      Patience patience) {}

  private Future<Reply> request(Request request, @Nullable Token refused) {
    return context
        .credentials()
        .token(settings.credential(), tokens::ask)
        .compose(answer -> send(request, answer, refused));
  }

  private Future<Reply> send(Request request, TokenAnswer answer, @Nullable Token refused) {
    if (answer instanceof TokenAnswer.Problem problem) {
      return Future.succeededFuture(new Reply.Bad(0, problem.why()));
    }
    Token token = ((TokenAnswer.Granted) answer).token();
    if (token == refused) {
      return Future.succeededFuture(unauthorized(request, refused));
    } else if (request.patience().isCancelled()) {
      return Future.succeededFuture(deferred(request.operation(), clock.instant().plusSeconds(1)));
    }
    shown = token.value().reveal();
    byte[] body = request.body();
    Buffer buffer = body == null ? null : Buffer.buffer(body);
    return wire.exchange(request.method(), request.path(), headers(body), buffer)
        .compose(ended -> ended(request, token, refused, ended));
  }

  private MultiMap headers(byte @Nullable [] body) {
    MultiMap headers =
        MultiMap.caseInsensitiveMultiMap()
            .set("x-amz-access-token", shown)
            .set("x-amz-date", DATE.format(clock.instant()))
            .set("user-agent", USER_AGENT)
            .set("accept", "application/json");
    return body == null ? headers : headers.set("content-type", "application/json");
  }

  private Future<Reply> ended(
      Request request, Token token, @Nullable Token refused, Exchanged ended) {
    if (!(ended instanceof Exchanged.Answered answered)) {
      return Future.succeededFuture(new Reply.Bad(0, ended.unanswered()));
    }
    Answer answer = answered.answer();
    learn(request.operation(), answer);
    int status = answer.status();
    if (status == 401 || status == 403) {
      if (refused != null) {
        return Future.succeededFuture(unauthorized(request, refused));
      }
      context.credentials().refused(settings.credential(), token);
      return request(request, token);
    }
    if (status == 429) {
      return Future.succeededFuture(throttled(request.operation()));
    }
    Reply reply = Answers.reply(answer, token.value().reveal(), clock.instant());
    if (reply instanceof Reply.Fine) {
      proven = token;
    }
    return Future.succeededFuture(reply);
  }

  /** The rate is told with some answers, and never with 429. */
  private void learn(Operation operation, Answer answer) {
    String rate = answer.header("x-amzn-ratelimit-limit");
    if (rate == null) {
      return;
    }
    try {
      double perSecond = Double.parseDouble(rate.trim());
      if (perSecond > 0 && perSecond <= MOST_PER_SECOND) {
        buckets.get(operation).refills(perSecond);
      }
    } catch (NumberFormatException e) {
      // What was known before holds.
    }
  }

  private Reply throttled(Operation operation) {
    TokenBucket bucket = buckets.get(operation);
    bucket.emptyUntil(clock.instant());
    return new Reply.Bad(
        429,
        new Outcome.Deferred(
            clock.instant().plusSeconds(1), Scope.OPERATION, "answered 429: " + operation.id()));
  }

  /**
   * Some SKUs with characters that have to be encoded are answered 403 whatever the token
   * (amzn/selling-partner-api-models issues 1100 and 4429): where the token was good for others and
   * is refused for such a path, that says nothing about the channel.
   */
  private Reply unauthorized(Request request, Token refused) {
    boolean item =
        refused == proven && request.operation().isOfItem() && request.path().contains("%");
    return new Reply.Bad(
        403,
        new Outcome.Unauthorized(
            item ? Scope.ITEM : Scope.CHANNEL,
            item
                ? "refuses this SKU, and no other"
                : "refuses the access token: look at the roles of the app and at seller"));
  }

  Future<Void> close() {
    return Future.join(wire.close(), login.close()).mapEmpty();
  }
}
