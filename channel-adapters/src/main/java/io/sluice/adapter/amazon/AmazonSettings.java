package io.sluice.adapter.amazon;

import io.sluice.adapter.ChannelSettings;
import io.sluice.adapter.Secret;
import io.sluice.adapter.SettingValues;
import io.sluice.adapter.wire.Site;
import io.sluice.adapter.wire.WireSettings;
import java.net.URI;
import java.time.Duration;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A channel's settings with defaults applied.
 *
 * @param languageTag of texts without one of their own, null where no content is sent
 * @param localized attributes whose plain texts are given the language tag
 * @param productType of products that name none, null without one
 * @param fulfillmentChannel whose quantity is ours to say
 * @param deletes whether a product that leaves is deleted; else its offer ends
 * @param saleDays in which time zone Amazon's days are where a sale begins and ends; null: not
 *     known, and no sale is told ahead
 * @param feedOver submissions in one call from which on they go as a feed
 * @param request how one request travels: a call has several of them within its total timeout
 * @param patience how long a call may wait for its limits before it begins its last requests
 * @param total how long a call has
 */
record AmazonSettings(
    String channel,
    String sellerId,
    String marketplaceId,
    String currency,
    @Nullable String languageTag,
    Set<String> localized,
    Site endpoint,
    URI tokenEndpoint,
    String clientId,
    Secret clientSecret,
    Secret refreshToken,
    @Nullable String productType,
    String requirements,
    String condition,
    @Nullable String issueLocale,
    String fulfillmentChannel,
    boolean deletes,
    @Nullable ZoneId saleDays,
    int feedOver,
    Duration feedPollEvery,
    WireSettings request,
    Duration patience,
    Duration total) {
  static final String PRODUCT_ONLY = "LISTING_PRODUCT_ONLY";
  static final String TOKEN_ENDPOINT = "https://api.amazon.com/auth/o2/token";

  /** What five requests a second have done after 20 s, for which a call may wait. */
  static final int FEED_OVER = 100;

  static final Duration FEED_POLL_EVERY = Duration.ofSeconds(30);

  /** Attributes that are texts in a language, of those that nearly every product type has. */
  private static final Set<String> LOCALIZED =
      Set.of(
          "item_name",
          "product_description",
          "bullet_point",
          "generic_keyword",
          "brand",
          "manufacturer",
          "model_name",
          "color",
          "size",
          "style",
          "material",
          "pattern",
          "department",
          "care_instructions",
          "special_feature",
          "included_components");

  private static final Duration TOTAL_TIMEOUT = Duration.ofSeconds(60);
  // A feed takes three requests after its wait: two parts to wait, one for each request.
  private static final int PARTS = 5;
  private static final int PARTS_TO_WAIT = 2;
  private static final Duration SHORTEST_REQUEST = Duration.ofMillis(500);

  /** From settings that {@link AmazonSettingsCheck} found nothing wrong with. */
  static AmazonSettings of(ChannelSettings settings) {
    SettingValues values = new SettingValues(settings.values());
    String marketplace = Objects.requireNonNull(values.text("marketplace"));
    Optional<Store> store = Store.find(marketplace);
    WireSettings wire = WireSettings.of(settings.channel(), values);
    Duration total = values.duration("total_timeout", TOTAL_TIMEOUT);
    Duration part = total.dividedBy(PARTS);
    Duration request = part.compareTo(SHORTEST_REQUEST) < 0 ? SHORTEST_REQUEST : part;
    return new AmazonSettings(
        settings.channel(),
        Objects.requireNonNull(values.text("seller")),
        store.map(Store::id).orElse(marketplace),
        values.text("currency", store.map(Store::currency).orElse("")),
        values.has("language_tag")
            ? values.text("language_tag")
            : store.map(Store::languageTag).orElse(null),
        localized(values.tree("localized_fields")),
        Site.of(URI.create(endpoint(values, store))),
        URI.create(values.text("token_endpoint", TOKEN_ENDPOINT)),
        Objects.requireNonNull(values.text("client_id")),
        Objects.requireNonNull(values.secret("client_secret")),
        Objects.requireNonNull(values.secret("refresh_token")),
        values.text("product_type"),
        values.text("requirements", "LISTING"),
        values.text("condition", "new_new"),
        values.text("issue_locale"),
        values.text("fulfillment_channel", "DEFAULT"),
        values.text("end_with", "delete").equals("delete"),
        values.has("sale_time_zone") ? ZoneId.of(values.text("sale_time_zone", "")) : null,
        Math.toIntExact(values.number("feed_over", FEED_OVER)),
        values.duration("feed_poll_every", FEED_POLL_EVERY),
        new WireSettings(
            wire.channel(),
            wire.allowPrivate(),
            wire.connectTimeout().compareTo(request) < 0 ? wire.connectTimeout() : request,
            request,
            wire.answerAtMost(),
            wire.trust()),
        part.multipliedBy(PARTS_TO_WAIT),
        total);
  }

  private static String endpoint(SettingValues values, Optional<Store> store) {
    String endpoint = values.text("endpoint");
    if (endpoint != null) {
      return endpoint;
    }
    String region = values.text("region");
    return region == null
        ? store.map(Store::region).orElse(Store.Region.NA).endpoint()
        : Store.Region.valueOf(region.toUpperCase(Locale.ROOT)).endpoint();
  }

  private static Set<String> localized(@Nullable Object more) {
    Set<String> names = new HashSet<>(LOCALIZED);
    if (more instanceof List<?> list) {
      list.forEach(name -> names.add(String.valueOf(name)));
    }
    return Set.copyOf(names);
  }

  /** Names the login, without a secret of it: refresh tokens are of a seller and a region. */
  String credential() {
    return "%s %s %s"
        .formatted(account(), tokenEndpoint, Secret.fingerprint(clientSecret, refreshToken));
  }

  /** What Amazon counts requests by: a seller and an app, in a region. */
  String account() {
    return "amazon %s %s %s".formatted(clientId, sellerId, endpoint.origin());
  }

  @Override
  public String toString() {
    return "AmazonSettings[channel=%s, endpoint=%s]".formatted(channel, endpoint);
  }
}
