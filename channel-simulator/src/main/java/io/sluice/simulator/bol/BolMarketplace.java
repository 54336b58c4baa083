package io.sluice.simulator.bol;

import io.sluice.simulator.bol.BolProblem.Violation;
import io.sluice.simulator.market.MarketAnswer;
import io.sluice.simulator.market.MarketRequest;
import io.sluice.simulator.market.Marketplace;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * bol as far as its Retailer API v10 goes: one retailer, one set of credentials. Writes are queued
 * and carried out when the clock has gone on by their delay, at the next request but as of the time
 * they were due; nothing waits in real time.
 *
 * <p>Counts as violations: a request over a budget whose end was told, two writes of one kind in
 * flight for one offer, an offer created twice, more tokens than a client needs.
 */
public final class BolMarketplace extends Marketplace {
  public static final String CLIENT_ID = "client-id";
  public static final String CLIENT_SECRET = "client-secret";
  static final String JSON = "application/vnd.retailer.v10+json";
  static final String CSV = "application/vnd.retailer.v10+csv";

  private final BolLogin login;
  private final BolQueue queue;
  private final BolOffers offers;
  private final BolContents contents;
  private final Map<BolOperation, BolBudget> budgets = new EnumMap<>(BolOperation.class);
  private final Map<BolOperation, Integer> requests = new EnumMap<>(BolOperation.class);
  private final Map<BolOperation, Deque<MarketAnswer>> instead = new EnumMap<>(BolOperation.class);
  private final BolOperations operations;
  private Duration exportsTake = Duration.ZERO;
  private boolean ended;

  public BolMarketplace(Vertx vertx, InstantSource clock) {
    super(vertx, clock);
    this.login = new BolLogin(CLIENT_ID, CLIENT_SECRET, clock, violations());
    this.queue = new BolQueue(clock, violations());
    this.offers = new BolOffers(violations());
    this.contents = new BolContents(clock);
    this.operations = new BolOperations(queue, offers, contents, this::url);
    for (BolOperation each : BolOperation.values()) {
      budgets.put(each, new BolBudget(20, Duration.ofSeconds(1), clock));
    }
  }

  // --- what tests look at and set ---

  /** Where tokens come from. */
  public String loginUrl() {
    return url() + "/token";
  }

  /** By their ids, with everything carried out that is due. */
  public Future<Map<String, BolOffer>> offers() {
    return here(
        () -> {
          queue.settle();
          return offers.all();
        });
  }

  /** Content by EAN, then by attribute; what was declined is not there. */
  public Future<Map<String, Map<String, String>>> contents() {
    return here(contents::published);
  }

  /** An offer that the retailer has already. */
  public Future<Void> add(BolOffer offer) {
    return doHere(() -> offers.put(offer));
  }

  /** Somebody deletes an offer in the seller account. */
  public Future<Void> remove(String offerId) {
    return doHere(() -> offers.remove(offerId));
  }

  /** How long processes of a kind wait from now on. */
  public Future<Void> delay(BolEvent event, Duration delay) {
    return doHere(() -> queue.delay(event, delay));
  }

  /** How long content is looked at after its process ended. */
  public Future<Void> review(Duration review) {
    return doHere(() -> contents.review(review));
  }

  /** The next processes of a kind end in FAILURE with these words. */
  public Future<Void> fail(BolEvent event, String errorMessage, int times) {
    return doHere(() -> queue.trouble(event, errorMessage, times));
  }

  /** The next processes of a kind end in TIMEOUT. */
  public Future<Void> timeOut(BolEvent event, int times) {
    return doHere(() -> queue.trouble(event, null, times));
  }

  /** Carries out all that waits, whatever it waits for. */
  public Future<Void> process() {
    return doHere(queue::settleAll);
  }

  /** Forgets every process that ended, as after 48 hours. */
  public Future<Void> forgetEnded() {
    return doHere(
        () -> {
          queue.settle();
          queue.forgetEnded();
        });
  }

  /** Values of a content attribute (or an image's address) are declined from now on. */
  public Future<Void> declineContent(String attribute, String subStatus) {
    return doHere(() -> contents.decline(attribute, subStatus));
  }

  public Future<Void> budget(BolOperation operation, int limit, Duration window) {
    return doHere(() -> budgets.put(operation, new BolBudget(limit, window, clock)));
  }

  /** Other software of the retailer used up what is left of a budget. */
  public Future<Void> useUp(BolOperation operation) {
    return doHere(() -> budgets.get(operation).useUp());
  }

  /** bol carries out nothing more for the offer with this reference. */
  public Future<Void> refuse(String reference) {
    return doHere(() -> offers.refuse(reference));
  }

  /** How long the file of all offers is on its way, in real time. */
  public Future<Void> slowExports(Duration time) {
    return doHere(() -> exportsTake = time);
  }

  /** The next requests of an operation come to a web server that has no such page: 404. */
  public Future<Void> misroute(BolOperation operation, int times) {
    String page = "<!DOCTYPE html><html><body>404 Not Found</body></html>";
    return answerInstead(
        operation, MarketAnswer.json(404, page).with("content-type", "text/html"), times);
  }

  /** The next requests of an operation are answered 404 by bol itself, whatever it has. */
  public Future<Void> deny(BolOperation operation, int times) {
    return answerInstead(operation, BolProblem.notFound("The offer"), times);
  }

  private Future<Void> answerInstead(BolOperation operation, MarketAnswer answer, int times) {
    return doHere(
        () ->
            instead
                .computeIfAbsent(operation, any -> new ArrayDeque<>())
                .addAll(Collections.nCopies(times, answer)));
  }

  /** This version of the API is no longer served. */
  public Future<Void> endVersion() {
    return doHere(() -> ended = true);
  }

  /** Ends all tokens. */
  public Future<Void> revokeTokens() {
    return doHere(login::revoke);
  }

  /** Ends all tokens and gives no more. */
  public Future<Void> revokeCredentials() {
    return doHere(login::lock);
  }

  public Future<Integer> tokensIssued() {
    return here(login::issued);
  }

  /** How often each operation was asked for. */
  public Future<Map<BolOperation, Integer>> requests() {
    return here(() -> Map.copyOf(requests));
  }

  private <T> Future<T> here(Supplier<T> work) {
    return onContext(() -> Future.succeededFuture(work.get()));
  }

  private Future<Void> doHere(Runnable work) {
    return onContext(
        () -> {
          work.run();
          return Future.succeededFuture();
        });
  }

  // --- answers ---

  @Override
  protected Future<MarketAnswer> answer(MarketRequest request) {
    queue.settle();
    if (request.is("POST", "token")) {
      requests.merge(BolOperation.TOKEN, 1, Integer::sum);
      return Future.succeededFuture(login.token(request));
    }
    BolOperation operation = BolOperation.of(request);
    if (operation == null) {
      return Future.succeededFuture(BolProblem.notFound("The resource"));
    }
    requests.merge(operation, 1, Integer::sum);
    BolBudget budget = budgets.get(operation);
    MarketAnswer answer =
        budget.take() ? carryOutOrRefuse(operation, request) : overBudget(operation, budget);
    budget.tell();
    MarketAnswer told =
        answer
            .with("x-ratelimit-limit", Integer.toString(budget.limit()))
            .with("x-ratelimit-remaining", Integer.toString(budget.left()))
            .with("x-ratelimit-reset", Long.toString(budget.resetSeconds()));
    boolean slow = operation == BolOperation.GET_EXPORT && !exportsTake.isZero();
    return slow ? later(told) : Future.succeededFuture(told);
  }

  private Future<MarketAnswer> later(MarketAnswer answer) {
    Promise<MarketAnswer> sent = Promise.promise();
    vertx.setTimer(exportsTake.toMillis(), id -> sent.complete(answer));
    return sent.future();
  }

  private MarketAnswer overBudget(BolOperation operation, BolBudget budget) {
    if (budget.told()) {
      violations().add("over the budget of " + operation);
    }
    return BolProblem.answer(429, "Too many requests", "Too many requests, retry later.", List.of())
        .with("retry-after", Long.toString(budget.resetSeconds()));
  }

  private MarketAnswer carryOutOrRefuse(BolOperation operation, MarketRequest request) {
    Deque<MarketAnswer> others = instead.get(operation);
    if (others != null && !others.isEmpty()) {
      return others.remove();
    }
    return ended
        ? BolProblem.answer(410, "Gone", "This version is no longer supported.", List.of())
        : authorized(operation, request);
  }

  private MarketAnswer authorized(BolOperation operation, MarketRequest request) {
    String accept = operation == BolOperation.GET_EXPORT ? CSV : JSON;
    if (!login.knows(request.header("authorization"))) {
      return BolProblem.answer(401, "Unauthorized", "The token is not valid.", List.of());
    } else if (!accept.equals(request.header("accept"))) {
      return BolProblem.answer(406, "Not acceptable", "Use " + accept, List.of());
    }
    if (!operation.takesBody()) {
      return operations.carryOut(operation, request, new JsonObject());
    } else if (!JSON.equals(request.header("content-type"))) {
      return BolProblem.answer(406, "Not acceptable", "Send " + JSON, List.of());
    }
    try {
      return operations.carryOut(operation, request, new JsonObject(request.text()));
    } catch (DecodeException | ClassCastException | NullPointerException e) {
      return BolProblem.violated(List.of(new Violation("body", "is no valid JSON of its schema")));
    }
  }
}
