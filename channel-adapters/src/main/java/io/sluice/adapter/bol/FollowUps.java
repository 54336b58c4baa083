package io.sluice.adapter.bol;

import io.sluice.adapter.Outcome;
import io.sluice.adapter.wire.PathSegment;
import io.sluice.adapter.wire.Visible;
import io.vertx.core.Future;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What follows from the ends of processes: reports of content, offers that were there already, the
 * search for offers that may have been created, and the ids to remember. What is too much for one
 * poll waits for the next.
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
  private final List<Follow> toFind = new ArrayList<>();
  private final Map<String, List<Follow>> exports = new LinkedHashMap<>();
  private final IdChanges ids;
  private final Instant now;

  FollowUps(BolConnection.Parts parts, Instant now) {
    this.parts = parts;
    this.now = now;
    this.ids = new IdChanges(parts.ids());
  }

  /** What is learned of the ids of offers. */
  IdChanges ids() {
    return ids;
  }

  /**
   * @param about an id of bol's, or what it said
   */
  private record Follow(Waiting waiting, Step step, String about) {}

  /** A report to read, or an offer that no export was asked for yet. */
  void add(Waiting waiting, Step step) {
    Follow follow = new Follow(waiting, step, step.id());
    if (step.kind() == Step.Kind.REPORT) {
      reports.add(follow);
    } else {
      toFind.add(follow);
    }
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

  void export(Waiting waiting, Step step, String report) {
    exports
        .computeIfAbsent(report, any -> new ArrayList<>())
        .add(new Follow(waiting, step, report));
  }

  Future<Void> run() {
    List<Future<Void>> asked = new ArrayList<>();
    reports.stream().limit(REPORTS).forEach(each -> asked.add(report(each)));
    duplicates.stream().limit(OFFERS).forEach(each -> asked.add(duplicate(each)));
    if (!doubts.isEmpty()) {
      asked.add(doubts());
    }
    // One file at a time: it may be large.
    exports.entrySet().stream()
        .findFirst()
        .ifPresent(each -> asked.add(export(each.getKey(), each.getValue())));
    if (!toFind.isEmpty()) {
      asked.add(requestExport());
    }
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

  /** A sentence is not enough to forget an id: the offer may be for sale, and is not found again. */
  private Future<Void> doubts() {
    List<Follow> some = doubts.stream().limit(OFFERS).toList();
    return parts
        .ids()
        .find(some.stream().map(each -> each.waiting().sku()).distinct().toList())
        .compose(
            known -> Future.join(some.stream().map(each -> prove(each, known)).toList()))
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

  // --- the search ---

  private Future<Void> requestExport() {
    return parts
        .exports()
        .request()
        .onSuccess(
            requested -> {
              String process = requested.processStatus();
              for (Follow each : toFind) {
                if (process != null) {
                  each.waiting().replace(each.step(), new Step(each.step().kind(), process));
                }
                each.waiting().notBefore(requested.why());
              }
            })
        .mapEmpty();
  }

  private Future<Void> export(String report, List<Follow> searching) {
    return parts
        .exports()
        .fetch(report)
        .onSuccess(
            fetched -> {
              OfferExport export = fetched.export();
              if (export != null) {
                found(export, searching);
              } else if (fetched.status() == 404) {
                searching.forEach(
                    each ->
                        each.waiting()
                            .replace(each.step(), new Step(each.step().kind(), Step.NONE)));
              } else if (fetched.status() == 200) {
                searching.forEach(FollowUps::unreadable);
              } else {
                searching.forEach(each -> each.waiting().notBefore(fetched.why()));
              }
            })
        .mapEmpty();
  }

  /** A create may be sent again: bol refuses the second offer of an EAN, and names the first. */
  private static void unreadable(Follow each) {
    boolean toDelete = each.step().kind() == Step.Kind.FIND_TO_DELETE;
    String reason = "the file of all offers cannot be read, or is longer than export_at_most";
    each.waiting()
        .end(
            toDelete
                ? new Outcome.Rejected("export.unreadable", reason, Outcome.Scope.ITEM, null)
                : new Outcome.Conflict(reason));
  }

  private void found(OfferExport export, List<Follow> searching) {
    Set<String> skus = new HashSet<>();
    searching.forEach(each -> skus.add(each.waiting().sku()));
    Map<String, OfferExport.Row> rows = export.find(skus);
    for (Follow each : searching) {
      OfferExport.Row row = rows.get(each.waiting().sku());
      boolean toDelete = each.step().kind() == Step.Kind.FIND_TO_DELETE;
      if (row != null) {
        ids.setIfNone(each.waiting(), new BolIds.Offer(row.offerId(), !row.isUnpriced(), now));
      }
      each.waiting().end(end(row != null, toDelete));
    }
  }

  /**
   * What was found is sent what it should be once more, by its id now: nobody knows here whether
   * that was a create, and it may have lacked its content.
   */
  private static Outcome end(boolean found, boolean toDelete) {
    return toDelete && !found
        ? Outcome.Accepted.PLAIN
        : new Outcome.Conflict(found ? "bol has the offer" : "bol has no such offer");
  }
}
