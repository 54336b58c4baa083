package io.sluice.simulator.amazon;

import java.time.ZoneId;
import java.util.Map;

/**
 * Who may do what.
 *
 * @param currency of the marketplace
 * @param days time zone of the days that its sales begin and end with
 */
public record AmazonAccount(
    String sellerId,
    String marketplaceId,
    String currency,
    ZoneId days,
    String clientId,
    String clientSecret,
    String refreshToken) {
  /** One to try things out with, in the German store. */
  public static final AmazonAccount EXAMPLE =
      new AmazonAccount(
          "A1SELLEREXAMPLE",
          "A1PA6795UKMFR9",
          "EUR",
          ZoneId.of("Europe/Berlin"),
          "amzn1.application-oa2-client.example",
          "amzn1.oa2-cs.v1.example-secret",
          "Atzr|example-refresh-token");

  boolean isLogin(Map<String, String> form) {
    return clientId.equals(form.get("client_id")) && clientSecret.equals(form.get("client_secret"));
  }
}
