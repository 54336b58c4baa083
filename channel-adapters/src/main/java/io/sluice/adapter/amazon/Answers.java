package io.sluice.adapter.amazon;

import io.sluice.adapter.Outcome;
import io.sluice.adapter.Outcome.Scope;
import io.sluice.adapter.wire.Answer;
import io.sluice.adapter.wire.RetryAfter;
import io.sluice.adapter.wire.Visible;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What answers of the API mean. */
final class Answers {
  private static final Pattern NO_CODE = Pattern.compile("[^a-z0-9_.-]+");
  private static final int LONGEST_CODE = 60;

  /**
   * "An internal error has occurred. Please try again.", with the status INVALID
   * (amzn/selling-partner-api-models issues 2544 and 4603).
   */
  private static final String INTERNAL = "4000000";

  private Answers() {}

  /** An answer as a reply; 401, 403 and 429 are known to the caller before. */
  static Reply reply(Answer answer, String token, Instant now) {
    Optional<Outcome> broken = answer.broken();
    if (broken.isPresent()) {
      return new Reply.Bad(answer.status(), broken.get());
    }
    if (answer.status() / 100 != 2) {
      return new Reply.Bad(answer.status(), refusal(answer, token, now));
    }
    Map<String, Object> body = Members.object(answer.body());
    return body.isEmpty()
        ? new Reply.Bad(
            answer.status(),
            new Outcome.Unknown("answer " + answer.status() + " is no JSON object", false))
        : new Reply.Fine(body, answer.body());
  }

  private static Outcome refusal(Answer answer, String token, Instant now) {
    int status = answer.status();
    if (status == 503) {
      return RetryAfter.read(answer.header("retry-after"), answer.header("date"), now)
          .<Outcome>map(until -> new Outcome.Deferred(until, Scope.CHANNEL, "answered 503"))
          .orElseGet(() -> new Outcome.Unreachable("answered 503"));
    } else if (status == 408) {
      return new Outcome.Deferred(RetryAfter.after(1, now), Scope.ITEM, "answered 408");
    } else if (status >= 500) {
      return new Outcome.Unreachable("answered " + status);
    } else if (status == 404 && error(answer).isEmpty()) {
      // It says nothing of a listing: a proxy did, or nobody is there.
      return new Outcome.Unreachable("answered 404 without an error of the API: look at endpoint");
    } else if (status >= 400) {
      return rejected(answer, token);
    }
    return status >= 300
        ? new Outcome.Gone("answered " + status + ": look at endpoint")
        : new Outcome.Unknown("answered " + status, false);
  }

  /** An error of the form that all answers of the API share. */
  private static Outcome rejected(Answer answer, String token) {
    Map<String, Object> error = error(answer);
    String code = Members.text(error, "code");
    String message = Members.text(error, "message");
    return new Outcome.Rejected(
        code("http." + answer.status(), code),
        Visible.line(masked(message == null ? "answered " + answer.status() : message, token)),
        Scope.ITEM,
        excerpt(answer.body(), token));
  }

  private static Map<String, Object> error(Answer answer) {
    List<?> errors = Members.list(Members.object(answer.body()), "errors");
    return errors.isEmpty() ? Map.of() : Members.members(errors.get(0));
  }

  /** In words, with the API's own code. */
  static String reason(Answer answer) {
    String code = Members.text(error(answer), "code");
    return "answered " + answer.status() + (code == null ? "" : ": " + Visible.line(code));
  }

  /** What the answer to a submission means: 200 may hold a refusal. */
  static Outcome submission(Reply.Fine reply, String token) {
    String status = Members.text(reply.body(), "status");
    if ("ACCEPTED".equals(status)) {
      return Outcome.Accepted.PLAIN;
    } else if ("INVALID".equals(status)) {
      return invalid(Members.list(reply.body(), "issues"), excerpt(reply.raw(), token));
    }
    return new Outcome.Unknown(
        "submission status " + Visible.line(String.valueOf(status)) + " is not known", false);
  }

  private static Outcome invalid(List<?> issues, @Nullable String excerpt) {
    Outcome worst = null;
    for (Object each : issues) {
      Map<String, Object> issue = Members.members(each);
      if ("ERROR".equals(Members.text(issue, "severity"))) {
        worst =
            worse(
                worst,
                issue(
                    Members.text(issue, "code"),
                    Members.text(issue, "message"),
                    Members.list(issue, "attributeNames").stream().map(String::valueOf).toList(),
                    excerpt));
      }
    }
    return worst == null
        ? new Outcome.Rejected("amazon.invalid", "refused without an error", Scope.ITEM, excerpt)
        : worst;
  }

  /** The first counts, but that Amazon failed does not where it found fault, too. */
  static Outcome worse(@Nullable Outcome first, Outcome next) {
    return first == null || (first instanceof Outcome.Unknown && next instanceof Outcome.Rejected)
        ? next
        : first;
  }

  /** An error that Amazon found in what was submitted, or one of its own. */
  static Outcome issue(
      @Nullable String code,
      @Nullable String message,
      List<String> attributes,
      @Nullable String excerpt) {
    String where = attributes.isEmpty() ? "" : String.join(", ", attributes) + ": ";
    String words = message == null ? "refused without a reason" : message;
    if (INTERNAL.equals(code)) {
      return new Outcome.Unknown(Visible.line(words), false);
    }
    return new Outcome.Rejected(
        code("invalid", code), Visible.line(where + words), Scope.ITEM, excerpt);
  }

  /** {@code amazon.} and the API's own code, in small letters. */
  private static String code(String otherwise, @Nullable String code) {
    String word =
        NO_CODE.matcher((code == null ? otherwise : code).toLowerCase(Locale.ROOT)).replaceAll("_");
    return "amazon." + word.substring(0, Math.min(word.length(), LONGEST_CODE));
  }

  private static @Nullable String excerpt(byte[] body, String token) {
    return body.length == 0 ? null : masked(Visible.excerpt(body), token);
  }

  private static String masked(String text, String token) {
    return token.isEmpty() ? text : text.replace(token, "***");
  }
}
