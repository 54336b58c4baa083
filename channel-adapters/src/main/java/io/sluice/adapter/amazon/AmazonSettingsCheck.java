package io.sluice.adapter.amazon;

import io.sluice.adapter.ChannelSettings;
import io.sluice.adapter.Facet;
import io.sluice.adapter.Secret;
import io.sluice.adapter.SettingProblem;
import io.sluice.adapter.SettingValues;
import io.sluice.adapter.wire.WireSettings;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds everything wrong with a channel's settings, in one go. */
final class AmazonSettingsCheck {
  /** Messages that a feed may have (listings-feed-schema-v2.json). */
  static final int MESSAGES_AT_MOST = 25_000;

  private static final Pattern ID = Pattern.compile("[A-Z0-9]{10,20}");
  // Nobody says how long it is.
  private static final Pattern SELLER = Pattern.compile("[A-Z0-9]{5,20}");
  private static final Pattern LOCALE = Pattern.compile("[a-z]{2}(_[A-Z]{2})?");
  private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");
  private static final Pattern WORD = Pattern.compile("[A-Z][A-Z0-9_]*");
  private static final Pattern ATTRIBUTE = Pattern.compile("[a-z][a-z0-9_]*");
  private static final Set<String> CONDITIONS =
      Set.of(
          "new_new",
          "new_open_box",
          "new_oem",
          "refurbished_refurbished",
          "used_like_new",
          "used_very_good",
          "used_good",
          "used_acceptable",
          "collectible_like_new",
          "collectible_very_good",
          "collectible_good",
          "collectible_acceptable",
          "club_club");

  private final ChannelSettings settings;
  private final SettingValues values;
  private final List<SettingProblem> problems = new ArrayList<>();

  AmazonSettingsCheck(ChannelSettings settings) {
    this.settings = settings;
    this.values = new SettingValues(settings.values());
  }

  List<SettingProblem> run() {
    checkText("seller", SELLER, "is the merchant token: capital letters and digits", true);
    checkMarketplace();
    checkText("client_id", null, "", true);
    checkSecret("client_secret");
    checkSecret("refresh_token");
    checkUrl("endpoint", false);
    checkUrl("token_endpoint", true);
    checkText("product_type", WORD, "is in capital letters, such as LUGGAGE", false);
    checkText("issue_locale", LOCALE, "is written as de_DE", false);
    checkText("language_tag", LOCALE, "is written as de_DE", false);
    checkText("currency", CURRENCY, "is written as EUR", false);
    checkText("fulfillment_channel", null, "", false);
    checkWord("requirements", Set.of("LISTING", AmazonSettings.PRODUCT_ONLY, "LISTING_OFFER_ONLY"));
    checkWord("end_with", Set.of("delete", "offer"));
    checkWord("condition", CONDITIONS);
    checkSaleTimeZone();
    checkLocalizedFields();
    checkFeeds();
    problems.addAll(WireSettings.problems(values));
    if (settings.stream()) {
      problem("backlog.keep", "must be latest_per_sku: Amazon is told what is, not what happened");
    }
    return problems;
  }

  private void problem(String path, String message) {
    problems.add(new SettingProblem(path, message));
  }

  private void checkText(String name, @Nullable Pattern form, String words, boolean required) {
    String text = values.text(name);
    if (text == null) {
      if (required) {
        problem(name, "is missing");
      }
    } else if (text.isBlank()) {
      problem(name, "is empty");
    } else if (form != null && !form.matcher(text).matches()) {
      problem(name, words);
    }
  }

  private void checkSecret(String name) {
    Secret secret = values.secret(name);
    if (secret == null) {
      problem(name, "is missing");
    } else if (secret.reveal().isBlank()) {
      problem(name, "is empty");
    }
  }

  private void checkWord(String name, Set<String> allowed) {
    String word = values.text(name);
    if (word != null && !allowed.contains(word)) {
      problem(name, "must be one of " + String.join(", ", allowed.stream().sorted().toList()));
    }
  }

  private void checkMarketplace() {
    String marketplace = values.text("marketplace");
    if (marketplace == null) {
      problem("marketplace", "is missing: one of " + Store.codes() + ", or a marketplace id");
      return;
    }
    String region = values.text("region");
    if (region != null && !Set.of("na", "eu", "fe").contains(region)) {
      problem("region", "must be na, eu or fe");
    }
    Optional<Store> store = Store.find(marketplace);
    if (store.isPresent()) {
      if (region != null && !store.get().region().name().toLowerCase(Locale.ROOT).equals(region)) {
        problem("region", "is not where this marketplace is: leave it out");
      }
    } else if (!ID.matcher(marketplace).matches()) {
      problem("marketplace", "must be one of " + Store.codes() + ", or a marketplace id");
      // What else it would need is not known.
      return;
    } else {
      checkUnknownStore(region);
    }
    boolean content = settings.send().contains(Facet.PRODUCT);
    boolean tagged = values.has("language_tag") || store.map(Store::languageTag).isPresent();
    if (content && !tagged) {
      problem("language_tag", "is needed for the content of this marketplace, such as en_GB");
    }
  }

  private void checkUnknownStore(@Nullable String region) {
    if (region == null && !values.has("endpoint")) {
      problem("region", "is needed with a marketplace id that is not known: na, eu or fe");
    }
    if (!values.has("currency")) {
      problem("currency", "is needed with a marketplace id that is not known, such as EUR");
    }
  }

  private void checkUrl(String name, boolean path) {
    String url = values.text(name);
    if (url == null) {
      return;
    }
    try {
      URI uri = new URI(url);
      boolean http = "http".equalsIgnoreCase(uri.getScheme());
      if ((!http && !"https".equalsIgnoreCase(uri.getScheme())) || uri.getHost() == null) {
        problem(name, "must be absolute, https://host");
      } else if (http && !values.yes("allow_private")) {
        problem(name, "must be https: what is sent there has the login in it");
      } else if (uri.getRawUserInfo() != null || uri.getRawQuery() != null) {
        problem(name, "must have no user and no query");
      } else if (!path && !Set.of("", "/").contains(uri.getRawPath())) {
        problem(name, "must end behind the host: paths are known");
      }
    } catch (URISyntaxException e) {
      problem(name, "is no address");
    }
  }

  private void checkLocalizedFields() {
    Object tree = values.tree("localized_fields");
    boolean names =
        tree instanceof List<?> list
            && list.stream()
                .allMatch(each -> each instanceof String s && ATTRIBUTE.matcher(s).matches());
    if (tree != null && !names) {
      problem("localized_fields", "must be a list of attributes, such as [fabric_type]");
    }
  }

  private void checkSaleTimeZone() {
    String zone = values.text("sale_time_zone");
    if (zone != null && !ZoneId.getAvailableZoneIds().contains(zone)) {
      problem("sale_time_zone", "is no time zone such as Europe/Berlin or America/Los_Angeles");
    }
  }

  private void checkFeeds() {
    long over = values.number("feed_over", AmazonSettings.FEED_OVER);
    if (over < 0 || over > MESSAGES_AT_MOST) {
      problem("feed_over", "must be from 0 to " + MESSAGES_AT_MOST);
    }
    Duration every = values.duration("feed_poll_every", AmazonSettings.FEED_POLL_EVERY);
    if (every.toSeconds() < 1 || every.compareTo(Duration.ofHours(1)) > 0) {
      problem("feed_poll_every", "must be from 1s to 1h");
    }
  }
}
