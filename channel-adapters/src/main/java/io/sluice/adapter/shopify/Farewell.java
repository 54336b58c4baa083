package io.sluice.adapter.shopify;

import io.sluice.adapter.Outcome;
import io.sluice.adapter.Outcome.Scope;
import io.vertx.core.Future;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Takes products off the shop. One with other variants stays until the last of them leaves, and
 * only what left cannot be bought any more. Nothing is deleted. Belongs to one call.
 */
final class Farewell {
  private final ShopifySettings settings;
  private final AdminApi api;
  private final Book book;
  private final Course course;

  Farewell(ShopifySettings settings, AdminApi api, Book book, Course course) {
    this.settings = settings;
    this.api = api;
    this.book = book;
    this.course = course;
  }

  Future<Outcome> send(String updateId, String sku, Ids ids) {
    if (!ids.known()) {
      return done(Outcome.Accepted.PLAIN);
    }
    Future<Outcome> gone =
        settings.leaving() == ShopifySettings.Leaving.STOCK_0
            ? nothingLeft(updateId, sku, ids)
            : api.ask(Questions.countVariants(ids.theProduct()), course)
                .compose(reply -> counted(reply, updateId, sku, ids));
    return gone;
  }

  private static Future<Outcome> done(Outcome outcome) {
    return Future.succeededFuture(outcome);
  }

  private Future<Outcome> counted(Reply reply, String updateId, String sku, Ids ids) {
    if (reply instanceof Reply.Problem failed) {
      return done(failed.why());
    }
    Tree product = ((Reply.Data) reply).data().at("product");
    Long count = product.at("variantsCount", "count").whole();
    if (!product.isObject()) {
      return book.forget(List.of(sku)).compose(any -> done(Outcome.Accepted.PLAIN));
    } else if (count == null || count > 1) {
      return nothingLeft(updateId, sku, ids)
          .compose(outcome -> left(outcome, count == null ? 0 : count, sku, ids));
    }
    return hide(sku, ids);
  }

  /** Its stock is gone: its product goes too where all of its siblings left before it. */
  private Future<Outcome> left(Outcome outcome, long count, String sku, Ids ids) {
    Ids gone = ids.with(StockPlan.nothing(settings)).untracked(false).ended(true);
    return outcome instanceof Outcome.Accepted
        ? book.remember(Map.of(sku, gone.stored()))
            .compose(any -> api.ask(Questions.variantsOf(ids.theProduct()), course))
            .compose(reply -> siblings(reply, count, sku, gone))
        : done(outcome);
  }

  private Future<Outcome> siblings(Reply reply, long count, String sku, Ids ids) {
    if (reply instanceof Reply.Problem failed) {
      return done(failed.why());
    }
    List<Tree> variants = ((Reply.Data) reply).data().at("product", "variants", "nodes").list();
    if (variants.size() != count) {
      // There are more than an answer has.
      return done(Outcome.Accepted.PLAIN);
    }
    Set<String> skus = new HashSet<>(List.of(sku));
    variants.forEach(variant -> skus.add(variant.at("sku").text("")));
    return book.haveLeft(skus)
        .compose(
            all -> all ? hide(sku, ids) : done(Outcome.Accepted.PLAIN),
            unreadable -> done(book.unreadable()));
  }

  private Future<Outcome> hide(String sku, Ids ids) {
    return book.standing(ids.theProduct())
        .compose(standing -> hide(standing, sku, ids), unreadable -> done(book.unreadable()));
  }

  private Future<Outcome> hide(Standing standing, String sku, Ids ids) {
    String status = settings.leaving() == ShopifySettings.Leaving.DRAFT ? "DRAFT" : "ARCHIVED";
    Map<String, @Nullable Object> change = new LinkedHashMap<>();
    change.put("id", ids.theProduct());
    change.put("status", status);
    return api.ask(Changes.updateProduct(change, null), course)
        .compose(answer -> hidden(answer, standing, sku, ids));
  }

  private Future<Outcome> hidden(Reply reply, Standing standing, String sku, Ids ids) {
    if (reply instanceof Reply.Problem failed) {
      return done(failed.why());
    }
    List<UserError> errors = UserError.of(((Reply.Data) reply).data().at("productUpdate"));
    return errors.isEmpty()
        ? book.remember(sku, ids.ended(true), standing.ended(true))
            .compose(any -> done(Outcome.Accepted.PLAIN))
        : done(errors.get(0).rejected(Scope.ITEM));
  }

  private Future<Outcome> nothingLeft(String updateId, String sku, Ids ids) {
    if (settings.allLocations().isEmpty()) {
      return done(
          new Outcome.Rejected(
              "variant.cannot_leave",
              "its product has other variants and stays; set location, so that its stock can be 0",
              Scope.ITEM,
              null));
    }
    StockCall.Wanted wanted = new StockCall.Wanted(updateId, sku, ids, StockPlan.nothing(settings));
    return new StockCall(settings, api, book, course)
        .set(List.of(wanted))
        .map(outcomes -> outcomes.getOrDefault(updateId, Outcome.Accepted.PLAIN));
  }
}
