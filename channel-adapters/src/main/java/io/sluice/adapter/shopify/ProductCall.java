package io.sluice.adapter.shopify;

import io.sluice.adapter.ChannelUpdate;
import io.sluice.adapter.Listed;
import io.sluice.adapter.Outcome;
import io.sluice.adapter.Outcome.Scope;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Changes the products of one call, and has those created that are new. A product that is there is
 * only ever changed by mutations that cannot delete a variant.
 */
final class ProductCall {
  private final AdminApi api;
  private final Book book;
  private final Course course;
  private final NewProduct newProducts;
  private final NewVariant newVariants;

  /**
   * @param atWork parents whose products are being created or found by any call of the connection
   */
  ProductCall(AdminApi api, Book book, Course course, Set<String> atWork) {
    this.api = api;
    this.book = book;
    this.course = course;
    Attempt attempt = new Attempt(api, book, course, this::update);
    this.newProducts = new NewProduct(api, book, course, attempt, this::update);
    this.newVariants = new NewVariant(api, book, course, attempt, newProducts, atWork);
  }

  /** One product, and what is known of it. */
  record Wanted(ChannelUpdate update, ProductContent content, Ids ids) {
    String sku() {
      return update.sku();
    }

    /** Whether it changes what is there: one that is made anew would stay without its price. */
    boolean isChange() {
      return update.listed() == Listed.YES;
    }

    Wanted with(Ids other) {
      return new Wanted(update, content, other);
    }

    /** Whether what may have been created for it is a product. */
    boolean isNew() {
      String creating = ids.creating();
      return creating != null && !Ids.isProduct(creating);
    }

    /** What it ends in where the shop does not know its product. */
    Outcome gone() {
      return isChange()
          ? new Outcome.NotListed("the shop has no variant with this SKU any more")
          : new Outcome.Conflict("the shop no longer knows its product: it is looked for anew");
    }
  }

  Future<Outcome> send(Wanted wanted) {
    if (wanted.ids().known()) {
      return update(wanted);
    }
    String problem = wanted.content().problem();
    if (problem != null) {
      return done(new Outcome.Rejected("product.incomplete", problem, Scope.ITEM, null));
    }
    String parent = wanted.content().parent();
    return parent == null ? newProducts.send(wanted) : newVariants.send(wanted, parent);
  }

  private static Future<Outcome> done(Outcome outcome) {
    return Future.succeededFuture(outcome);
  }

  private static Future<Outcome> accepted() {
    return done(Outcome.Accepted.PLAIN);
  }

  private Future<Outcome> update(Wanted wanted) {
    Ids ids = wanted.ids();
    Map<String, @Nullable Object> product = wanted.content().product();
    product.put("id", ids.theProduct());
    if (wanted.content().handle() != null) {
      product.put("handle", wanted.content().handle(wanted.sku()));
      product.put("redirectNewHandle", true);
    }
    return ids.ended()
        ? book.standing(ids.theProduct())
            .compose(
                standing -> update(product, standing, wanted),
                unreadable -> done(book.unreadable()))
        : update(product, Standing.PLAIN, wanted);
  }

  private Future<Outcome> update(
      Map<String, @Nullable Object> product, Standing standing, Wanted wanted) {
    if (standing.ended()) {
      product.put("status", standing.statusAgain());
    }
    Map<String, @Nullable Object> variant = wanted.content().variant();
    if (!variant.isEmpty()) {
      variant.put("id", wanted.ids().theVariant());
    }
    Ask ask = Changes.updateProduct(product, variant.isEmpty() ? null : variant);
    return api.ask(ask, course).compose(reply -> updated(reply, standing, wanted));
  }

  private Future<Outcome> updated(Reply reply, Standing standing, Wanted wanted) {
    if (reply instanceof Reply.Problem failed) {
      return done(failed.why());
    }
    Tree data = ((Reply.Data) reply).data();
    if (!data.at("productUpdate").isObject()) {
      return done(new Outcome.Unknown("the answer says nothing of the product", false));
    }
    for (String field : List.of("productUpdate", "productVariantsBulkUpdate")) {
      for (UserError error : UserError.of(data.at(field))) {
        return isGone(error)
            ? book.forget(List.of(wanted.sku())).compose(any -> done(wanted.gone()))
            : done(error.rejected(Scope.ITEM));
      }
    }
    return wanted.ids().ended()
        ? book.remember(wanted.sku(), wanted.ids().ended(false), standing.ended(false))
            .compose(any -> accepted())
        : accepted();
  }

  /** A product that is not there has no code where products are changed, only a path. */
  private static boolean isGone(UserError error) {
    return error.isGone()
        || (error.code().isEmpty()
            && !error.field().isEmpty()
            && error.field().get(error.field().size() - 1).equals("id"));
  }
}
