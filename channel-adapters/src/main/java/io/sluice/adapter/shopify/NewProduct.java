package io.sluice.adapter.shopify;

import io.sluice.adapter.Outcome;
import io.sluice.adapter.Outcome.Scope;
import io.sluice.adapter.shopify.LookBack.Found;
import io.sluice.adapter.shopify.ProductCall.Wanted;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Creates products, each with one variant and as a draft. Belongs to one call. */
final class NewProduct {
  private final AdminApi api;
  private final Book book;
  private final Course course;
  private final Attempt attempt;
  private final Function<Wanted, Future<Outcome>> update;

  NewProduct(
      AdminApi api,
      Book book,
      Course course,
      Attempt attempt,
      Function<Wanted, Future<Outcome>> update) {
    this.api = api;
    this.book = book;
    this.course = course;
    this.attempt = attempt;
    this.update = update;
  }

  /** Of a SKU that has no parent. */
  Future<Outcome> send(Wanted wanted) {
    String noted = wanted.ids().creating();
    return attempt.unlessMade(
        wanted, found -> create(wanted, found instanceof Found.Nothing ? noted : null));
  }

  /**
   * @param noted address of an earlier attempt, which may yet be carried out: the same again is
   *     refused then; null where there is none
   */
  Future<Outcome> create(Wanted wanted, @Nullable String noted) {
    String parent = wanted.content().parent();
    String handle =
        noted == null || Ids.isProduct(noted)
            ? wanted.content().handle(parent == null ? wanted.sku() : parent)
            : noted;
    Map<String, @Nullable Object> input = wanted.content().created(wanted.sku(), handle);
    Ask ask = Changes.createProduct(input, wanted.content().images().size());
    return attempt.noted(
        wanted,
        handle,
        parent,
        any -> api.ask(ask, course).compose(reply -> created(reply, handle, wanted)));
  }

  private Future<Outcome> created(Reply reply, String handle, Wanted wanted) {
    if (reply instanceof Reply.Problem failed) {
      return done(failed.why());
    }
    Tree payload = ((Reply.Data) reply).data().at("productSet");
    List<UserError> errors = UserError.of(payload);
    if (!errors.isEmpty()) {
      boolean taken = errors.stream().anyMatch(error -> error.code().equals("HANDLE_NOT_UNIQUE"));
      return taken
          ? attempt
              .lookBack()
              .byHandle(handle, wanted.sku())
              .compose(found -> taken(found, handle, wanted))
          : notCreated(wanted, errors.get(0).rejected(Scope.ITEM));
    }
    Tree product = payload.at("product");
    List<Tree> variants = product.at("variants", "nodes").list();
    Seen seen = variants.isEmpty() ? null : Seen.of(variants.get(0), product);
    if (seen == null) {
      return done(new Outcome.Unknown("the answer names no new product", false));
    }
    String parent = wanted.content().parent();
    Ids ids = book.made(seen, parent != null);
    Future<Void> remembered = book.remember(wanted.sku(), ids, true);
    if (parent != null) {
      remembered = remembered.compose(any -> book.rememberParent(parent, ids.theProduct(), true));
    }
    boolean another =
        wanted.content().handle() != null && !wanted.content().handle(wanted.sku()).equals(handle);
    return remembered.compose(
        any -> another ? update.apply(wanted.with(ids)) : done(Outcome.Accepted.PLAIN));
  }

  private Future<Outcome> notCreated(Wanted wanted, Outcome why) {
    String parent = wanted.content().parent();
    return book.forget(List.of(wanted.sku()))
        .compose(any -> parent == null ? Future.succeededFuture() : book.forgetParent(parent))
        .compose(any -> done(why));
  }

  /**
   * The address is not free: by ourselves, or by a product that has nothing to do with this one.
   */
  private Future<Outcome> taken(Found found, String handle, Wanted wanted) {
    if (found instanceof Found.Failed failed) {
      return done(failed.why());
    }
    Seen ours = Attempt.seen(found);
    if (ours != null) {
      return attempt.adopt(wanted, ours, true);
    } else if (wanted.content().parent() != null) {
      // It was not there a moment ago.
      return done(attempt.later("the product of its parent has just been created"));
    }
    return notCreated(
        wanted,
        new Outcome.Rejected(
            "handle_not_unique",
            "another product has the address %s: give this one a handle with fields"
                .formatted(handle),
            Scope.ITEM,
            null));
  }

  private static Future<Outcome> done(Outcome outcome) {
    return Future.succeededFuture(outcome);
  }
}
