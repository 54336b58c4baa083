package io.sluice.simulator.bol;

import io.sluice.simulator.market.MarketAnswer;
import io.sluice.simulator.market.MarketRequest;
import io.sluice.simulator.market.TokenIssuer;
import io.sluice.simulator.market.Violations;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** login.bol.com: client credentials for a token of 299 seconds. */
final class BolLogin {
  private static final Duration LIFE = Duration.ofSeconds(299);

  /** As many as live at once when a client is started anew now and then; more are a leak. */
  private static final int ALIVE = 3;

  /** Towards its end a token does not count: a client may renew it early. */
  private static final Duration EARLY = Duration.ofMinutes(1);

  private final InstantSource clock;
  private final Violations violations;
  private final TokenIssuer tokens;
  private final String basic;
  private final Deque<Instant> alive = new ArrayDeque<>();
  private boolean locked;

  BolLogin(String clientId, String clientSecret, InstantSource clock, Violations violations) {
    this.clock = clock;
    this.violations = violations;
    this.tokens = new TokenIssuer(LIFE, false, clock);
    byte[] both = (clientId + ":" + clientSecret).getBytes(StandardCharsets.UTF_8);
    this.basic = "Basic " + Base64.getEncoder().encodeToString(both);
  }

  MarketAnswer token(MarketRequest request) {
    if (request.header("content-length") == null && request.header("transfer-encoding") == null) {
      return MarketAnswer.empty(411);
    }
    boolean grant = "client_credentials".equals(request.query().get("grant_type"));
    if (!grant) {
      return refused(400, "unsupported_grant_type");
    } else if (!basic.equals(request.header("authorization")) || locked) {
      return refused(401, "invalid_client");
    }
    Instant now = clock.instant();
    alive.removeIf(end -> !now.isBefore(end.minus(EARLY)));
    if (alive.size() >= ALIVE) {
      violations.add("token asked for while %d live".formatted(ALIVE));
    }
    alive.add(now.plus(LIFE));
    JsonObject answer =
        new JsonObject()
            .put("access_token", tokens.issue())
            .put("token_type", "Bearer")
            .put("expires_in", LIFE.toSeconds())
            .put("scope", "RETAILER");
    return MarketAnswer.json(200, answer.encode());
  }

  private static MarketAnswer refused(int status, String error) {
    return MarketAnswer.json(status, new JsonObject().put("error", error).encode());
  }

  boolean knows(@Nullable String authorization) {
    return authorization != null
        && authorization.startsWith("Bearer ")
        && tokens.isValid(authorization.substring("Bearer ".length()));
  }

  /** Ends all tokens; the credentials stay good. */
  void revoke() {
    tokens.revoke();
    alive.clear();
  }

  /** The retailer took the credentials back. */
  void lock() {
    revoke();
    locked = true;
  }

  int issued() {
    return tokens.issued();
  }
}
