package io.sluice.adapter.http;

import io.sluice.adapter.ChannelUpdate;
import io.sluice.adapter.Outcome;
import io.sluice.adapter.Outcome.Scope;
import io.sluice.adapter.wire.Answer;
import io.sluice.adapter.wire.RetryAfter;
import io.sluice.adapter.wire.Visible;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Decides what the answer to a call means for each of its updates. */
final class AnswerMapping {
  static final Duration THROTTLED_FOR = Duration.ofSeconds(30);

  private final HttpSettings settings;
  private final InstantSource clock;
  private final ItemMapping items;

  AnswerMapping(HttpSettings settings, InstantSource clock) {
    this.settings = settings;
    this.clock = clock;
    this.items = new ItemMapping(clock);
  }

  /**
   * @param target of the request it answers
   * @return one outcome per update, in order
   */
  List<Outcome> outcomes(Answer answer, List<ChannelUpdate> updates, String target) {
    Optional<Outcome> broken = answer.broken();
    if (broken.isPresent()) {
      return forAll(updates, broken.get());
    }
    if (answer.status() / 100 == 2) {
      return successes(answer, updates, target);
    }
    return forAll(updates, refusal(answer, updates.size()));
  }

  /** Of an answer to a question: what keeps it from being read, if anything. */
  Optional<Outcome> problem(Answer answer) {
    Optional<Outcome> broken = answer.broken();
    if (broken.isPresent()) {
      return broken;
    }
    return answer.status() / 100 == 2 ? Optional.empty() : Optional.of(refusal(answer, 1));
  }

  private static List<Outcome> forAll(List<ChannelUpdate> updates, Outcome outcome) {
    return Collections.nCopies(updates.size(), outcome);
  }

  private List<Outcome> successes(Answer answer, List<ChannelUpdate> updates, String target) {
    Optional<Outcome> refused = refusedInWords(answer);
    if (refused.isPresent()) {
      return forAll(updates, refused.get());
    }
    if (answer.body().length > 0 && answer.isHtml()) {
      return forAll(updates, new Outcome.Unknown("a web page instead of an answer", false));
    }
    Optional<AnswerBody> body = Optional.empty();
    if (answer.body().length > 0 && (answer.isJson() || answer.looksLikeJson())) {
      body = AnswerBody.parse(answer.body());
      if (body.isEmpty() && answer.isJson()) {
        return forAll(updates, new Outcome.Unknown("answer is no JSON though it says so", false));
      }
    }
    List<AnswerBody.Item> results = body.map(AnswerBody::results).orElse(null);
    if (results != null) {
      return items.outcomes(results, updates, pendings(target));
    }
    String status = statusAddress(answer, body.orElse(null));
    if (answer.status() == 202 && status != null) {
      return updates.stream().map(u -> pendings(target).apply(status, u)).toList();
    }
    return forAll(updates, Outcome.Accepted.PLAIN);
  }

  /** A refusal with status 200, where the merchant said how to tell. */
  private Optional<Outcome> refusedInWords(Answer answer) {
    RequestSettings request = settings.request();
    String problem =
        request == null || request.success() == null
            ? null
            : request.success().problem(answer.body());
    return Optional.ofNullable(problem)
        .map(
            text ->
                new Outcome.Rejected(
                    "success_when", text, Scope.ITEM, Visible.excerpt(answer.body())));
  }

  private static @Nullable String statusAddress(Answer answer, @Nullable AnswerBody body) {
    String inBody = body == null ? null : body.whole().statusUrl();
    return inBody == null ? answer.header("location") : inBody;
  }

  private ItemMapping.Pendings pendings(String target) {
    return (address, update) -> pending(address, update, target);
  }

  private Outcome pending(String address, ChannelUpdate update, String target) {
    Instant now = clock.instant();
    Instant expiresAt = now.plus(settings.expiresAfter());
    return StatusHandle.of(address, settings.url().site().origin(), target, expiresAt, update.id())
        .<Outcome>map(
            handle ->
                new Outcome.Pending(handle.toString(), now.plus(settings.pollEvery()), expiresAt))
        .orElseGet(
            () ->
                new Outcome.Gone(
                    "status address on another host refused: " + Visible.line(address)));
  }

  private Outcome refusal(Answer answer, int updates) {
    int status = answer.status();
    boolean sku = settings.url().takesSku();
    return switch (status) {
      case 401, 403 -> new Outcome.Unauthorized(Scope.CHANNEL, "answered " + status);
      case 429 -> deferred(answer, Scope.CHANNEL);
      case 408, 425 -> deferred(answer, Scope.ITEM);
      case 409, 412 -> new Outcome.Conflict(reason(answer));
      case 404 -> notFound(answer, updates);
      case 410 -> sku ? rejected(answer, updates) : new Outcome.Gone("answered 410");
      // The method or the way to the receiver is wrong, for every update alike.
      case 405, 407, 421, 426 -> new Outcome.Gone("answered " + status + ": " + reason(answer));
      case 501 -> rejected(answer, updates);
      case 503 ->
          retryAfter(answer)
              .<Outcome>map(until -> new Outcome.Deferred(until, Scope.CHANNEL, "answered 503"))
              .orElseGet(() -> new Outcome.Unreachable("answered 503"));
      default -> other(answer, updates);
    };
  }

  private static Outcome other(Answer answer, int updates) {
    int status = answer.status();
    if (status >= 500) {
      return new Outcome.Unreachable("answered " + status);
    }
    if (status >= 400) {
      return rejected(answer, updates);
    }
    if (status >= 300) {
      String to = answer.header("location");
      return new Outcome.Gone(
          "answered " + status + (to == null ? "" : ", sends on to " + Visible.line(to)));
    }
    return new Outcome.Unknown("answered " + status, false);
  }

  private Outcome notFound(Answer answer, int updates) {
    boolean saysSo =
        AnswerBody.parse(answer.body())
            .map(body -> "not_listed".equals(body.whole().status()))
            .orElse(false);
    if (saysSo) {
      return new Outcome.NotListed(reason(answer));
    }
    return settings.url().takesSku() ? rejected(answer, updates) : new Outcome.Gone("answered 404");
  }

  private Outcome deferred(Answer answer, Scope scope) {
    Instant until = retryAfter(answer).orElseGet(() -> clock.instant().plus(THROTTLED_FOR));
    return new Outcome.Deferred(until, scope, "answered " + answer.status());
  }

  private Optional<Instant> retryAfter(Answer answer) {
    return RetryAfter.read(answer.header("retry-after"), answer.header("date"), clock.instant());
  }

  private static Outcome rejected(Answer answer, int updates) {
    return new Outcome.Rejected(
        "http." + answer.status(),
        reason(answer),
        updates > 1 ? Scope.CALL : Scope.ITEM,
        answer.body().length == 0 ? null : Visible.excerpt(answer.body()));
  }

  private static String reason(Answer answer) {
    Function<AnswerBody, @Nullable String> said = body -> body.whole().reason();
    return AnswerBody.parse(answer.body())
        .map(said)
        .map(Visible::line)
        .orElse("answered " + answer.status());
  }
}
