package io.sluice.adapter.bol;

import io.sluice.adapter.Outcome;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The search of one poll for offers that may have been created, or have to be deleted, in the file
 * of all offers: one file for all that are looked for.
 */
final class OfferSearch {
  private final BolExports exports;
  private final IdChanges ids;
  private final Instant now;
  private final List<Sought> unasked = new ArrayList<>();
  private final Map<String, List<Sought>> reports = new LinkedHashMap<>();

  OfferSearch(BolExports exports, IdChanges ids, Instant now) {
    this.exports = exports;
    this.ids = ids;
    this.now = now;
  }

  private record Sought(Waiting waiting, Step step) {
    boolean toDelete() {
      return step.kind() == Step.Kind.FIND_TO_DELETE;
    }

    void replace(String process) {
      waiting.replace(step, new Step(step.kind(), process));
    }
  }

  /** One that no file was asked for yet. */
  void add(Waiting waiting, Step step) {
    unasked.add(new Sought(waiting, step));
  }

  void add(Waiting waiting, Step step, String report) {
    reports.computeIfAbsent(report, any -> new ArrayList<>()).add(new Sought(waiting, step));
  }

  Future<Void> run() {
    List<Future<Void>> asked = new ArrayList<>();
    // One file at a time: it may be large.
    reports.entrySet().stream()
        .findFirst()
        .ifPresent(each -> asked.add(fetch(each.getKey(), each.getValue())));
    List<Sought> wanted = unasked.stream().filter(each -> each.waiting().end() == null).toList();
    if (!wanted.isEmpty()) {
      asked.add(request(wanted));
    }
    return Future.join(asked).mapEmpty();
  }

  private Future<Void> request(List<Sought> wanted) {
    return exports
        .request()
        .onSuccess(
            requested -> {
              String process = requested.processStatus();
              for (Sought each : wanted) {
                if (process != null) {
                  each.replace(process);
                }
                each.waiting().notBefore(requested.why());
              }
            })
        .mapEmpty();
  }

  private Future<Void> fetch(String report, List<Sought> searching) {
    return exports
        .fetch(report)
        .compose(
            fetched -> {
              if (fetched instanceof Fetched.File file) {
                return find(file.export(), searching);
              } else if (fetched instanceof Fetched.Missing) {
                searching.forEach(each -> each.replace(Step.NONE));
              } else if (fetched instanceof Fetched.Unreadable unreadable) {
                searching.forEach(each -> unreadable(each, unreadable.reason()));
              } else if (fetched instanceof Fetched.Untold untold) {
                searching.forEach(each -> each.waiting().notBefore(untold.why()));
              }
              return Future.succeededFuture();
            });
  }

  /** A create may be sent again: bol refuses the second offer of an EAN, and names the first. */
  private static void unreadable(Sought each, String reason) {
    each.waiting()
        .end(
            each.toDelete()
                ? new Outcome.Rejected("export.unreadable", reason, Outcome.Scope.ITEM, null)
                : new Outcome.Conflict(reason));
  }

  private Future<Void> find(OfferExport export, List<Sought> searching) {
    Set<String> skus = new HashSet<>();
    searching.forEach(each -> skus.add(each.waiting().sku()));
    return exports
        .find(export, skus)
        .onSuccess(
            rows -> {
              for (Sought each : searching) {
                OfferExport.Row row = rows.get(each.waiting().sku());
                if (row != null) {
                  ids.setIfNone(
                      each.waiting(), new BolIds.Offer(row.offerId(), !row.isUnpriced(), now));
                }
                each.waiting().end(end(row != null, each.toDelete()));
              }
            })
        .mapEmpty();
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
