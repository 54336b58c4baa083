package io.sluice.adapter.bol;

import io.sluice.adapter.CredentialStore;
import io.sluice.adapter.Outcome;
import io.sluice.adapter.Secret;
import io.sluice.adapter.Token;
import io.sluice.adapter.TokenAnswer;
import io.sluice.adapter.wire.Answer;
import io.sluice.adapter.wire.Exchanged;
import io.sluice.adapter.wire.RetryAfter;
import io.sluice.adapter.wire.Wire;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Map;

/**
 * Tokens by OAuth 2 client credentials (Retailer API, authentication): the secret goes to the login
 * only, a token lives for five minutes, and who asks too often is locked out by address.
 *
 * <p>Whatever goes wrong here, the update itself was not sent.
 */
final class BolTokens {
  private static final Duration WAIT = Duration.ofSeconds(30);
  private static final long LONGEST_LIFE_SECONDS = Duration.ofDays(1).toSeconds();

  private final BolSettings settings;
  private final CredentialStore store;
  private final Wire wire;
  private final InstantSource clock;
  private final String credential;

  BolTokens(BolSettings settings, CredentialStore store, Wire wire, InstantSource clock) {
    this.settings = settings;
    this.store = store;
    this.wire = wire;
    this.clock = clock;
    this.credential =
        "bol %s %s %s"
            .formatted(
                settings.login(), settings.clientId(), Secret.fingerprint(settings.clientSecret()));
  }

  Future<TokenAnswer> token() {
    return store.token(credential, this::ask);
  }

  /** bol refused it before its end. */
  void refused(Token token) {
    store.refused(credential, token);
  }

  private Future<TokenAnswer> ask() {
    String login = settings.clientId() + ":" + settings.clientSecret().reveal();
    String basic = Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.ISO_8859_1));
    MultiMap headers = HttpHeaders.headers();
    headers.set(HttpHeaders.AUTHORIZATION, "Basic " + basic);
    headers.set(HttpHeaders.ACCEPT, "application/json");
    headers.set(HttpHeaders.USER_AGENT, "sluice");
    String path = settings.login().getRawPath();
    String target = (path.isEmpty() ? "/" : path) + "?grant_type=client_credentials";
    return wire.exchange(HttpMethod.POST, target, headers, null).map(this::read);
  }

  private TokenAnswer read(Exchanged ended) {
    if (ended instanceof Exchanged.Forbidden) {
      return new TokenAnswer.Problem(ended.unanswered());
    }
    if (!(ended instanceof Exchanged.Answered answered)) {
      return unreachable(ended.reason());
    }
    Answer answer = answered.answer();
    int status = answer.status();
    if (status == 200 && answer.broken().isEmpty()) {
      return granted(answer);
    } else if (status == 400 || status == 401 || status == 403) {
      String reason =
          "the login answered %d: look at client_id and client_secret".formatted(status);
      return new TokenAnswer.Problem(new Outcome.Unauthorized(Outcome.Scope.CHANNEL, reason));
    } else if (status == 429) {
      Instant now = clock.instant();
      Instant until =
          RetryAfter.read(answer.header("retry-after"), answer.header("date"), now)
              .orElse(now.plus(WAIT));
      return new TokenAnswer.Problem(
          new Outcome.Deferred(until, Outcome.Scope.CHANNEL, "the login answered 429"));
    } else if (status >= 300 && status < 500) {
      return new TokenAnswer.Problem(
          new Outcome.Gone("the login answered %d: look at token_endpoint".formatted(status)));
    }
    return unreachable("answered " + status);
  }

  /** Nothing of the answer is told: the token is in it. */
  private TokenAnswer granted(Answer answer) {
    Map<?, ?> body = BolJson.object(answer.body());
    String token = body == null ? null : BolJson.text(body, "access_token");
    if (token == null || !token.chars().allMatch(c -> c > ' ' && c < 127)) {
      return unreachable("answered without a token");
    }
    long seconds =
        body.get("expires_in") instanceof BigDecimal life
            ? life.min(BigDecimal.valueOf(LONGEST_LIFE_SECONDS)).longValue()
            : 0;
    if (seconds < 1) {
      return unreachable("did not say how long its token lives");
    }
    return new TokenAnswer.Granted(
        new Token(new Secret(token), clock.instant().plusSeconds(seconds)));
  }

  private static TokenAnswer unreachable(String reason) {
    return new TokenAnswer.Problem(new Outcome.Unreachable("the login: " + reason));
  }
}
