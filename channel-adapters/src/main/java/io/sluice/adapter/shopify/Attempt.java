package io.sluice.adapter.shopify;

import io.sluice.adapter.Outcome;
import io.sluice.adapter.Outcome.Scope;
import io.sluice.adapter.shopify.LookBack.Found;
import io.sluice.adapter.shopify.ProductCall.Wanted;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Attempts to create something, each after a look at what the one before made. What is to be
 * created is noted durably first: where the answer is lost, that tells whether it was. Belongs to
 * one call.
 */
final class Attempt {
  private static final Duration AGAIN = Duration.ofSeconds(2);

  private final AdminApi api;
  private final Book book;
  private final Course course;
  private final LookBack lookBack;
  private final Function<Wanted, Future<Outcome>> update;

  /**
   * @param update changes what turns out to be there
   */
  Attempt(AdminApi api, Book book, Course course, Function<Wanted, Future<Outcome>> update) {
    this.api = api;
    this.book = book;
    this.course = course;
    this.lookBack = new LookBack(api, course);
    this.update = update;
  }

  LookBack lookBack() {
    return lookBack;
  }

  private static Future<Outcome> done(Outcome outcome) {
    return Future.succeededFuture(outcome);
  }

  Outcome later(String reason) {
    return new Outcome.Deferred(api.now().plus(AGAIN), Scope.ITEM, reason);
  }

  /** The SKU's own variant, where a look back found it. */
  static @Nullable Seen seen(Found found) {
    return found instanceof Found.There there ? there.variant() : null;
  }

  /**
   * Begins unless an earlier attempt made it. Where that is not known nothing is made: a name that
   * changed meanwhile would give a second product another address.
   */
  Future<Outcome> unlessMade(Wanted wanted, Function<Found, Future<Outcome>> begin) {
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
   * It was created, with what was newest then.
   *
   * @param product whether its product was created for it
   */
  Future<Outcome> adopt(Wanted wanted, Seen seen, boolean product) {
    boolean parent = wanted.content().parent() != null;
    Ids ids = book.made(seen, parent);
    return book.remember(wanted.sku(), ids, product && seen.draft())
        .compose(any -> update.apply(wanted.with(ids)));
  }

  /**
   * Creates what is to be created, once that is noted.
   *
   * @param creating see {@link Ids#creating()}
   * @param parent whose product is created; null where none is
   */
  Future<Outcome> noted(
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
        .compose(then, unwritten -> done(later("what is created cannot be noted now")));
  }
}
