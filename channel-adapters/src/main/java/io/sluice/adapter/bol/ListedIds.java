package io.sluice.adapter.bol;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What a page of the file of all offers tells of their ids. The file is minutes to hours old, and
 * several offers may have one reference: what is known is replaced only where the file is newer and
 * does not have it.
 */
final class ListedIds {
  private final BolConnection.Parts parts;
  private final Instant asked;
  private final Instant now;

  /**
   * @param asked when the file was asked for
   */
  ListedIds(BolConnection.Parts parts, Instant asked, Instant now) {
    this.parts = parts;
    this.asked = asked;
    this.now = now;
  }

  /**
   * The rows without those of a second offer of the same reference. Fails with {@link
   * BolIds.NoStore}.
   */
  Future<List<OfferExport.Row>> remember(OfferExport export, List<OfferExport.Row> rows) {
    Map<String, OfferExport.Row> first = new LinkedHashMap<>();
    rows.forEach(row -> first.putIfAbsent(row.reference(), row));
    return parts
        .ids()
        .find(first.keySet())
        .compose(
            known ->
                among(export, rows, known)
                    .compose(
                        there -> store(first, there).map(any -> ours(rows, first, known, there))));
  }

  /** The known ids of these references that the file has, on whichever page. */
  private Future<Set<String>> among(
      OfferExport export, List<OfferExport.Row> rows, Map<String, BolIds.Offer> known) {
    Set<String> elsewhere = new HashSet<>();
    known.values().forEach(offer -> elsewhere.add(offer.id()));
    Set<String> here = new HashSet<>();
    rows.forEach(row -> here.add(row.offerId()));
    here.retainAll(elsewhere);
    elsewhere.removeAll(here);
    if (elsewhere.isEmpty()) {
      return Future.succeededFuture(here);
    }
    return parts
        .exports()
        .among(export, elsewhere)
        .map(
            there -> {
              there.addAll(here);
              return there;
            });
  }

  private Future<Void> store(Map<String, OfferExport.Row> first, Set<String> there) {
    Map<String, UnaryOperator<BolIds.@Nullable Offer>> changes = new HashMap<>();
    first.forEach((sku, row) -> changes.put(sku, known -> keeps(known, there) ? known : of(row)));
    return parts.ids().change(changes);
  }

  private boolean keeps(BolIds.@Nullable Offer known, Set<String> there) {
    return known != null && (there.contains(known.id()) || !known.since().isBefore(asked));
  }

  private BolIds.Offer of(OfferExport.Row row) {
    return new BolIds.Offer(row.offerId(), !row.isUnpriced(), now);
  }

  private static List<OfferExport.Row> ours(
      List<OfferExport.Row> rows,
      Map<String, OfferExport.Row> first,
      Map<String, BolIds.Offer> known,
      Set<String> there) {
    return rows.stream()
        .filter(
            row -> {
              BolIds.Offer offer = known.get(row.reference());
              return offer != null && there.contains(offer.id())
                  ? row.offerId().equals(offer.id())
                  : row == first.get(row.reference());
            })
        .toList();
  }
}
