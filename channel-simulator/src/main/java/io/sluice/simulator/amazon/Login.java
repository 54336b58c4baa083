package io.sluice.simulator.amazon;

import io.sluice.simulator.market.MarketAnswer;
import io.sluice.simulator.market.MarketRequest;
import io.sluice.simulator.market.TokenIssuer;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** Login with Amazon: access tokens for a refresh token. Not thread-safe. */
final class Login {
  private final AmazonAccount account;
  private final TokenIssuer tokens;

  /** Whether the seller's authorization counts. */
  boolean access = true;

  Login(AmazonAccount account, TokenIssuer tokens) {
    this.account = account;
    this.tokens = tokens;
  }

  MarketAnswer answer(MarketRequest request) {
    Map<String, String> form = new HashMap<>();
    for (String pair : request.text().split("&")) {
      String[] parts = pair.split("=", 2);
      form.put(
          URLDecoder.decode(parts[0], StandardCharsets.UTF_8),
          URLDecoder.decode(parts.length > 1 ? parts[1] : "", StandardCharsets.UTF_8));
    }
    if (!"refresh_token".equals(form.get("grant_type"))) {
      return refused(400, "unsupported_grant_type");
    } else if (!account.isLogin(form)) {
      return refused(401, "invalid_client");
    } else if (!access || !account.refreshToken().equals(form.get("refresh_token"))) {
      return refused(400, "invalid_grant");
    }
    Map<String, Object> granted = new LinkedHashMap<>();
    granted.put("access_token", tokens.issue());
    granted.put("token_type", "bearer");
    granted.put("expires_in", tokens.life().toSeconds());
    granted.put("refresh_token", account.refreshToken());
    return MarketAnswer.json(200, Tree.text(granted));
  }

  private static MarketAnswer refused(int status, String error) {
    return MarketAnswer.json(
        status, Tree.text(Map.of("error", error, "error_description", "The request is refused.")));
  }
}
