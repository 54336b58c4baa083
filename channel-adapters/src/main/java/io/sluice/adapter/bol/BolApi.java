package io.sluice.adapter.bol;

import io.sluice.adapter.AdapterFile;
import io.sluice.adapter.ChannelContext;
import io.sluice.adapter.Outcome;
import io.sluice.adapter.OutgoingRequest;
import io.sluice.adapter.Token;
import io.sluice.adapter.TokenAnswer;
import io.sluice.adapter.wire.Answer;
import io.sluice.adapter.wire.Exchanged;
import io.sluice.adapter.wire.Site;
import io.sluice.adapter.wire.Wire;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes one request to bol: with a token, within the budget of its operation, a second time where
 * the token was refused. Owned by one connection and its context.
 */
final class BolApi {
  static final String JSON = "application/vnd.retailer.v10+json";
  static final String CSV = "application/vnd.retailer.v10+csv";

  /** What the file of all offers may take: 32 MB at half a megabit a second. */
  private static final Duration DOWNLOAD = Duration.ofMinutes(10);

  private final BolSettings settings;
  private final Vertx vertx;
  private final InstantSource clock;
  private final Wire wire;
  private final Wire bulk;
  private final Wire login;
  private final BolTokens tokens;
  private final Map<Operation, Budget> budgets = new EnumMap<>(Operation.class);

  BolApi(BolSettings settings, AdapterFile file, ChannelContext context) {
    this.settings = settings;
    this.vertx = context.vertx();
    this.clock = context.clock();
    Site site = Site.of(settings.endpoint());
    this.wire = new Wire(site, settings.wire(), vertx, clock);
    this.bulk = new Wire(site, settings.bulkWire(), vertx, clock);
    this.login = new Wire(Site.of(settings.login()), settings.wire(), vertx, clock);
    this.tokens = new BolTokens(settings, context.credentials(), login, clock);
    for (Operation each : Operation.values()) {
      budgets.put(each, budget(each, file, context));
    }
  }

  /** bol counts by client: one for all channels of a client id. */
  private Budget budget(Operation operation, AdapterFile file, ChannelContext context) {
    return context
        .budgets()
        .shared(
            "bol %s %s %s".formatted(settings.endpoint(), settings.clientId(), operation),
            Budget.class,
            () -> new Budget(file.limit(operation.toString()), clock));
  }

  /** One call on its way: whether any of it left us, and whether nobody waits for it any more. */
  private static final class Call {
    private final Operation operation;
    private final String path;
    private final boolean item;
    private final byte @Nullable [] body;
    private final BooleanSupplier abandoned;
    private boolean sent;
    private boolean late;

    Call(
        Operation operation,
        String path,
        boolean item,
        byte @Nullable [] body,
        BooleanSupplier abandoned) {
      this.operation = operation;
      this.path = path;
      this.item = item;
      this.body = body;
      this.abandoned = abandoned;
    }

    boolean isOver() {
      return late || abandoned.getAsBoolean();
    }
  }

  /**
   * Succeeds always, within the total timeout; the file of all offers has ten minutes.
   *
   * @param id in the operation's path, encoded; empty where it has none
   * @param body null to send none
   */
  Future<Called> call(Operation operation, String id, byte @Nullable [] body) {
    return call(operation, id, body, () -> false);
  }

  /**
   * As above, for one of several things that somebody waits for.
   *
   * @param abandoned whether nobody does any more: then nothing is sent that was not
   */
  Future<Called> call(
      Operation operation, String id, byte @Nullable [] body, BooleanSupplier abandoned) {
    Instant free = budget(operation).take();
    if (free != null) {
      return Future.succeededFuture(
          new Called.Failed(
              0,
              new Outcome.Deferred(
                  free, Outcome.Scope.OPERATION, "budget of " + operation + " used up")));
    }
    String path = settings.endpoint().getRawPath() + operation.path(id);
    Call call = new Call(operation, path, !id.isEmpty(), body, abandoned);
    return within(start(call), time(operation), () -> late(call));
  }

  private Duration time(Operation operation) {
    return operation == Operation.GET_EXPORT ? DOWNLOAD : settings.wire().totalTimeout();
  }

  private Budget budget(Operation operation) {
    return budgets.get(operation);
  }

  /** Ends with what {@code late} says where the work takes longer than the total timeout. */
  <T> Future<T> within(Future<T> work, Supplier<T> late) {
    return within(work, settings.wire().totalTimeout(), late);
  }

  /** Ends with what {@code late} says where the work takes longer; the work goes on. */
  <T> Future<T> within(Future<T> work, Duration atMost, Supplier<T> late) {
    if (work.isComplete()) {
      return work;
    }
    Promise<T> ended = Promise.promise();
    long timer =
        vertx.setTimer(Math.max(1, atMost.toMillis()), id -> ended.tryComplete(late.get()));
    work.onComplete(
        done -> {
          vertx.cancelTimer(timer);
          if (done.succeeded()) {
            ended.tryComplete(done.result());
          } else {
            ended.tryFail(done.cause());
          }
        });
    return ended.future();
  }

  private static Called late(Call call) {
    call.late = true;
    Outcome why =
        call.sent
            ? new Outcome.Unknown("no answer within total_timeout", true)
            : new Outcome.Unreachable("no token within total_timeout");
    return new Called.Failed(0, why);
  }

  private Future<Called> start(Call call) {
    return tokens
        .token()
        .compose(
            answer -> {
              if (answer instanceof TokenAnswer.Granted granted && !call.isOver()) {
                return send(call, granted.token())
                    .compose(ended -> again(call, granted.token(), ended));
              }
              budget(call.operation).giveBack();
              return answer instanceof TokenAnswer.Problem problem
                  ? failed(0, problem.why())
                  : Future.succeededFuture(late(call));
            });
  }

  private static Future<Called> failed(int status, Outcome why) {
    return Future.succeededFuture(new Called.Failed(status, why));
  }

  /** A refused token is renewed once; where that does not help, the account has no access. */
  private Future<Called> again(Call call, Token refused, Called ended) {
    if (!(ended instanceof Called.Failed failed && failed.status() == 401)) {
      return Future.succeededFuture(ended);
    }
    tokens.refused(refused);
    return tokens
        .token()
        .compose(
            answer -> {
              if (answer instanceof TokenAnswer.Problem problem) {
                return failed(0, problem.why());
              }
              Token token = ((TokenAnswer.Granted) answer).token();
              if (call.isOver() || token.value().equals(refused.value())) {
                return Future.succeededFuture(ended);
              }
              budget(call.operation).takeAnyway();
              return send(call, token);
            });
  }

  private Future<Called> send(Call call, Token token) {
    boolean csv = call.operation == Operation.GET_EXPORT;
    MultiMap headers = HttpHeaders.headers();
    headers.set(HttpHeaders.AUTHORIZATION, "Bearer " + token.value().reveal());
    headers.set(HttpHeaders.ACCEPT, csv ? CSV : JSON);
    headers.set(HttpHeaders.USER_AGENT, "sluice");
    if (call.body != null) {
      headers.set(HttpHeaders.CONTENT_TYPE, JSON);
    }
    Buffer body = call.body == null ? null : Buffer.buffer(call.body);
    call.sent = true;
    boolean large = csv || call.operation == Operation.GET_STATUSES;
    return (large ? bulk : wire)
        .exchange(call.operation.method(), call.path, headers, body, time(call.operation))
        .map(ended -> read(call, token, ended));
  }

  private Called read(Call call, Token token, Exchanged ended) {
    Budget budget = budget(call.operation);
    if (!(ended instanceof Exchanged.Answered answered)) {
      budget.ended();
      return new Called.Failed(0, ended.unanswered());
    }
    Answer answer = withoutToken(answered.answer(), token);
    budget.ended(
        answer.header("x-ratelimit-limit"),
        answer.header("x-ratelimit-remaining"),
        answer.header("x-ratelimit-reset"));
    Instant now = clock.instant();
    if (answer.status() == 429) {
      budget.emptyUntil(BolAnswers.until(answer, now));
    }
    Optional<Outcome> problem = BolAnswers.problem(call.operation, answer, call.item, now);
    boolean tooLong = answer.end() == Answer.End.TOO_LONG;
    return problem.isPresent()
        ? new Called.Failed(answer.status(), tooLong, problem.get())
        : new Called.Answered(answer);
  }

  /** A refusal is shown to people, and may quote what it was sent. */
  private static Answer withoutToken(Answer answer, Token token) {
    String secret = token.value().reveal();
    if (answer.status() / 100 == 2) {
      return answer;
    }
    String body = new String(answer.body(), StandardCharsets.UTF_8);
    return body.contains(secret)
        ? new Answer(
            answer.status(),
            answer.headers(),
            body.replace(secret, OutgoingRequest.MASK).getBytes(StandardCharsets.UTF_8),
            answer.end())
        : answer;
  }

  Future<Void> close() {
    return Future.join(wire.close(), bulk.close(), login.close()).mapEmpty();
  }
}
