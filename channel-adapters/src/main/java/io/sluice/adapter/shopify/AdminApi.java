package io.sluice.adapter.shopify;

import io.sluice.adapter.ChannelContext;
import io.sluice.adapter.Limit;
import io.sluice.adapter.Outcome;
import io.sluice.adapter.Outcome.Scope;
import io.sluice.adapter.OutgoingRequest;
import io.sluice.adapter.Token;
import io.sluice.adapter.TokenAnswer;
import io.sluice.adapter.wire.Answer;
import io.sluice.adapter.wire.Exchanged;
import io.sluice.adapter.wire.RetryAfter;
import io.sluice.adapter.wire.Visible;
import io.sluice.adapter.wire.Wire;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Changes one shop, as fast as its points allow, and says what answers mean that are not those of
 * single fields. Owned by one connection and its context.
 */
final class AdminApi {
  static final String USER_AGENT = "sluice";
  static final String TOKEN_HEADER = "x-shopify-access-token";
  private static final Duration THROTTLED_FOR = Duration.ofSeconds(2);
  // Shopify's guard against what looks like an attack; it does not say for how long.
  private static final Duration REFUSED_FOR = Duration.ofSeconds(60);

  private final ShopifySettings settings;
  private final InstantSource clock;
  private final Vertx vertx;
  private final Wire wire;
  private final AccessTokens tokens;
  private final Points points;
  private @Nullable String served;

  AdminApi(ShopifySettings settings, ChannelContext context, Limit limit) {
    this.settings = settings;
    this.clock = context.clock();
    this.vertx = context.vertx();
    this.wire = new Wire(settings.site(), settings.wire(), context.vertx(), clock);
    this.tokens = new AccessTokens(settings, context.credentials(), wire, clock);
    this.points =
        context
            .budgets()
            .shared(settings.app() + " points", Points.class, () -> new Points(limit, clock));
  }

  Instant now() {
    return clock.instant();
  }

  /**
   * The version that answers, where it is another than ours: an older one than Shopify keeps is
   * answered by the oldest it has. Null where it is ours, or nothing was said.
   */
  @Nullable String otherVersion() {
    return served == null || served.equals(settings.apiVersion()) ? null : served;
  }

  /** For people, of a version that answers in place of ours. */
  String otherVersion(String other) {
    return "Shopify answers as version %s, %s is served no more: set api_version"
        .formatted(Visible.line(other), settings.apiVersion());
  }

  Course course() {
    return new Course(now(), settings.wire().totalTimeout());
  }

  Future<Void> close() {
    return wire.close();
  }

  /** Succeeds always, within the time of the course. */
  Future<Reply> ask(Ask ask, Course course) {
    Instant now = now();
    Outcome refusal = course.refusal(now);
    if (refusal == null) {
      Instant at = points.take(ask.points());
      if (at != null) {
        refusal = new Outcome.Deferred(at, Scope.CHANNEL, "no points left");
      }
    }
    if (refusal != null) {
      return Future.succeededFuture(problem(refusal, course));
    }
    return token(course).compose(token -> send(ask, token, course, true));
  }

  /** Others may have begun to ask for one long ago; this call has no longer than it has. */
  private Future<TokenAnswer> token(Course course) {
    TokenAnswer late =
        new TokenAnswer.Problem(new Outcome.Unreachable("no token within total_timeout"));
    return within(course, tokens.token()).otherwise(late);
  }

  /** Ends with the time of the course at the latest, on the connection's context; fails then. */
  <T> Future<T> within(Course course, Future<T> work) {
    if (work.isComplete()) {
      return work;
    }
    Promise<T> promise = Promise.promise();
    long timer =
        vertx.setTimer(
            Math.max(1, course.left(now()).toMillis()), id -> promise.tryFail("no time left"));
    work.onComplete(
        ended -> {
          vertx.cancelTimer(timer);
          if (ended.succeeded()) {
            promise.tryComplete(ended.result());
          } else {
            promise.tryFail(ended.cause());
          }
        });
    return promise.future();
  }

  private static Reply problem(Outcome why, Course course) {
    course.saw(why);
    return new Reply.Problem(why);
  }

  private Future<Reply> send(Ask ask, TokenAnswer answer, Course course, boolean first) {
    Outcome refusal =
        answer instanceof TokenAnswer.Problem none ? none.why() : course.refusal(now());
    if (refusal != null || !(answer instanceof TokenAnswer.Granted granted)) {
      points.answered(ask.points());
      return Future.succeededFuture(problem(refusal, course));
    }
    Token token = granted.token();
    MultiMap headers =
        MultiMap.caseInsensitiveMultiMap()
            .set("content-type", "application/json")
            .set("accept", "application/json")
            .set("user-agent", USER_AGENT)
            .set(TOKEN_HEADER, token.value().reveal());
    return wire.exchange(
            HttpMethod.POST,
            settings.graphqlPath(),
            headers,
            Buffer.buffer(ask.body()),
            course.left(now()))
        .compose(
            ended -> {
              if (first && isRefusedToken(ended)) {
                return again(ask, token, course);
              }
              // Before it is read: what it says is left is without them already.
              points.answered(ask.points());
              return Future.succeededFuture(read(ended, ask, token, course));
            });
  }

  private static boolean isRefusedToken(Exchanged ended) {
    return ended instanceof Exchanged.Answered answered && answered.answer().status() == 401;
  }

  /** Once more, where the token that was refused is not the only one to be had. */
  private Future<Reply> again(Ask ask, Token refused, Course course) {
    tokens.refused(refused);
    return token(course)
        .compose(
            answer -> {
              boolean same =
                  answer instanceof TokenAnswer.Granted granted
                      && granted.token().value().equals(refused.value());
              Outcome refusal = new Outcome.Unauthorized(Scope.CHANNEL, "the token is refused");
              return send(ask, same ? new TokenAnswer.Problem(refusal) : answer, course, false);
            });
  }

  private Reply read(Exchanged ended, Ask ask, Token token, Course course) {
    if (!(ended instanceof Exchanged.Answered answered)) {
      return problem(ended.unanswered(), course);
    }
    Answer answer = answered.answer();
    Outcome broken = answer.broken().orElse(null);
    if (broken != null) {
      return problem(broken, course);
    }
    served = answer.header("x-shopify-api-version");
    Tree body = Tree.parse(answer.body()).orElse(null);
    if (body != null) {
      readPoints(body);
    }
    Outcome why =
        answer.status() == 200
            ? problemInside(answer, body, ask, token)
            : problemOfStatus(answer, body, token);
    if (why != null) {
      return problem(why, course);
    }
    return new Reply.Data(body == null ? new Tree(null) : body.at("data"));
  }

  private void readPoints(Tree body) {
    Tree status = body.at("extensions", "cost", "throttleStatus");
    BigDecimal available = status.at("currentlyAvailable").number();
    BigDecimal rate = status.at("restoreRate").number();
    if (available != null && rate != null) {
      points.left(available.doubleValue(), rate.doubleValue());
    }
  }

  private @Nullable Outcome problemInside(
      Answer answer, @Nullable Tree body, Ask ask, Token token) {
    if (body == null) {
      return new Outcome.Unknown(
          answer.isHtml() ? "a web page instead of an answer" : "answer is no JSON object", false);
    }
    List<Tree> errors = body.at("errors").list();
    if (!errors.isEmpty()) {
      return problem(errors.get(0), answer, body, ask, token);
    }
    return body.at("data").isObject()
        ? null
        : new Outcome.Unknown("answer has neither data nor errors", false);
  }

  /** By Shopify's common error codes; a message is only shown. */
  private Outcome problem(Tree error, Answer answer, Tree body, Ask ask, Token token) {
    String code = error.at("extensions", "code").text("");
    String message = Visible.line(masked(error.at("message").text(code), token));
    switch (code) {
      case "THROTTLED":
        return new Outcome.Deferred(pointsAgain(body, ask), Scope.CHANNEL, "no points left");
      case "ACCESS_DENIED":
        return new Outcome.Unauthorized(Scope.CHANNEL, message);
      case "SHOP_INACTIVE":
        return new Outcome.Gone(message);
      case "INTERNAL_SERVER_ERROR", "TIMEOUT":
        return new Outcome.Unreachable(message);
      default:
        // Of several updates one may be the reason, such as a number that is none there.
        String ours = code.isEmpty() ? "graphql" : code.toLowerCase(Locale.ROOT);
        String other = otherVersion();
        String reason = other == null ? message : message + "; " + otherVersion(other);
        return new Outcome.Rejected(ours, reason, Scope.CALL, excerpt(answer, token));
    }
  }

  /** When there are as many as were asked for, as Shopify counts them. */
  private Instant pointsAgain(Tree body, Ask ask) {
    Tree cost = body.at("extensions", "cost");
    BigDecimal requested = cost.at("requestedQueryCost").number();
    BigDecimal available = cost.at("throttleStatus", "currentlyAvailable").number();
    BigDecimal rate = cost.at("throttleStatus", "restoreRate").number();
    if (available == null || rate == null || rate.signum() <= 0) {
      return now().plus(THROTTLED_FOR);
    }
    double wanted = requested == null ? ask.points() : requested.doubleValue();
    double seconds = (wanted - available.doubleValue()) / rate.doubleValue();
    return now().plusMillis((long) Math.ceil(Math.max(0.1, Math.min(seconds, 600)) * 1000));
  }

  private Outcome problemOfStatus(Answer answer, @Nullable Tree body, Token token) {
    int status = answer.status();
    String reason = "answered " + status + said(body, token);
    switch (status) {
      case 401, 403:
        return new Outcome.Unauthorized(Scope.CHANNEL, reason);
      case 408, 425:
        return new Outcome.Deferred(now().plus(THROTTLED_FOR), Scope.ITEM, reason);
      case 429:
        return new Outcome.Deferred(
            retryAfter(answer, now().plus(THROTTLED_FOR)), Scope.CHANNEL, reason);
      case 430:
        return new Outcome.Deferred(
            retryAfter(answer, now().plus(REFUSED_FOR)), Scope.CHANNEL, reason);
      case 402, 404, 405, 406, 410, 423:
        // The shop is frozen or locked, or is not there: a person has to look.
        return new Outcome.Gone(reason);
      case 503:
        return answer.header("retry-after") == null
            ? new Outcome.Unreachable(reason)
            : new Outcome.Deferred(
                retryAfter(answer, now().plus(THROTTLED_FOR)), Scope.CHANNEL, reason);
      default:
        return otherStatus(answer, reason, token);
    }
  }

  private static Outcome otherStatus(Answer answer, String reason, Token token) {
    int status = answer.status();
    if (status >= 500) {
      return new Outcome.Unreachable(reason);
    } else if (status >= 400) {
      return new Outcome.Rejected("http." + status, reason, Scope.CALL, excerpt(answer, token));
    }
    return status >= 300 ? new Outcome.Gone(reason) : new Outcome.Unknown(reason, false);
  }

  private Instant retryAfter(Answer answer, Instant otherwise) {
    return RetryAfter.read(answer.header("retry-after"), answer.header("date"), now())
        .orElse(otherwise);
  }

  /** Before GraphQL begins, errors is one text. */
  private static String said(@Nullable Tree body, Token token) {
    String text = body == null ? null : body.at("errors").text();
    return text == null ? "" : ": " + Visible.line(masked(text, token));
  }

  private static String excerpt(Answer answer, Token token) {
    return masked(Visible.excerpt(answer.body()), token);
  }

  private static String masked(String text, Token token) {
    return text.replace(token.value().reveal(), OutgoingRequest.MASK);
  }
}
