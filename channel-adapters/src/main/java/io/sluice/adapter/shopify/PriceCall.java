package io.sluice.adapter.shopify;

import io.sluice.adapter.ChannelUpdate;
import io.sluice.adapter.Outcome;
import io.sluice.adapter.Outcome.Scope;
import io.sluice.adapter.Value;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Sets prices, those of one product together, and shows products that waited for theirs. */
final class PriceCall {
  private final ShopifySettings settings;
  private final AdminApi api;
  private final Book book;
  private final Course course;
  private final Map<String, Outcome> outcomes = new HashMap<>();
  private final Map<String, Map<String, String>> learned = new HashMap<>();

  PriceCall(ShopifySettings settings, AdminApi api, Book book, Course course) {
    this.settings = settings;
    this.api = api;
    this.book = book;
    this.course = course;
  }

  private record Wanted(ChannelUpdate update, Ids ids, Value.ListPrice price) {}

  /** Outcomes by the updates' ids. */
  Future<Map<String, Outcome>> set(List<ChannelUpdate> updates, Map<String, Book.Place> places) {
    Map<String, List<Wanted>> byProduct = new LinkedHashMap<>();
    for (ChannelUpdate update : updates) {
      Ids ids = places.get(update.sku()).ids();
      Value.Price value = (Value.Price) update.value();
      Outcome refusal = refusal(settings, value).orElse(null);
      if (refusal == null) {
        byProduct
            .computeIfAbsent(ids.theProduct(), any -> new ArrayList<>())
            .add(new Wanted(update, ids, shown(settings, value)));
      } else {
        outcomes.put(update.id(), refusal);
      }
    }
    Future<Void> done = Future.succeededFuture();
    for (List<List<Wanted>> part :
        Parts.of(List.copyOf(byProduct.values()), Changes.PRODUCTS_AT_MOST)) {
      done = done.compose(any -> send(part));
    }
    return done.map(any -> outcomes);
  }

  /** Why a price cannot be shown, if so. */
  static Optional<Outcome> refusal(ShopifySettings settings, Value.Price value) {
    Value.ListPrice price = find(settings, value);
    if (price == null) {
      return Optional.of(
          rejected(
              "price.no_list",
              "of its lists none is called '%s': say with price_list which is shown"
                  .formatted(settings.priceList())));
    } else if (price.amount() == null) {
      return Optional.of(
          rejected(
              "price.withdrawn",
              "a shop has no product without a price: exclude it by a rule, so that it leaves"));
    } else if (settings.currency() != null
        && price.currency() != null
        && !settings.currency().equals(price.currency())) {
      return Optional.of(
          rejected(
              "price.currency",
              "it is in %s, and the shop's prices in %s"
                  .formatted(price.currency(), settings.currency())));
    }
    return Optional.empty();
  }

  private static Outcome rejected(String code, String reason) {
    return new Outcome.Rejected(code, reason, Scope.ITEM, null);
  }

  /** The price that is shown, where nothing is against it. */
  static Value.ListPrice shown(ShopifySettings settings, Value.Price value) {
    Value.ListPrice price = find(settings, value);
    if (price == null) {
      throw new IllegalStateException("asked for a price that is not there");
    }
    return price;
  }

  private static Value.@Nullable ListPrice find(ShopifySettings settings, Value.Price value) {
    if (value.prices().size() == 1) {
      return value.prices().get(0);
    }
    return value.prices().stream()
        .filter(price -> price.list().equals(settings.priceList()))
        .findFirst()
        .orElse(null);
  }

  static Map<String, @Nullable Object> variant(String id, Value.ListPrice price) {
    Map<String, @Nullable Object> variant = new LinkedHashMap<>();
    variant.put("id", id);
    variant.put("price", price.amount() == null ? null : price.amount().toPlainString());
    // Null takes away what an earlier price was compared with.
    variant.put(
        "compareAtPrice", price.compareAt() == null ? null : price.compareAt().toPlainString());
    return variant;
  }

  private Future<Void> send(List<List<Wanted>> products) {
    Map<String, List<Map<String, @Nullable Object>>> variants = new LinkedHashMap<>();
    for (List<Wanted> product : products) {
      variants.put(
          product.get(0).ids().theProduct(),
          product.stream()
              .map(wanted -> variant(wanted.ids().theVariant(), wanted.price()))
              .toList());
    }
    return api.ask(Changes.setPrices(variants), course).compose(reply -> answered(reply, products));
  }

  private Future<Void> answered(Reply reply, List<List<Wanted>> products) {
    if (reply instanceof Reply.Problem failed) {
      products.forEach(all -> all.forEach(each -> outcome(each, failed.why())));
      return Future.succeededFuture();
    }
    Tree data = ((Reply.Data) reply).data();
    List<Wanted> done = new ArrayList<>();
    for (int i = 0; i < products.size(); i++) {
      List<Wanted> product = products.get(i);
      Tree payload = data.at("p" + i);
      if (payload.isObject()) {
        take(UserError.of(payload), product);
        product.stream()
            .filter(each -> !outcomes.containsKey(each.update().id()))
            .forEach(done::add);
      } else {
        Outcome silent = new Outcome.Unknown("the answer says nothing of its product", false);
        product.forEach(each -> outcome(each, silent));
      }
    }
    return show(done).compose(any -> accepted(done));
  }

  private void take(List<UserError> errors, List<Wanted> product) {
    for (UserError error : errors) {
      int index = error.indexIn("variants");
      List<Wanted> meant =
          index >= 0 && index < product.size() ? List.of(product.get(index)) : product;
      if (error.isGone()) {
        gone(meant);
      } else {
        Outcome why = error.rejected(meant.size() > 1 ? Scope.CALL : Scope.ITEM);
        meant.forEach(each -> outcome(each, why));
      }
    }
  }

  private void gone(List<Wanted> meant) {
    book.forget(meant.stream().map(each -> each.update().sku()).toList());
    meant.forEach(each -> outcome(each, Book.GONE));
  }

  /**
   * Only now: a product that became active before its price would be sold for nothing. Its variants
   * without a price cannot be bought, as they have no stock.
   */
  private Future<Void> show(List<Wanted> done) {
    Set<String> made = new LinkedHashSet<>();
    done.stream()
        .filter(each -> each.ids().activate())
        .forEach(each -> made.add(each.ids().theProduct()));
    return made.isEmpty()
        ? Future.succeededFuture()
        : book.standings(made)
            .compose(standings -> show(standings, done), unreadable -> notShown(made, done));
  }

  private Future<Void> show(Map<String, Standing> standings, List<Wanted> done) {
    Future<Void> shown = Future.succeededFuture();
    for (Map.Entry<String, Standing> each : standings.entrySet()) {
      String product = each.getKey();
      if (each.getValue().waiting()) {
        learned.put(product, each.getValue().shown().stored());
        shown =
            shown
                .compose(any -> api.ask(Changes.show(product, settings.publishTo()), course))
                .map(reply -> shown(reply, product, done));
      }
    }
    return shown;
  }

  private @Nullable Void shown(Reply reply, String product, List<Wanted> done) {
    Outcome why = reply instanceof Reply.Problem failed ? failed.why() : null;
    if (reply instanceof Reply.Data answer) {
      List<UserError> errors = new ArrayList<>(UserError.of(answer.data().at("productUpdate")));
      errors.addAll(UserError.of(answer.data().at("publishablePublish")));
      if (!errors.isEmpty()) {
        why = rejected("product.not_shown", UserError.text(errors));
      }
    }
    if (why != null) {
      notShown(product, why, done);
    }
    return null;
  }

  private Future<Void> notShown(Set<String> products, List<Wanted> done) {
    products.forEach(product -> notShown(product, book.unreadable(), done));
    return Future.succeededFuture();
  }

  /** Its prices are set, and are sent again until it is shown. */
  private void notShown(String product, Outcome why, List<Wanted> done) {
    learned.remove(product);
    for (Wanted each : done) {
      if (each.ids().activate() && each.ids().theProduct().equals(product)) {
        outcome(each, why);
      }
    }
  }

  private Future<Void> accepted(List<Wanted> done) {
    for (Wanted each : done) {
      Outcome had = outcomes.putIfAbsent(each.update().id(), Outcome.Accepted.PLAIN);
      if (had == null && (each.ids().activate() || each.ids().unpriced())) {
        learned.put(each.update().sku(), each.ids().waiting(false, false).stored());
      }
    }
    Map<String, Map<String, String>> all = Map.copyOf(learned);
    learned.clear();
    return book.remember(all);
  }

  private void outcome(Wanted wanted, Outcome why) {
    outcomes.putIfAbsent(wanted.update().id(), why);
  }
}
