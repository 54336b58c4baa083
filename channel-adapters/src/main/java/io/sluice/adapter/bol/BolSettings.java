package io.sluice.adapter.bol;

import io.sluice.adapter.ChannelSettings;
import io.sluice.adapter.Facet;
import io.sluice.adapter.Secret;
import io.sluice.adapter.SettingValues;
import io.sluice.adapter.wire.WireSettings;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a bol channel with their defaults.
 *
 * @param endpoint of the API, without a slash at its end
 * @param login where tokens are asked for
 * @param byBol whether bol stores and ships: FBB
 * @param managedByRetailer whether orders before the last update are in the stock already
 * @param deletes whether an offer that leaves is deleted; else it is put on hold
 * @param contentLanguage null: no content is sent
 * @param priceList null: the only one, or {@code default}
 * @param exportAtMost bytes of the file of all offers
 */
record BolSettings(
    WireSettings wire,
    String clientId,
    Secret clientSecret,
    URI endpoint,
    URI login,
    Set<Facet> send,
    boolean byBol,
    @Nullable String deliveryCode,
    String condition,
    @Nullable String economicOperator,
    boolean managedByRetailer,
    boolean deletes,
    @Nullable String contentLanguage,
    @Nullable String priceList,
    Duration pollEvery,
    int exportAtMost) {
  static final String ENDPOINT = "https://api.bol.com";
  static final String LOGIN = "https://login.bol.com/token";
  static final Duration POLL_EVERY = Duration.ofSeconds(5);
  static final long EXPORT_AT_MOST = 32L << 20;

  /**
   * @throws IllegalArgumentException when an address is none
   */
  static BolSettings of(ChannelSettings settings) {
    SettingValues values = new SettingValues(settings.values());
    Secret secret = values.secret("client_secret");
    return new BolSettings(
        WireSettings.of(settings.channel(), values),
        values.text("client_id", ""),
        secret == null ? new Secret("") : secret,
        uri(values.text("endpoint", ENDPOINT)),
        uri(values.text("token_endpoint", LOGIN)),
        settings.send(),
        values.text("fulfilment", "FBR").equals("FBB"),
        values.text("delivery_code"),
        values.text("condition", "NEW"),
        values.text("economic_operator"),
        !values.has("managed_by_retailer") || values.yes("managed_by_retailer"),
        values.text("end_with", "delete").equals("delete"),
        values.text("content_language"),
        values.text("price_list"),
        values.group("pending").duration("poll_every", POLL_EVERY),
        Math.toIntExact(values.number("export_at_most", EXPORT_AT_MOST)));
  }

  /**
   * @throws IllegalArgumentException when it is no absolute http address
   */
  static URI uri(String text) {
    URI uri = URI.create(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
    boolean http = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
    boolean plain =
        uri.getRawUserInfo() == null && uri.getRawQuery() == null && uri.getRawFragment() == null;
    if (!http || uri.getHost() == null || !plain) {
      throw new IllegalArgumentException("must be an address such as " + ENDPOINT);
    }
    return uri;
  }

  /** As {@link #wire}, for answers about many offers. */
  WireSettings bulkWire() {
    return new WireSettings(
        wire.channel(),
        wire.allowPrivate(),
        wire.connectTimeout(),
        wire.totalTimeout(),
        exportAtMost,
        wire.trust());
  }
}
