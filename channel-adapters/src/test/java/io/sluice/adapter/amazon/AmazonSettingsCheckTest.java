package io.sluice.adapter.amazon;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.adapter.ChannelSettings;
import io.sluice.adapter.Facet;
import io.sluice.adapter.Secret;
import io.sluice.adapter.SettingProblem;
import io.sluice.adapter.wire.Site;
import io.sluice.adapter.wire.WireSettings;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Settings of a channel, and where documents may be carried to. */
class AmazonSettingsCheckTest {
  private static Map<String, Object> least() {
    Map<String, Object> keys = new HashMap<>();
    keys.put("seller", "A1SELLEREXAMPLE");
    keys.put("marketplace", "DE");
    keys.put("client_id", "amzn1.application-oa2-client.x");
    keys.put("client_secret", new Secret("s"));
    keys.put("refresh_token", new Secret("r"));
    return keys;
  }

  private static ChannelSettings settings(Map<String, Object> keys, boolean stream) {
    return new ChannelSettings("shop", keys, EnumSet.allOf(Facet.class), 1, stream);
  }

  private static List<SettingProblem> problems(Map<String, Object> keys) {
    return new AmazonAdapter().validate(settings(keys, false));
  }

  @Test
  void leastSettingsHaveTheirDefaults() {
    assertThat(problems(least())).isEmpty();

    AmazonSettings settings = AmazonSettings.of(settings(least(), false));
    assertThat(settings.endpoint()).hasToString("https://sellingpartnerapi-eu.amazon.com");
    assertThat(settings.tokenEndpoint()).hasToString("https://api.amazon.com/auth/o2/token");
    assertThat(settings.marketplaceId()).isEqualTo("A1PA6795UKMFR9");
    assertThat(settings.currency()).isEqualTo("EUR");
    assertThat(settings.languageTag()).isEqualTo("de_DE");
    assertThat(settings.requirements()).isEqualTo("LISTING");
    assertThat(settings.condition()).isEqualTo("new_new");
    assertThat(settings.feedOver()).isEqualTo(100);
    assertThat(settings.deletes()).isTrue();
    assertThat(settings.request().totalTimeout()).isEqualTo(Duration.ofSeconds(12));
    assertThat(settings.patience()).isEqualTo(Duration.ofSeconds(24));
    assertThat(settings.toString()).doesNotContain("client");
  }

  @Test
  void everySettingHasItsEffect() {
    Map<String, Object> keys = least();
    keys.put("seller", "A1B2C3");
    keys.put("marketplace", "A1NEWMARKETPLACE");
    keys.put("region", "fe");
    keys.put("currency", "NZD");
    keys.put("language_tag", "en_AU");
    keys.put("localized_fields", List.of("fabric_type"));
    keys.put("product_type", "LUGGAGE");
    keys.put("requirements", "LISTING_OFFER_ONLY");
    keys.put("condition", "used_good");
    keys.put("issue_locale", "en_US");
    keys.put("fulfillment_channel", "MY_STORE");
    keys.put("end_with", "offer");
    keys.put("sale_time_zone", "Pacific/Auckland");
    keys.put("feed_over", 7L);
    keys.put("feed_poll_every", Duration.ofMinutes(2));
    keys.put("token_endpoint", "https://api.amazon.co.jp/auth/o2/token");
    assertThat(problems(keys)).isEmpty();

    AmazonSettings settings = AmazonSettings.of(settings(keys, false));
    assertThat(settings.endpoint()).hasToString("https://sellingpartnerapi-fe.amazon.com");
    assertThat(settings.tokenEndpoint()).hasToString("https://api.amazon.co.jp/auth/o2/token");
    assertThat(settings.sellerId()).isEqualTo("A1B2C3");
    assertThat(settings.marketplaceId()).isEqualTo("A1NEWMARKETPLACE");
    assertThat(settings.currency()).isEqualTo("NZD");
    assertThat(settings.languageTag()).isEqualTo("en_AU");
    assertThat(settings.localized()).contains("fabric_type", "item_name");
    assertThat(settings.productType()).isEqualTo("LUGGAGE");
    assertThat(settings.requirements()).isEqualTo("LISTING_OFFER_ONLY");
    assertThat(settings.condition()).isEqualTo("used_good");
    assertThat(settings.issueLocale()).isEqualTo("en_US");
    assertThat(settings.fulfillmentChannel()).isEqualTo("MY_STORE");
    assertThat(settings.deletes()).isFalse();
    assertThat(settings.saleDays()).isEqualTo(ZoneId.of("Pacific/Auckland"));
    assertThat(settings.feedOver()).isEqualTo(7);
    assertThat(settings.feedPollEvery()).isEqualTo(Duration.ofMinutes(2));
  }

  @Test
  void everythingWrongIsFoundAtOnce() {
    Map<String, Object> keys = new HashMap<>();
    keys.put("seller", "my shop");
    keys.put("marketplace", "GERMANY");
    keys.put("region", "moon");
    keys.put("refresh_token", new Secret(" "));
    keys.put("endpoint", "http://h");
    keys.put("token_endpoint", "ftp://h");
    keys.put("product_type", "luggage");
    keys.put("requirements", "ALL");
    keys.put("condition", "new");
    keys.put("language_tag", "german");
    keys.put("localized_fields", "fabric_type");
    keys.put("issue_locale", "de-DE");
    keys.put("currency", "Euro");
    keys.put("end_with", "stop");
    keys.put("sale_time_zone", "Berlin");
    keys.put("feed_over", 30_000L);
    keys.put("feed_poll_every", Duration.ofMillis(1));
    keys.put("total_timeout", Duration.ZERO);

    assertThat(new AmazonAdapter().validate(settings(keys, true)))
        .extracting(SettingProblem::path)
        .containsExactlyInAnyOrder(
            "seller",
            "marketplace",
            "region",
            "client_id",
            "client_secret",
            "refresh_token",
            "endpoint",
            "token_endpoint",
            "product_type",
            "requirements",
            "condition",
            "language_tag",
            "localized_fields",
            "issue_locale",
            "currency",
            "end_with",
            "sale_time_zone",
            "feed_over",
            "feed_poll_every",
            "total_timeout",
            "backlog.keep");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "marketplace | A1NEWMARKETPLACE       | region        | na, eu or fe",
        "region      | na                     | region        | leave it out",
        "marketplace | BE                     | language_tag  | such as en_GB",
        "endpoint    | https://h/listings     | endpoint      | paths are known",
        "endpoint    | https://me@h           | endpoint      | no user",
        "endpoint    | https://h h            | endpoint      | is no address",
        "client_id   | ''                     | client_id     | is empty"
      })
  void whatIsWrongIsSaidWithItsPlace(String key, String value, String path, String words) {
    Map<String, Object> keys = least();
    keys.put(key, value);

    assertThat(problems(keys))
        .anySatisfy(
            problem -> {
              assertThat(problem.path()).isEqualTo(path);
              assertThat(problem.message()).contains(words);
            });
  }

  @ParameterizedTest
  @CsvSource({
    "https://tortuga-prod-eu.s3-eu-west-1.amazonaws.com/doc?X-Amz-Signature=1, true",
    "https://d34o8swod1owfl.cloudfront.net/Feed_101, true",
    "https://api.example/doc, true",
    "http://tortuga-prod-eu.s3-eu-west-1.amazonaws.com/doc, false",
    "https://evil.example/doc, false",
    "https://amazonaws.com.evil.example/doc, false",
    "https://me@bucket.s3.amazonaws.com/doc, false",
    "file:///etc/passwd, false",
    "no address at all, false"
  })
  void documentsAreCarriedToAmazonAlone(String url, boolean allowed) {
    Site endpoint = Site.of(URI.create("https://api.example"));

    assertThat(Documents.allowed(url, endpoint).isPresent()).isEqualTo(allowed);
  }

  @Test
  void plainAddressIsAllowedWhereTheApiIsPlainToo() {
    Site plain = Site.of(URI.create("http://127.0.0.1:8080"));

    assertThat(Documents.allowed("http://127.0.0.1:9/doc", plain)).isPresent();
    assertThat(Documents.allowed("http://10.0.0.1/doc", plain)).isEmpty();
  }

  /** A name of a bucket may lead anywhere. */
  @Test
  void onlyTheHostThatIsWrittenMayBeInThePrivateNetwork() {
    Site endpoint = Site.of(URI.create("https://sp.example"));
    WireSettings meant =
        new WireSettings("a", true, Duration.ofSeconds(1), Duration.ofSeconds(1), 1, null);

    assertThat(Documents.allowsPrivate(endpoint, endpoint, meant)).isTrue();
    Site elsewhere = Site.of(URI.create("https://bucket.s3.amazonaws.com/doc"));
    assertThat(Documents.allowsPrivate(elsewhere, endpoint, meant)).isFalse();
  }

  @Test
  void handleOfAFeedComesBackWhole() {
    FeedHandle handle =
        new FeedHandle(
            "23492394",
            25_000,
            Instant.ofEpochSecond(1_800_000_000),
            Submission.Kind.CREATE,
            "LUGGAGE",
            null,
            "Größe 42/L\n +1");

    assertThat(FeedHandle.parse(handle.toString())).contains(handle);
    assertThat(FeedHandle.parse("feed 1 2 3")).isEmpty();
    assertThat(FeedHandle.parse("feed ../1 2 3 CHANGE - S")).isEmpty();
  }
}
