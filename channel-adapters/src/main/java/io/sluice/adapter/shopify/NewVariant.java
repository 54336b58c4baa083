package io.sluice.adapter.shopify;

import io.sluice.adapter.Outcome;
import io.sluice.adapter.Outcome.Scope;
import io.sluice.adapter.shopify.LookBack.Found;
import io.sluice.adapter.shopify.ProductCall.Wanted;
import io.vertx.core.Future;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Adds variants to the products of their parents. Belongs to one call. */
final class NewVariant {
  private final AdminApi api;
  private final Book book;
  private final Course course;
  private final Attempt attempt;
  private final NewProduct products;
  private final Set<String> atWork;

  /**
   * @param products creates those of parents that have none yet
   * @param atWork parents whose products are being created or found: one after the other
   */
  NewVariant(
      AdminApi api,
      Book book,
      Course course,
      Attempt attempt,
      NewProduct products,
      Set<String> atWork) {
    this.api = api;
    this.book = book;
    this.course = course;
    this.attempt = attempt;
    this.products = products;
    this.atWork = atWork;
  }

  Future<Outcome> send(Wanted wanted, String parent) {
    if (!atWork.add(parent)) {
      return done(attempt.later("another variant of its product is on its way"));
    }
    return book.parent(parent)
        .compose(known -> send(wanted, parent, known), unreadable -> done(book.unreadable()))
        .onComplete(any -> atWork.remove(parent));
  }

  private Future<Outcome> send(Wanted wanted, String parent, Book.Parent known) {
    String product = known.product();
    if (product != null) {
      return attempt.unlessMade(wanted, found -> add(wanted, parent, product));
    }
    String own = wanted.ids().creating();
    return own == null || own.equals(known.creating())
        ? ofUnknown(wanted, parent, known.creating())
        : attempt.unlessMade(wanted, found -> ofUnknown(wanted, parent, known.creating()));
  }

  /**
   * @param noted address under which a variant of it may have created the product; or null
   */
  private Future<Outcome> ofUnknown(Wanted wanted, String parent, @Nullable String noted) {
    String handle = noted == null ? wanted.content().handle(parent) : noted;
    Function<Found, Future<Outcome>> go =
        found -> {
          if (found instanceof Found.Failed failed) {
            return done(failed.why());
          }
          return found instanceof Found.There there
              ? join(wanted, parent, there, noted != null)
              : products.create(wanted, noted);
        };
    return attempt.lookBack().byHandle(handle, wanted.sku()).compose(go);
  }

  /**
   * Becomes a variant of a product that is there.
   *
   * @param isNew whether an attempt of ours made that product
   */
  private Future<Outcome> join(Wanted wanted, String parent, Found.There there, boolean isNew) {
    Seen ours = there.variant();
    return book.rememberParent(parent, there.product(), isNew && there.draft())
        .compose(
            any ->
                ours == null
                    ? add(wanted, parent, there.product())
                    : attempt.adopt(wanted, ours, isNew));
  }

  /** A product that left with the last of its variants comes back for it. */
  private Future<Outcome> add(Wanted wanted, String parent, String product) {
    return wanted.isChange()
        ? done(wanted.gone())
        : book.standing(product)
            .compose(
                standing ->
                    standing.ended()
                        ? comeBack(standing, wanted, parent, product)
                        : addTo(product, wanted, parent),
                unreadable -> done(book.unreadable()));
  }

  private Future<Outcome> comeBack(
      Standing standing, Wanted wanted, String parent, String product) {
    Map<String, @Nullable Object> change = new LinkedHashMap<>();
    change.put("id", product);
    change.put("status", standing.statusAgain());
    return api.ask(Changes.updateProduct(change, null), course)
        .compose(
            reply ->
                reply instanceof Reply.Problem failed
                    ? done(failed.why())
                    // Where it is not there any more, what is added says so.
                    : book.remember(Map.of(product, standing.ended(false).stored()))
                        .compose(any -> addTo(product, wanted, parent)));
  }

  private Future<Outcome> addTo(String product, Wanted wanted, String parent) {
    Ask ask = Changes.addVariant(product, wanted.content().added(wanted.sku()));
    return attempt.noted(
        wanted,
        product,
        null,
        any -> api.ask(ask, course).compose(reply -> added(reply, parent, product, wanted)));
  }

  private Future<Outcome> added(Reply reply, String parent, String product, Wanted wanted) {
    if (reply instanceof Reply.Problem failed) {
      return done(failed.why());
    }
    Tree payload = ((Reply.Data) reply).data().at("productVariantsBulkCreate");
    for (UserError error : UserError.of(payload)) {
      return switch (error.code()) {
        case "PRODUCT_DOES_NOT_EXIST" ->
            book.forget(List.of(wanted.sku()))
                .compose(any -> book.forgetParent(parent))
                .compose(any -> done(wanted.gone()));
        case "VARIANT_ALREADY_EXISTS", "VARIANT_ALREADY_EXISTS_CHANGE_OPTION_VALUE" ->
            attempt
                .lookBack()
                .inProduct(product, wanted.sku())
                .compose(found -> exists(found, error, wanted));
        default -> notMade(wanted, error);
      };
    }
    List<Tree> variants = payload.at("productVariants").list();
    Seen seen = variants.isEmpty() ? null : Seen.of(variants.get(0), payload.at("product"));
    if (seen == null) {
      return done(new Outcome.Unknown("the answer names no new variant", false));
    }
    return book.remember(wanted.sku(), book.made(seen, true), false)
        .compose(any -> done(Outcome.Accepted.PLAIN));
  }

  /** A variant with these values is there: ours after a lost answer, or one with another SKU. */
  private Future<Outcome> exists(Found found, UserError error, Wanted wanted) {
    if (found instanceof Found.Failed failed) {
      return done(failed.why());
    }
    Seen ours = Attempt.seen(found);
    return ours == null ? notMade(wanted, error) : attempt.adopt(wanted, ours, false);
  }

  private Future<Outcome> notMade(Wanted wanted, UserError error) {
    return book.forget(List.of(wanted.sku())).compose(any -> done(error.rejected(Scope.ITEM)));
  }

  private static Future<Outcome> done(Outcome outcome) {
    return Future.succeededFuture(outcome);
  }
}
