package io.sluice.simulator.check;

import io.sluice.simulator.KeyState;
import io.sluice.simulator.ReceivedUpdate;
import io.sluice.simulator.RequestRecord;
import io.sluice.simulator.check.FindingsBook.Kind;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Compares what was published with what one channel received. With the records of its requests
 * everything is derived from these; with its report alone, order and repeats are as the channel
 * counted them.
 */
public final class Checker {
  private final Model model;
  private final boolean everyChange;
  private final FindingsBook book = new FindingsBook();

  private Checker(Model model, boolean everyChange) {
    this.model = model;
    this.everyChange = everyChange;
  }

  /**
   * @param everyChange whether the channel is owed each event, else the newest value of each key
   * @param records of all requests of the channel, in any order
   */
  public static Findings checkRecords(
      Model model, boolean everyChange, Collection<RequestRecord> records) {
    Checker checker = new Checker(model, everyChange);
    checker.walk(records);
    return checker.book.findings();
  }

  /** From the channel's report: final values, and the order as the channel itself judged it. */
  public static Findings checkReport(Model model, boolean everyChange, ChannelReport report) {
    Checker checker = new Checker(model, everyChange);
    Map<FactKey, String> values = new HashMap<>();
    for (KeyState key : report.keys()) {
      FactKey name = new FactKey(key.sku(), key.facet(), key.part());
      if (key.applied() > 0) {
        values.put(name, key.value());
      }
      checker.book.add(Kind.STALE_BEGUN, key.staleBegun(), key);
      checker.book.add(Kind.STALE_APPLIED, key.staleApplied(), key);
    }
    checker.book.add(Kind.DUPLICATE, report.summary().duplicates(), "");
    checker.compareEnds(values);
    return checker.book.findings();
  }

  private void walk(Collection<RequestRecord> records) {
    List<RequestRecord> arrived =
        records.stream().sorted(Comparator.comparingLong(RequestRecord::number)).toList();
    Map<String, Long> seen = new HashMap<>();
    Map<FactKey, Long> newestArrived = new HashMap<>();
    Map<FactKey, Long> newestApplied = new HashMap<>();
    Map<FactKey, String> values = new HashMap<>();
    Set<Long> applied = new HashSet<>();
    for (RequestRecord record : arrived) {
      ReceivedUpdate update = record.update();
      FactKey key = new FactKey(update.sku(), update.facet(), update.part());
      Long before = seen.put(update.id(), record.number());
      // A request that was cut off and then carried out has two records.
      if (before != null && before != record.number()) {
        book.add(Kind.DUPLICATE, record);
      }
      if (isOlder(newestArrived, key.whole(), update.revision())) {
        book.add(Kind.STALE_BEGUN, record);
      }
      if (isApplied(record)) {
        if (isOlder(newestApplied, key, update.revision())) {
          book.add(Kind.STALE_APPLIED, record);
        }
        judge(record, key, applied);
        values.put(key, update.value());
      }
    }
    if (everyChange) {
      model.events().stream()
          .filter(event -> model.isOwed(event) && !applied.contains(event.number()))
          .forEach(event -> book.add(Kind.LOST, event));
    }
    compareEnds(values);
  }

  private static boolean isApplied(RequestRecord record) {
    return record.did().equals("applied") || record.did().equals("late");
  }

  /** Notes the revision; true when a higher one was there before. */
  private static boolean isOlder(Map<FactKey, Long> newest, FactKey key, long revision) {
    return newest.merge(key, revision, Math::max) > revision;
  }

  private void judge(RequestRecord record, FactKey key, Set<Long> applied) {
    Published event = model.find(Long.parseLong(record.update().version()));
    boolean published =
        event != null
            && event.key().whole().equals(key.whole())
            && (!everyChange || isSame(event, key, record.update().value()));
    if (published) {
      applied.add(event.number());
    } else {
      book.add(Kind.GHOST, record);
    }
  }

  private static boolean isSame(Published event, FactKey key, String value) {
    return event.key().equals(key) && event.value().equals(value);
  }

  private void compareEnds(Map<FactKey, String> values) {
    Map<FactKey, String> owed = everyChange ? model.perPart() : model.perFacet();
    owed.forEach(
        (key, value) -> {
          String found = values.get(key);
          if (found == null) {
            book.add(Kind.LOST, key + " = " + value);
          } else if (!Objects.equals(found, value)) {
            book.add(Kind.WRONG, key + " is " + found + ", not " + value);
          }
        });
    Set<FactKey> known = everyChange ? model.parts() : model.wholes();
    values.keySet().stream()
        .filter(key -> !known.contains(everyChange ? key : key.whole()))
        .forEach(key -> book.add(Kind.GHOST, key));
  }
}
