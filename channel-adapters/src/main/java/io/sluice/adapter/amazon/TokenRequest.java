package io.sluice.adapter.amazon;

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
import java.time.InstantSource;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Asks Login with Amazon for an access token, by the refresh token of the seller. */
final class TokenRequest {
  private static final long AGAIN_SECONDS = 30;
  // A token says one hour; nothing that is said makes one live longer than a day here.
  private static final long LONGEST_LIFE_SECONDS = 86_400;

  private final AmazonSettings settings;
  private final Wire wire;
  private final InstantSource clock;

  TokenRequest(AmazonSettings settings, Wire wire, InstantSource clock) {
    this.settings = settings;
    this.wire = wire;
    this.clock = clock;
  }

  Future<TokenAnswer> ask() {
    MultiMap headers =
        MultiMap.caseInsensitiveMultiMap()
            .set("content-type", "application/x-www-form-urlencoded;charset=UTF-8")
            .set("accept", "application/json")
            .set("user-agent", SellingPartnerApi.USER_AGENT);
    String form =
        "grant_type=refresh_token&refresh_token="
            + encode(settings.refreshToken().reveal())
            + "&client_id="
            + encode(settings.clientId())
            + "&client_secret="
            + encode(settings.clientSecret().reveal());
    String path = settings.tokenEndpoint().getRawPath();
    return wire.exchange(HttpMethod.POST, path.isEmpty() ? "/" : path, headers, Buffer.buffer(form))
        .map(this::answer);
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private TokenAnswer answer(Exchanged ended) {
    if (!(ended instanceof Exchanged.Answered answered)) {
      // Nothing of an update was sent, whatever became of the login.
      return problem(
          ended instanceof Exchanged.Forbidden
              ? ended.unanswered()
              : new Outcome.Unreachable("login: " + ended.reason()));
    }
    Answer answer = answered.answer();
    int status = answer.status();
    if (status == 429) {
      return problem(
          new Outcome.Deferred(
              RetryAfter.after(AGAIN_SECONDS, clock.instant()), Scope.CHANNEL, "login: 429"));
    } else if (status >= 500 || answer.broken().isPresent()) {
      return problem(new Outcome.Unreachable("login: answered " + status));
    }
    Map<String, Object> body = Members.object(answer.body());
    String token = Members.text(body, "access_token");
    if (status / 100 == 2) {
      return token == null
          ? problem(new Outcome.Unreachable("login: an answer without a token"))
          : granted(token, Members.count(body, "expires_in"));
    }
    String error = Members.text(body, "error");
    return problem(
        new Outcome.Unauthorized(
            Scope.CHANNEL,
            "login refused (%s): %s"
                .formatted(error == null ? "HTTP " + status : Visible.line(error), advice(error))));
  }

  private static String advice(@Nullable String error) {
    if ("invalid_client".equals(error)) {
      return "look at client_id and client_secret; a secret ends after a time";
    } else if ("invalid_grant".equals(error)) {
      return "look at refresh_token: it is of this app and this region, and ends when the seller"
          + " takes the authorization back; authorize the app again";
    }
    return "look at client_id, client_secret and refresh_token";
  }

  private TokenAnswer granted(String token, long seconds) {
    long life = Math.min(Math.max(seconds, 1), LONGEST_LIFE_SECONDS);
    return new TokenAnswer.Granted(new Token(new Secret(token), clock.instant().plusSeconds(life)));
  }

  private static TokenAnswer problem(Outcome why) {
    return new TokenAnswer.Problem(why);
  }
}
