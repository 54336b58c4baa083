package io.sluice.adapter.shopify;

import io.sluice.adapter.ChannelSettings;
import io.sluice.adapter.Facet;
import io.sluice.adapter.SettingProblem;
import io.sluice.adapter.SettingValues;
import io.sluice.adapter.wire.WireSettings;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds everything wrong with a channel's settings that can be seen without the network. */
final class ShopifySettingsCheck {
  private static final Pattern SHOP =
      Pattern.compile("[a-z0-9][a-z0-9-]*(\\.myshopify\\.com)?", Pattern.CASE_INSENSITIVE);
  private static final Pattern VERSION = Pattern.compile("20\\d\\d-(01|04|07|10)");
  private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");

  private final ChannelSettings settings;
  private final SettingValues values;
  private final List<SettingProblem> problems = new ArrayList<>();

  ShopifySettingsCheck(ChannelSettings settings) {
    this.settings = settings;
    this.values = new SettingValues(settings.values());
  }

  List<SettingProblem> run() {
    checkShop();
    checkEndpoint();
    checkLogin();
    checkVersion();
    checkLocations();
    checkCurrency();
    checkPublications();
    if (settings.stream()) {
      problem(
          "adapter", "needs backlog: { keep: latest_per_sku }: a shop shows values, not events");
    }
    problems.addAll(WireSettings.problems(values));
    return List.copyOf(problems);
  }

  private void problem(String path, String message) {
    problems.add(new SettingProblem(path, message));
  }

  private void checkShop() {
    String shop = values.text("shop");
    if (shop != null && !SHOP.matcher(shop).matches()) {
      problem(
          "shop",
          "must be the name before .myshopify.com, such as my-shop; a domain of your own does not"
              + " answer here");
    }
  }

  private void checkEndpoint() {
    String endpoint = values.text("endpoint");
    if (endpoint == null) {
      return;
    }
    try {
      URI uri = new URI(endpoint);
      boolean http =
          "https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(uri.getScheme());
      boolean bare = uri.getRawPath() == null || uri.getRawPath().matches("/?");
      if (!http || uri.getHost() == null || !bare || uri.getRawQuery() != null) {
        problem("endpoint", "must be https://host or https://host:port without a path");
      } else if (uri.getRawUserInfo() != null) {
        problem("endpoint", "must not hold a login");
      }
    } catch (java.net.URISyntaxException e) {
      problem("endpoint", "must be https://host or https://host:port without a path");
    }
  }

  private void checkLogin() {
    boolean token = values.has("access_token");
    boolean client = values.has("client_id") || values.has("client_secret");
    if (token && client) {
      problem("access_token", "either access_token, or client_id and client_secret");
    } else if (!token && !client) {
      problem("access_token", "needs client_id and client_secret, or access_token");
    } else if (client && !values.has("client_id")) {
      problem("client_id", "belongs to client_secret");
    } else if (client && !values.has("client_secret")) {
      problem("client_secret", "belongs to client_id");
    }
  }

  private void checkVersion() {
    String version = values.text("api_version", ShopifySettings.API_VERSION);
    if (!VERSION.matcher(version).matches()) {
      problem("api_version", "must be a version of Shopify such as " + ShopifySettings.API_VERSION);
    } else if (version.compareTo(ShopifySettings.EARLIEST) < 0) {
      problem("api_version", "must be " + ShopifySettings.EARLIEST + " or later");
    }
  }

  private void checkLocations() {
    String location = values.text("location");
    boolean stock = settings.send().contains(Facet.STOCK);
    if (location == null && stock) {
      problem("location", "needed where stock is sent: the id of the location it is set at");
    }
    checkId("location", "Location", location);
    values.texts("locations").forEach((warehouse, id) -> checkId("locations", "Location", id));
  }

  private void checkId(String path, String type, @Nullable String id) {
    if (id != null && !id.matches("\\d{1,19}|gid://shopify/" + type + "/\\d{1,19}")) {
      problem(path, "must be a number or gid://shopify/%s/ and a number".formatted(type));
    }
  }

  private void checkCurrency() {
    String currency = values.text("currency");
    if (currency != null && !CURRENCY.matcher(currency).matches()) {
      problem("currency", "must be a code such as EUR");
    }
  }

  private void checkPublications() {
    Object tree = values.tree("publish_to");
    if (tree instanceof List<?> list) {
      list.forEach(id -> checkId("publish_to", "Publication", String.valueOf(id)));
    } else if (tree instanceof String || tree instanceof Number) {
      checkId("publish_to", "Publication", tree.toString());
    } else if (tree != null) {
      problem("publish_to", "must be a list of ids of publications");
    }
  }
}
