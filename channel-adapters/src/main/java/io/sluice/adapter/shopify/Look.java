package io.sluice.adapter.shopify;

import io.sluice.adapter.Outcome;
import io.sluice.adapter.Reached;
import io.sluice.adapter.wire.Visible;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Whether the shop answers, lets us do what the channel needs, and has the locations. */
final class Look {
  private final ShopifySettings settings;
  private final AdminApi api;

  Look(ShopifySettings settings, AdminApi api) {
    this.settings = settings;
    this.api = api;
  }

  Future<Reached> look() {
    return api.ask(Questions.look(settings.location()), api.course())
        .map(
            reply ->
                reply instanceof Reply.Problem failed
                    ? new Reached(false, text(failed.why()))
                    : read(((Reply.Data) reply).data()));
  }

  private Reached read(Tree data) {
    Tree shop = data.at("shop");
    String currency = shop.at("currencyCode").text("");
    List<String> problems = new ArrayList<>();
    Set<String> scopes = new HashSet<>();
    data.at("currentAppInstallation", "accessScopes")
        .list()
        .forEach(scope -> scopes.add(scope.at("handle").text("")));
    List<String> missing = needed().stream().filter(scope -> !scopes.contains(scope)).toList();
    if (!missing.isEmpty()) {
      problems.add(
          "the app has no access scope %s: release a version of it that has, and install that"
              .formatted(String.join(", ", missing)));
    }
    Tree location = data.at("location");
    if (settings.location() != null && !location.isObject()) {
      problems.add(
          "the shop has no location %s: look at location (the id ends the address of its page"
                  .formatted(settings.location())
              + " under Settings, Locations)");
    } else if (settings.location() != null && !location.at("isActive").isTrue()) {
      problems.add(
          "location "
              + Visible.line(location.at("name").text(""))
              + " is not active: look at location");
    }
    if (settings.currency() != null && !settings.currency().equals(currency)) {
      problems.add(
          "its prices are in %s, not %s: look at currency"
              .formatted(Visible.line(currency), settings.currency()));
    }
    String other = api.otherVersion();
    if (other != null) {
      problems.add(api.otherVersion(other));
    }
    String name = "shop " + Visible.line(shop.at("name").text("")) + ", " + Visible.line(currency);
    return problems.isEmpty()
        ? new Reached(true, name)
        : new Reached(false, name + ": " + String.join("; ", problems));
  }

  /** A scope to write is one to read too. */
  private List<String> needed() {
    List<String> needed = new ArrayList<>(List.of("write_products"));
    if (settings.location() != null) {
      needed.add("write_inventory");
    }
    if (!settings.publishTo().isEmpty()) {
      needed.add("write_publications");
    }
    return needed;
  }

  private static String text(Outcome why) {
    return why.fold(
        new Outcome.Cases<>(
            accepted -> "accepted",
            pending -> "pending",
            Outcome.Deferred::reason,
            Outcome.Unreachable::reason,
            Outcome.Rejected::reason,
            Outcome.Conflict::reason,
            Outcome.Unauthorized::reason,
            Outcome.NotListed::reason,
            Outcome.Unknown::reason,
            Outcome.Gone::reason));
  }
}
