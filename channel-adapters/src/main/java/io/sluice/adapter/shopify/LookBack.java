package io.sluice.adapter.shopify;

import io.sluice.adapter.Outcome;
import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;

/** What an earlier attempt may have created, where a search does not know it yet. */
final class LookBack {
  private final AdminApi api;
  private final Course course;

  LookBack(AdminApi api, Course course) {
    this.api = api;
    this.course = course;
  }

  sealed interface Found {
    /**
     * @param draft whether the product is one
     * @param variant of the SKU; null where it has none
     */
    record There(String product, boolean draft, @Nullable Seen variant) implements Found {}

    record Nothing() implements Found {
      static final Nothing FOUND = new Nothing();
    }

    record Failed(Outcome why) implements Found {}
  }

  /** By what was noted before the attempt; nothing where there was none. */
  Future<Found> find(Ids ids, String sku) {
    String creating = ids.creating();
    if (creating == null) {
      return Future.succeededFuture(Found.Nothing.FOUND);
    }
    return Ids.isProduct(creating) ? inProduct(creating, sku) : byHandle(creating, sku);
  }

  Future<Found> inProduct(String product, String sku) {
    return ask(Questions.variantsOf(product), "product", sku);
  }

  Future<Found> byHandle(String handle, String sku) {
    return ask(Questions.findByHandle(handle), "productByIdentifier", sku);
  }

  private Future<Found> ask(Ask question, String field, String sku) {
    return api.ask(question, course)
        .map(
            reply ->
                reply instanceof Reply.Problem failed
                    ? new Found.Failed(failed.why())
                    : read(((Reply.Data) reply).data().at(field), sku));
  }

  private static Found read(Tree product, String sku) {
    String id = product.at("id").text();
    if (id == null) {
      return Found.Nothing.FOUND;
    }
    Seen seen = null;
    for (Tree variant : product.at("variants", "nodes").list()) {
      if (variant.at("sku").text("").equals(sku)) {
        seen = Seen.of(variant, product);
      }
    }
    return new Found.There(id, Seen.isDraft(product), seen);
  }
}
