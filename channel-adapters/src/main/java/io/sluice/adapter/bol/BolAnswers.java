package io.sluice.adapter.bol;

import io.sluice.adapter.Outcome;
import io.sluice.adapter.Outcome.Scope;
import io.sluice.adapter.wire.Answer;
import io.sluice.adapter.wire.RetryAfter;
import io.sluice.adapter.wire.Visible;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What bol's answers mean. */
final class BolAnswers {
  private static final Duration WAIT = Duration.ofSeconds(30);
  private static final int SHORT = 60;

  /** Of every refusal that is bol's own (schema Problem), with http at times. */
  private static final String PROBLEM = "://api.bol.com/problems";

  // No code comes with a failed process, only a sentence.
  private static final Pattern UNKNOWN_OFFER =
      Pattern.compile(
          "(the )?(retailer )?offer( with)?( id)?( '[^']*'| [0-9a-f-]{36})?"
              + " (is |was |could )?(not (be )?found|does ?n[o']t exist)\\b.*",
          Pattern.DOTALL);

  private BolAnswers() {}

  /**
   * Why an answer is none to read; empty where it is.
   *
   * @param item whether a 404 of bol's speaks of the item: {@code NotListed}
   */
  static Optional<Outcome> problem(Operation operation, Answer answer, boolean item, Instant now) {
    Optional<Outcome> broken = answer.broken();
    if (broken.isPresent()) {
      return broken;
    } else if (answer.status() / 100 != 2) {
      return Optional.of(refusal(operation, answer, item, now));
    }
    return answer.isHtml()
        ? Optional.of(new Outcome.Unknown("a web page instead of an answer", false))
        : Optional.empty();
  }

  private static Outcome refusal(Operation operation, Answer answer, boolean item, Instant now) {
    int status = answer.status();
    return switch (status) {
      case 401, 403 ->
          new Outcome.Unauthorized(
              Scope.CHANNEL,
              "answered %d: %s (look at client_id and what it may do)"
                  .formatted(status, reason(answer)));
      case 404 -> notFound(operation, answer, item);
      case 408, 425 -> new Outcome.Deferred(now.plus(WAIT), Scope.ITEM, "answered " + status);
      case 409 -> new Outcome.Conflict(reason(answer));
      case 429 ->
          new Outcome.Deferred(
              until(answer, now), Scope.OPERATION, "budget of " + operation + " used up");
      // The version of the API, or the way to it, is not what it was: so for every update.
      case 405, 406, 407, 410, 415, 421, 426 ->
          new Outcome.Gone("answered %d: %s".formatted(status, reason(answer)));
      default -> otherwise(answer, now);
    };
  }

  /** A proxy, or a server that does not run, says so of everything there is. */
  private static Outcome notFound(Operation operation, Answer answer, boolean item) {
    if (answer.isHtml()) {
      return new Outcome.Unreachable("a web page with 404 instead of an answer");
    }
    return item && isOwn(answer)
        ? new Outcome.NotListed("bol does not know it")
        : new Outcome.Gone("answered 404 to %s: look at endpoint".formatted(operation));
  }

  private static boolean isOwn(Answer answer) {
    Map<?, ?> problem = BolJson.object(answer.body());
    String type = problem == null ? null : BolJson.text(problem, "type");
    return type != null && type.endsWith(PROBLEM);
  }

  private static Outcome otherwise(Answer answer, Instant now) {
    int status = answer.status();
    if (status == 503 && answer.header("retry-after") != null) {
      return new Outcome.Deferred(until(answer, now), Scope.CHANNEL, "answered 503");
    } else if (status >= 500 && status != 501) {
      return new Outcome.Unreachable("answered " + status);
    } else if (status < 400) {
      return new Outcome.Gone("answered " + status);
    }
    return new Outcome.Rejected(
        code(answer), reason(answer), Scope.ITEM, Visible.excerpt(answer.body()));
  }

  /** When bol has budget again. */
  static Instant until(Answer answer, Instant now) {
    return RetryAfter.read(answer.header("retry-after"), answer.header("date"), now)
        .or(() -> RetryAfter.read(answer.header("x-ratelimit-reset"), null, now))
        .orElse(now.plus(WAIT));
  }

  /** The first field that bol finds fault with, else the status. */
  private static String code(Answer answer) {
    Map<?, ?> problem = BolJson.object(answer.body());
    if (problem != null) {
      for (Map<?, ?> violation : BolJson.objects(problem, "violations")) {
        String name = BolJson.text(violation, "name");
        if (name != null) {
          String word = name.replaceAll("[^A-Za-z0-9_.]+", "_");
          return "violation." + word.substring(0, Math.min(word.length(), SHORT));
        }
      }
    }
    return "http." + answer.status();
  }

  /** bol's own words, all violations among them. */
  static String reason(Answer answer) {
    Map<?, ?> problem = BolJson.object(answer.body());
    if (problem == null) {
      return "answered " + answer.status();
    }
    List<String> words = new ArrayList<>();
    for (Map<?, ?> violation : BolJson.objects(problem, "violations")) {
      words.add(BolJson.text(violation, "name") + ": " + BolJson.text(violation, "reason"));
    }
    if (words.isEmpty()) {
      String detail = BolJson.text(problem, "detail");
      String title = BolJson.text(problem, "title");
      words.add(detail != null ? detail : title != null ? title : "answered " + answer.status());
    }
    return Visible.line(String.join("; ", words));
  }

  /** Whether a failed process says that there is no such offer; to be proved. */
  static boolean unknownOffer(@Nullable String errorMessage) {
    return errorMessage != null
        && UNKNOWN_OFFER.matcher(errorMessage.toLowerCase(Locale.ROOT)).matches();
  }
}
