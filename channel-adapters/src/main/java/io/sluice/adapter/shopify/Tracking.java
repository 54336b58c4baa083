package io.sluice.adapter.shopify;

import io.sluice.adapter.Outcome;
import io.sluice.adapter.Outcome.Scope;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Has the shop track the quantity of what it did not: that could be bought whatever its stock.
 * Belongs to one call.
 */
final class Tracking {
  private final AdminApi api;
  private final Book book;
  private final Course course;
  private final Map<String, Outcome> outcomes;

  /**
   * @param outcomes where those that cannot be tracked get theirs, by the updates' ids
   */
  Tracking(AdminApi api, Book book, Course course, Map<String, Outcome> outcomes) {
    this.api = api;
    this.book = book;
    this.course = course;
    this.outcomes = outcomes;
  }

  /** Before a quantity is set: what is tracked and has none cannot be bought. */
  Future<Void> begin(List<StockCall.Wanted> all) {
    Map<String, List<StockCall.Wanted>> byProduct = new LinkedHashMap<>();
    for (StockCall.Wanted each : all) {
      if (each.ids().untracked()) {
        byProduct.computeIfAbsent(each.ids().theProduct(), any -> new ArrayList<>()).add(each);
      }
    }
    Future<Void> done = Future.succeededFuture();
    for (List<List<StockCall.Wanted>> part :
        Parts.of(List.copyOf(byProduct.values()), Changes.PRODUCTS_AT_MOST)) {
      done = done.compose(any -> send(part));
    }
    return done;
  }

  private Future<Void> send(List<List<StockCall.Wanted>> products) {
    Map<String, List<String>> variants = new LinkedHashMap<>();
    for (List<StockCall.Wanted> product : products) {
      variants.put(
          product.get(0).ids().theProduct(),
          product.stream().map(each -> each.ids().theVariant()).toList());
    }
    return api.ask(Changes.track(variants), course).map(reply -> answered(reply, products));
  }

  private @Nullable Void answered(Reply reply, List<List<StockCall.Wanted>> products) {
    for (int i = 0; i < products.size(); i++) {
      List<StockCall.Wanted> product = products.get(i);
      if (reply instanceof Reply.Problem failed) {
        outcome(product, failed.why());
      } else {
        take(((Reply.Data) reply).data().at("p" + i), product);
      }
    }
    return null;
  }

  private void take(Tree payload, List<StockCall.Wanted> product) {
    if (!payload.isObject()) {
      outcome(product, new Outcome.Unknown("the answer says nothing of its product", false));
    }
    for (UserError error : UserError.of(payload)) {
      int index = error.indexIn("variants");
      boolean one = index >= 0 && index < product.size();
      List<StockCall.Wanted> meant = one ? List.of(product.get(index)) : product;
      if (error.isGone()) {
        book.forget(meant.stream().map(StockCall.Wanted::sku).toList());
        outcome(meant, Book.GONE);
      } else {
        outcome(meant, error.rejected(meant.size() > 1 ? Scope.CALL : Scope.ITEM));
      }
    }
  }

  private void outcome(List<StockCall.Wanted> meant, Outcome why) {
    meant.forEach(each -> outcomes.putIfAbsent(each.updateId(), why));
  }
}
