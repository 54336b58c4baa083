package io.sluice.adapter.woocommerce;

import io.sluice.adapter.ChannelSettings;
import io.sluice.adapter.Facet;
import io.sluice.adapter.Secret;
import io.sluice.adapter.SettingProblem;
import io.sluice.adapter.SettingValues;
import io.sluice.adapter.wire.Site;
import io.sluice.adapter.wire.WireSettings;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A channel's keys in their types.
 *
 * @param api path of the REST API, without a slash at the end
 * @param authorization header of the same name
 * @param currency the only one the shop has
 * @param sendsStock whether the shop's stock is ours to say
 */
record WooSettings(
    Site site,
    String api,
    Secret authorization,
    String currency,
    boolean sendsStock,
    WireSettings wire) {
  private static final String API = "/wp-json/wc/v3";

  /** A batch is answered with whole products, with all their texts: 10 KB each are ordinary. */
  private static final int ANSWER_AT_MOST = 16 << 20;

  /**
   * @param settings in which {@link #problems} found nothing
   */
  static WooSettings of(ChannelSettings settings) {
    SettingValues values = new SettingValues(settings.values());
    URI store = URI.create(Objects.requireNonNull(values.text("store")));
    String login = reveal(values, "consumer_key") + ":" + reveal(values, "consumer_secret");
    String basic =
        "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
    return new WooSettings(
        Site.of(store),
        store.getRawPath().replaceAll("/+$", "") + API,
        new Secret(basic),
        Objects.requireNonNull(values.text("currency")),
        settings.send().contains(Facet.STOCK),
        wire(settings.channel(), values));
  }

  static boolean actsOnDates(ChannelSettings settings) {
    return new SettingValues(settings.values()).yes("schedules");
  }

  private static WireSettings wire(String channel, SettingValues values) {
    WireSettings wire = WireSettings.of(channel, values);
    return new WireSettings(
        wire.channel(),
        wire.allowPrivate(),
        wire.connectTimeout(),
        wire.totalTimeout(),
        values.has("answer_at_most") ? wire.answerAtMost() : ANSWER_AT_MOST,
        wire.trust());
  }

  private static String reveal(SettingValues values, String name) {
    return Objects.requireNonNull(values.secret(name)).reveal();
  }

  static List<SettingProblem> problems(ChannelSettings settings) {
    SettingValues values = new SettingValues(settings.values());
    List<SettingProblem> problems = new ArrayList<>();
    String store = storeProblem(values.text("store"), values.yes("allow_private"));
    if (store != null) {
      problems.add(new SettingProblem("store", store));
    }
    for (String name : List.of("consumer_key", "consumer_secret")) {
      Secret secret = values.secret(name);
      if (secret == null) {
        problems.add(
            new SettingProblem(name, "is missing: WooCommerce shows it once, at its making"));
      } else if (!secret.reveal().matches("[!-9;-~]+")) {
        problems.add(
            new SettingProblem(name, "must be one word of plain characters, without a colon"));
      } else if (secret.reveal().startsWith(name.equals("consumer_key") ? "cs_" : "ck_")) {
        problems.add(
            new SettingProblem(
                name, "is the other one: consumer_key begins with ck_, consumer_secret with cs_"));
      }
    }
    String currency = values.text("currency");
    if (currency == null || !currency.matches("[A-Z]{3}")) {
      problems.add(
          new SettingProblem(
              "currency", "must be the shop's currency, three capitals such as EUR"));
    }
    problems.addAll(WireSettings.problems(values));
    return problems;
  }

  private static @Nullable String storeProblem(@Nullable String store, boolean allowPrivate) {
    if (store == null) {
      return "is missing: the address of the shop, such as https://shop.example";
    }
    URI uri;
    try {
      uri = new URI(store);
    } catch (URISyntaxException e) {
      return "is no address: " + e.getReason();
    }
    boolean tls = "https".equalsIgnoreCase(uri.getScheme());
    if (!tls && !("http".equalsIgnoreCase(uri.getScheme()) && allowPrivate)) {
      return "must begin with https://: over http WooCommerce takes no keys (with allow_private,"
          + " http is for a shop on this network that ends TLS elsewhere)";
    } else if (uri.getHost() == null) {
      return "names no host";
    } else if (uri.getRawUserInfo() != null) {
      return "must not hold a login: use consumer_key and consumer_secret";
    } else if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
      return "must end with the path of the shop, without ? and #";
    }
    return uri.getPath().contains("/wp-json")
        ? "is the address of the shop, without /wp-json and what follows"
        : null;
  }
}
