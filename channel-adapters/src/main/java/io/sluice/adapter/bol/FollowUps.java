package io.sluice.adapter.bol;

import io.sluice.adapter.Outcome;
import io.sluice.adapter.wire.PathSegment;
import io.sluice.adapter.wire.Visible;
import io.vertx.core.Future;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What follows from the ends of processes: reports of content, offers that were there already, or
 * are not there, the search for offers, and the ids to remember. What is too much for one poll
 * waits for the next.
 */
final class FollowUps {
  private static final int REPORTS = 50;
  private static final int OFFERS = 20;

  /** After which what bol refused for an offer that is there is sent again. */
  private static final Duration CONTRADICTED = Duration.ofMinutes(1);

  private final BolConnection.Parts parts;
  private final List<Follow> reports = new ArrayList<>();
  private final List<Follow> duplicates = new ArrayList<>();
  private final List<Follow> doubts = new ArrayList<>();
  private final IdChanges ids;
  private final OfferSearch search;
  private final Instant now;

  FollowUps(BolConnection.Parts parts, Instant now) {
    this.parts = parts;
    this.now = now;
    this.ids = new IdChanges(parts.ids());
    this.search = new OfferSearch(parts.exports(), ids, now);
  }

  /** What is learned of the ids of offers. */
  IdChanges ids() {
    return ids;
  }

  OfferSearch search() {
    return search;
  }

  /**
   * @param about an id of bol's, or what it said
   */
  private record Follow(Waiting waiting, Step step, String about) {}

  void report(Waiting waiting, Step step) {
    reports.add(new Follow(waiting, step, step.id()));
  }

  void duplicate(Waiting waiting, Step step, String offer) {
    duplicates.add(new Follow(waiting, step, offer));
  }

  /**
   * @param said with which bol refused it: that there is no such offer
   */
  void doubt(Waiting waiting, Step step, String said) {
    doubts.add(new Follow(waiting, step, said));
  }

  Future<Void> run() {
    List<Future<Void>> asked = new ArrayList<>();
    reports.stream().limit(REPORTS).forEach(each -> asked.add(report(each)));
    duplicates.stream().limit(OFFERS).forEach(each -> asked.add(duplicate(each)));
    if (!doubts.isEmpty()) {
      asked.add(doubts());
    }
    asked.add(search.run());
    return Future.join(asked).compose(any -> ids.store());
  }

  // --- content ---

  private Future<Void> report(Follow each) {
    String id = PathSegment.encode(each.about()).orElse("-");
    return parts
        .api()
        .call(Operation.GET_UPLOAD_REPORT, id, null)
        .onSuccess(
            called -> {
              if (called instanceof Called.Answered answered) {
                report(each, BolJson.object(answered.answer().body()));
              } else if (((Called.Failed) called).isNotFound()) {
                each.waiting()
                    .endContent(new Outcome.Unknown("bol has no report of the content", false));
              } else {
                each.waiting().notBefore(((Called.Failed) called).why());
              }
            })
        .mapEmpty();
  }

  private static void report(Follow each, @Nullable Map<?, ?> report) {
    if (report != null && UploadReport.isCompleted(report)) {
      String declined = UploadReport.declined(report);
      if (declined == null) {
        each.waiting().left.remove(each.step());
      } else {
        each.waiting()
            .endContent(
                new Outcome.Rejected("content.declined", declined, Outcome.Scope.ITEM, null));
      }
    }
  }

  // --- offers that are there already ---

  private Future<Void> duplicate(Follow each) {
    return Looked.at(parts.api(), each.about())
        .onSuccess(
            looked -> {
              if (looked instanceof Looked.There there) {
                duplicate(each, there.offer());
              } else if (looked instanceof Looked.Untold untold) {
                each.waiting().notBefore(untold.why());
              } else {
                each.waiting().end(new Outcome.Conflict("the other offer is gone"));
              }
            })
        .mapEmpty();
  }

  /** Ours where it has our reference, or nobody gave it one. */
  private void duplicate(Follow each, Map<?, ?> offer) {
    String reference = BolJson.text(offer, "reference");
    if (reference != null && !reference.equals(each.waiting().sku())) {
      String reason =
          "the offer of this EAN has the reference '%s': give it this SKU to take it over"
              .formatted(reference);
      each.waiting()
          .end(new Outcome.Rejected("ean.taken", Visible.line(reason), Outcome.Scope.ITEM, null));
      return;
    }
    ids.set(each.waiting(), new BolIds.Offer(each.about(), !isUnpriced(offer), now));
    each.waiting().end(new Outcome.Conflict("bol has the offer already: it is updated"));
  }

  private static boolean isUnpriced(Map<?, ?> offer) {
    boolean placeholder =
        offer.get("pricing") instanceof Map<?, ?> pricing
            && BolJson.objects(pricing, "bundlePrices").stream()
                .anyMatch(
                    one ->
                        one.get("unitPrice") instanceof BigDecimal price
                            && price.compareTo(BolPlanner.PLACEHOLDER) == 0);
    return placeholder
        && offer.get("stock") instanceof Map<?, ?> stock
        && stock.get("amount") instanceof BigDecimal amount
        && amount.signum() == 0;
  }

  // --- offers that bol says it has not ---

  /**
   * A sentence is not enough to forget an id: the offer may be for sale, and is not found again.
   */
  private Future<Void> doubts() {
    List<Follow> some = doubts.stream().limit(OFFERS).toList();
    return parts
        .ids()
        .find(some.stream().map(each -> each.waiting().sku()).distinct().toList())
        .compose(known -> Future.join(some.stream().map(each -> prove(each, known)).toList()))
        .mapEmpty();
  }

  private Future<Void> prove(Follow each, Map<String, BolIds.Offer> known) {
    BolIds.Offer offer = known.get(each.waiting().sku());
    if (offer == null) {
      gone(each);
      return Future.succeededFuture();
    }
    return Looked.at(parts.api(), offer.id())
        .onSuccess(
            looked -> {
              if (looked instanceof Looked.NotThere) {
                ids.forget(each.waiting(), offer.id());
                gone(each);
              } else if (looked instanceof Looked.Untold untold) {
                each.waiting().notBefore(untold.why());
              } else {
                contradicted(each);
              }
            })
        .mapEmpty();
  }

  private static void gone(Follow each) {
    switch (each.step().kind()) {
      case DELETE -> each.waiting().left.remove(each.step());
      // Who does not take it for listed creates it next.
      case UPDATE_UNLISTED ->
          each.waiting().end(new Outcome.Conflict("the offer is gone: it is created anew"));
      default -> each.waiting().end(new Outcome.NotListed(each.about()));
    }
  }

  private void contradicted(Follow each) {
    Instant again = each.waiting().handle.since().plus(CONTRADICTED);
    if (now.isBefore(again)) {
      each.waiting().notBefore(again);
    } else {
      each.waiting().end(new Outcome.Conflict("bol has the offer, though it said otherwise"));
    }
  }
}
