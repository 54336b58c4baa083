package io.sluice.adapter.shopify;

import io.sluice.adapter.CredentialStore;
import io.sluice.adapter.Outcome;
import io.sluice.adapter.Outcome.Scope;
import io.sluice.adapter.Secret;
import io.sluice.adapter.Token;
import io.sluice.adapter.TokenAnswer;
import io.sluice.adapter.wire.Answer;
import io.sluice.adapter.wire.Exchanged;
import io.sluice.adapter.wire.RetryAfter;
import io.sluice.adapter.wire.Visible;
import io.sluice.adapter.wire.Wire;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * The token of a shop: one without an end, or for an app's id and secret one that lives for a day.
 */
final class AccessTokens {
  static final String PATH = "/admin/oauth/access_token";
  private static final long SHORTEST_LIFE = 1;
  private static final Duration THROTTLED_FOR = Duration.ofSeconds(10);

  private final Duration atMost;
  private final CredentialStore credentials;
  private final Wire wire;
  private final InstantSource clock;
  private final @Nullable Token endless;
  private final String clientId;
  private final @Nullable Secret clientSecret;
  private final String credential;

  AccessTokens(
      ShopifySettings settings, CredentialStore credentials, Wire wire, InstantSource clock) {
    // Shorter than a call: the one that asks is there for the answer, and may go on with it.
    this.atMost = settings.wire().totalTimeout().multipliedBy(3).dividedBy(4);
    this.credentials = credentials;
    this.wire = wire;
    this.clock = clock;
    Secret given = settings.accessToken();
    this.endless = given == null ? null : new Token(given, Instant.MAX);
    this.clientId = settings.clientId() == null ? "" : settings.clientId();
    this.clientSecret = settings.clientSecret();
    this.credential =
        "shopify %s %s %s"
            .formatted(
                settings.site(),
                clientId,
                clientSecret == null ? "" : Secret.fingerprint(clientSecret));
  }

  Future<TokenAnswer> token() {
    return endless == null
        ? credentials.token(credential, this::grant)
        : Future.succeededFuture(new TokenAnswer.Granted(endless));
  }

  void refused(Token token) {
    if (endless == null) {
      credentials.refused(credential, token);
    }
  }

  private Future<TokenAnswer> grant() {
    String secret = clientSecret == null ? "" : clientSecret.reveal();
    String form =
        "grant_type=client_credentials&client_id="
            + encoded(clientId)
            + "&client_secret="
            + encoded(secret);
    MultiMap headers =
        MultiMap.caseInsensitiveMultiMap()
            .set("content-type", "application/x-www-form-urlencoded")
            .set("accept", "application/json")
            .set("user-agent", AdminApi.USER_AGENT);
    return wire.exchange(HttpMethod.POST, PATH, headers, Buffer.buffer(form), atMost)
        .map(this::read);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private TokenAnswer read(Exchanged ended) {
    if (ended instanceof Exchanged.Answered answered) {
      return read(answered.answer());
    }
    // The update itself was not sent, whatever became of the question for a token.
    return new TokenAnswer.Problem(
        ended instanceof Exchanged.Forbidden
            ? ended.unanswered()
            : new Outcome.Unreachable("no token: " + ended.reason()));
  }

  private TokenAnswer read(Answer answer) {
    if (answer.status() != 200 || answer.broken().isPresent()) {
      return new TokenAnswer.Problem(problem(answer));
    }
    Tree body = Tree.parse(answer.body()).orElse(new Tree(null));
    String token = body.at("access_token").text();
    Long seconds = body.at("expires_in").whole();
    if (token == null || token.isEmpty()) {
      return new TokenAnswer.Problem(
          new Outcome.Unreachable("no token: an answer of 200 without access_token"));
    }
    Instant end =
        seconds == null
            ? Instant.MAX
            : clock.instant().plusSeconds(Math.max(SHORTEST_LIFE, Math.min(seconds, 366 * 86_400)));
    return new TokenAnswer.Granted(new Token(new Secret(token), end));
  }

  private Outcome problem(Answer answer) {
    int status = answer.status();
    String said =
        Tree.parse(answer.body())
            .map(body -> body.at("error").text(""))
            .map(Visible::line)
            .orElse("");
    String text = "no token: answered " + status + (said.isEmpty() ? "" : ", " + said);
    if (status == 429) {
      Instant now = clock.instant();
      return new Outcome.Deferred(
          RetryAfter.read(answer.header("retry-after"), answer.header("date"), now)
              .orElse(now.plus(THROTTLED_FOR)),
          Scope.CHANNEL,
          text);
    } else if (status >= 500 || status == 200) {
      return new Outcome.Unreachable(text);
    } else if (status == 400 || status == 401 || status == 403) {
      return new Outcome.Unauthorized(
          Scope.CHANNEL, text + ": look at client_id, client_secret and shop");
    }
    return new Outcome.Gone(text);
  }
}
