package io.sluice.adapter.bol;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What one poll learned of the ids of offers, stored at its end. A handle whose part of it cannot
 * be stored is as if it had not been asked for.
 */
final class IdChanges {
  private final BolIds ids;
  private final Map<String, UnaryOperator<BolIds.@Nullable Offer>> changes = new HashMap<>();
  private final List<Waiting> learnedFrom = new ArrayList<>();

  IdChanges(BolIds ids) {
    this.ids = ids;
  }

  /** The offer is this one, whatever was known; what was known of this one stays. */
  void set(Waiting waiting, BolIds.Offer offer) {
    add(waiting, known -> known != null && known.id().equals(offer.id()) ? known : offer);
  }

  /** The offer is this one where none is known. */
  void setIfNone(Waiting waiting, BolIds.Offer offer) {
    add(waiting, known -> known == null ? offer : known);
  }

  /** The offer has the price that was sent, unless it is another one by now. */
  void setPriced(Waiting waiting) {
    add(waiting, known -> known == null || isNewer(known, waiting) ? known : known.withPrice());
  }

  /** What was sent deleted the offer, unless it is another one by now. */
  void forget(Waiting waiting) {
    add(waiting, known -> known != null && isNewer(known, waiting) ? known : null);
  }

  /** There is no offer of this id. */
  void forget(Waiting waiting, String id) {
    add(waiting, known -> known != null && known.id().equals(id) ? null : known);
  }

  private static boolean isNewer(BolIds.Offer known, Waiting waiting) {
    return known.since().isAfter(waiting.handle.since());
  }

  private void add(Waiting waiting, UnaryOperator<BolIds.@Nullable Offer> change) {
    learnedFrom.add(waiting);
    changes.merge(
        waiting.sku(), change, (first, second) -> known -> second.apply(first.apply(known)));
  }

  Future<Void> store() {
    return ids.change(changes).recover(failure -> BolIds.orNoStore(failure, this::undo));
  }

  private @Nullable Void undo() {
    learnedFrom.forEach(Waiting::undo);
    return null;
  }
}
