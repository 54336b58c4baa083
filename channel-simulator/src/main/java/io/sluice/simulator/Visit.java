package io.sluice.simulator;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** One request from its arrival to its end. Owned by the simulator's context. */
final class Visit {
  private static final Set<Fault.Kind> APPLIED_AT_ONCE =
      EnumSet.of(Fault.Kind.RESET_AFTER, Fault.Kind.SLOW_BODY, Fault.Kind.TRUNCATED);

  private final Visits shared;
  private final HttpServerRequest request;
  private final BodyReader.Body body;
  private final Effects effects;
  private final Overlaps.Visit overlap;
  private final Instant at = Instant.now();
  private final long begun = System.nanoTime();
  private long number;
  private List<ItemResult> results;
  private boolean ended;

  Visit(Visits shared, HttpServerRequest request, BodyReader.Body body) {
    this.shared = shared;
    this.request = request;
    this.body = body;
    this.effects = new Effects(shared.ledger(), shared.faults());
    this.overlap =
        new Overlaps.Visit(
            body.updates().stream().map(ReceivedUpdate::sku).collect(Collectors.toSet()));
    this.results = body.updates().stream().map(u -> ItemResult.refused(u, "nothing")).toList();
  }

  void begin() {
    number = shared.channel().nextNumber();
    body.updates().forEach(shared.ledger()::arrived);
    shared.overlaps().begin(overlap, begun);
    request.response().closeHandler(closed -> end(0));
    Behaviour behaviour = shared.channel().behaviour();
    Optional<Fault> fault = shared.faults().pick(body.updates());
    long waitMs = shared.faults().between(behaviour.latency(), behaviour.latencyMost()).toMillis();
    if (waitMs == 0) {
      act(behaviour, fault);
    } else {
      shared.vertx().setTimer(waitMs, id -> act(behaviour, fault));
    }
  }

  private void act(Behaviour behaviour, Optional<Fault> fault) {
    boolean appliesNow = fault.map(Fault::kind).map(APPLIED_AT_ONCE::contains).orElse(true);
    if (ended && appliesNow) {
      // The sender is gone, and a channel that is merely slow does what it was asked nevertheless.
      late(behaviour);
    } else if (fault.isPresent()) {
      strike(fault.get(), behaviour);
    } else {
      results = effects.carryOut(body.updates(), behaviour, false);
      answer(behaviour);
    }
  }

  private void strike(Fault fault, Behaviour behaviour) {
    switch (fault.kind()) {
      case HANG -> {}
      case RESET_BEFORE -> close();
      case RESET_AFTER -> {
        results = effects.carryOut(body.updates(), behaviour, false);
        close();
      }
      case APPLY_LATE -> {
        close();
        shared.vertx().setTimer(Math.max(1, fault.delay().toMillis()), id -> late(behaviour));
      }
      case STATUS -> answerStatus(fault);
      case PENDING -> answerPending(fault, behaviour);
      case HTML -> write(200, "text/html", "<html><body>Please sign in</body></html>");
      case SLOW_BODY, TRUNCATED -> {
        results = effects.carryOut(body.updates(), behaviour, false);
        OddAnswers.write(fault, this, shared.vertx());
      }
      case ITEM -> throw new IllegalStateException("is drawn per item");
    }
  }

  private void late(Behaviour behaviour) {
    List<ItemResult> afterwards = effects.carryOut(body.updates(), behaviour, true);
    writeDown(afterwards, 0);
  }

  /** Ends the connection without a further byte. */
  void close() {
    request.connection().close();
  }

  private void answer(Behaviour behaviour) {
    boolean allAccepted = results.stream().allMatch(ItemResult::isAccepted);
    if (body.batch() && (behaviour.itemResults() || !allAccepted)) {
      write(200, "application/json", Answers.items(results));
    } else if (body.batch() || results.isEmpty() || allAccepted) {
      write(200, "application/json", "");
    } else {
      ItemResult only = results.get(0);
      write(only.httpStatus(), "application/json", Answers.single(only));
    }
  }

  private void answerStatus(Fault fault) {
    if (fault.retryAfter() != null) {
      response().putHeader("retry-after", fault.retryAfter());
    }
    String reason = Answers.reason("the simulator was told to answer " + fault.status());
    write(fault.status(), "application/json", reason);
  }

  private void answerPending(Fault fault, Behaviour behaviour) {
    boolean does = fault.result().equals("accepted");
    String status =
        shared.statuses().begin(fault, does ? () -> finishPending(behaviour) : () -> {});
    response().putHeader("location", "/c/" + shared.channel().name() + "/status/" + status);
    results = body.updates().stream().map(u -> new ItemResult(u, "pending", "pending")).toList();
    write(202, "application/json", "");
  }

  private void finishPending(Behaviour behaviour) {
    writeDown(effects.carryOut(body.updates(), behaviour, false), 202);
  }

  HttpServerResponse response() {
    return request.response();
  }

  private void write(int status, String contentType, String text) {
    if (ended) {
      return;
    }
    response().setStatusCode(status);
    if (!text.isEmpty()) {
      response().putHeader("content-type", contentType);
    }
    // Written down first: who has the answer may ask for the report at once.
    end(status);
    response().end(Buffer.buffer(text));
  }

  /** The request is over: answered, or its connection closed. */
  void end(int status) {
    if (!ended) {
      ended = true;
      shared.overlaps().end(overlap, status != 0, System.nanoTime());
      writeDown(results, status);
    }
  }

  boolean hasEnded() {
    return ended;
  }

  private void writeDown(List<ItemResult> done, int status) {
    String requestId = Optional.ofNullable(request.getHeader("webhook-id")).orElse("");
    long tookMs = (System.nanoTime() - begun) / 1_000_000;
    for (ItemResult result : done) {
      shared
          .log()
          .add(
              new RequestRecord(
                  number,
                  at,
                  shared.channel().name(),
                  requestId,
                  result.update(),
                  result.did(),
                  status,
                  tookMs));
    }
  }
}
