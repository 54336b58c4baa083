package io.sluice.adapter.shopify;

import io.sluice.adapter.Outcome;
import io.sluice.adapter.Outcome.Scope;
import io.sluice.adapter.shopify.LookBack.Found;
import io.sluice.adapter.shopify.ProductCall.Wanted;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Creates the new products and variants of one call. What is to be created is noted durably first:
 * where the answer is lost, that tells whether it was.
 */
final class Creation {
  private static final Duration AGAIN = Duration.ofSeconds(2);

  private final AdminApi api;
  private final Book book;
  private final Course course;
  private final LookBack lookBack;
  private final Set<String> atWork;
  private final Function<Wanted, Future<Outcome>> update;

  /**
   * @param atWork parents whose products are being created or found: one after the other
   * @param update changes what turns out to be there
   */
  Creation(
      AdminApi api,
      Book book,
      Course course,
      Set<String> atWork,
      Function<Wanted, Future<Outcome>> update) {
    this.api = api;
    this.book = book;
    this.course = course;
    this.lookBack = new LookBack(api, course);
    this.atWork = atWork;
    this.update = update;
  }

  Future<Outcome> begin(Wanted wanted) {
    String problem = wanted.content().problem();
    if (problem != null) {
      return done(new Outcome.Rejected("product.incomplete", problem, Scope.ITEM, null));
    }
    String parent = wanted.content().parent();
    if (parent == null) {
      String noted = wanted.ids().creating();
      return unlessMade(
          wanted, found -> create(wanted, found instanceof Found.Nothing ? noted : null));
    }
    if (!atWork.add(parent)) {
      return done(
          new Outcome.Deferred(
              api.now().plus(AGAIN), Scope.ITEM, "another variant of its product is on its way"));
    }
    return variant(wanted, parent).onComplete(any -> atWork.remove(parent));
  }

  private static Future<Outcome> done(Outcome outcome) {
    return Future.succeededFuture(outcome);
  }

  private static Future<Outcome> accepted() {
    return done(Outcome.Accepted.PLAIN);
  }

  /** The SKU's own variant, where a look back found it. */
  private static @Nullable Seen seen(Found found) {
    return found instanceof Found.There there ? there.variant() : null;
  }

  /**
   * It was created, with what was newest then.
   *
   * @param product whether its product was created for it
   */
  private Future<Outcome> adopt(Wanted wanted, Seen seen, boolean product) {
    boolean parent = wanted.content().parent() != null;
    Ids ids = book.made(seen, parent);
    return book.remember(wanted.sku(), ids, product && seen.draft())
        .compose(any -> update.apply(wanted.with(ids)));
  }

  /**
   * Begins unless an earlier attempt made it. Where that is not known nothing is made: a name that
   * changed meanwhile would give a second product another address.
   */
  private Future<Outcome> unlessMade(Wanted wanted, Function<Found, Future<Outcome>> begin) {
    return lookBack
        .find(wanted.ids(), wanted.sku())
        .compose(
            found -> {
              if (found instanceof Found.Failed failed) {
                return done(failed.why());
              }
              Seen ours = seen(found);
              return ours == null ? begin.apply(found) : adopt(wanted, ours, wanted.isNew());
            });
  }

  /**
   * @param noted address of an earlier attempt, which may yet be carried out: the same again is
   *     refused then; null where there is none
   */
  private Future<Outcome> create(Wanted wanted, @Nullable String noted) {
    String parent = wanted.content().parent();
    String handle =
        noted == null || Ids.isProduct(noted)
            ? wanted.content().handle(parent == null ? wanted.sku() : parent)
            : noted;
    Map<String, @Nullable Object> input = wanted.content().created(wanted.sku(), handle);
    Ask ask = Changes.createProduct(input, wanted.content().images().size());
    return noted(
        wanted,
        handle,
        parent,
        any -> api.ask(ask, course).compose(reply -> created(reply, handle, wanted)));
  }

  /**
   * Creates what is to be created, once that is noted.
   *
   * @param creating see {@link Ids#creating()}
   * @param parent whose product is created; null where none is
   */
  private Future<Outcome> noted(
      Wanted wanted,
      String creating,
      @Nullable String parent,
      Function<Void, Future<Outcome>> then) {
    Outcome unsent = wanted.isChange() ? wanted.gone() : course.refusal(api.now());
    if (unsent != null) {
      // Without a note nothing has to be looked for.
      return done(unsent);
    }
    return book.note(wanted.sku(), wanted.ids().creating(creating), parent)
        .compose(
            then,
            unwritten ->
                done(
                    new Outcome.Deferred(
                        api.now().plus(AGAIN), Scope.ITEM, "its address cannot be noted now")));
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
          ? lookBack
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
    return remembered.compose(any -> another ? update.apply(wanted.with(ids)) : accepted());
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
    String parent = wanted.content().parent();
    if (parent != null && found instanceof Found.There there) {
      return join(wanted, parent, there, true);
    }
    Seen ours = seen(found);
    return ours == null
        ? notCreated(
            wanted,
            new Outcome.Rejected(
                "handle_not_unique",
                "another product has the address %s: give this one a handle with fields"
                    .formatted(handle),
                Scope.ITEM,
                null))
        : adopt(wanted, ours, true);
  }

  // Variants of one product.

  private Future<Outcome> variant(Wanted wanted, String parent) {
    return book.parent(parent)
        .compose(known -> variant(wanted, parent, known), unreadable -> done(book.unreadable()));
  }

  private Future<Outcome> variant(Wanted wanted, String parent, Book.Parent known) {
    String product = known.product();
    if (product != null) {
      return unlessMade(wanted, found -> add(wanted, parent, product));
    }
    String own = wanted.ids().creating();
    return own == null || own.equals(known.creating())
        ? variantOfUnknown(wanted, parent, known.creating())
        : unlessMade(wanted, found -> variantOfUnknown(wanted, parent, known.creating()));
  }

  /**
   * @param noted address under which a variant of it may have created the product; or null
   */
  private Future<Outcome> variantOfUnknown(Wanted wanted, String parent, @Nullable String noted) {
    String handle = noted == null ? wanted.content().handle(parent) : noted;
    Function<Found, Future<Outcome>> go =
        found -> {
          if (found instanceof Found.Failed failed) {
            return done(failed.why());
          }
          return found instanceof Found.There there
              ? join(wanted, parent, there, noted != null)
              : create(wanted, noted);
        };
    return lookBack.byHandle(handle, wanted.sku()).compose(go);
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
                ours == null ? add(wanted, parent, there.product()) : adopt(wanted, ours, isNew));
  }

  private Future<Outcome> add(Wanted wanted, String parent, String product) {
    Ask ask = Changes.addVariant(product, wanted.content().added(wanted.sku()));
    return noted(
        wanted,
        product,
        null,
        any ->
            api.ask(ask, course).compose(reply -> added(reply, parent, product, wanted)));
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
            lookBack
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
    return book.remember(wanted.sku(), book.made(seen, true), false).compose(any -> accepted());
  }

  /** A variant with these values is there: ours after a lost answer, or one with another SKU. */
  private Future<Outcome> exists(Found found, UserError error, Wanted wanted) {
    if (found instanceof Found.Failed failed) {
      return done(failed.why());
    }
    Seen ours = seen(found);
    return ours == null ? notMade(wanted, error) : adopt(wanted, ours, false);
  }

  private Future<Outcome> notMade(Wanted wanted, UserError error) {
    return book.forget(List.of(wanted.sku()))
        .compose(any -> done(error.rejected(Scope.ITEM)));
  }
}
