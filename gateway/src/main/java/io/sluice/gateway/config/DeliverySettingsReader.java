package io.sluice.gateway.config;

import io.sluice.adapter.Facet;
import io.sluice.gateway.config.Backlog.FoldOver;
import io.sluice.gateway.rules.Guard;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/** Reads the keys that every channel has whatever its adapter, and that defaults may give. */
final class DeliverySettingsReader {
  private final Section section;

  DeliverySettingsReader(Section section) {
    this.section = section;
  }

  /** Reports what is wrong with any of them. */
  void check() {
    send();
    keep();
    backlog();
    retry();
    breaker();
    limits();
    batch(1);
    guard();
    mode();
    reconcileEvery();
    sendTraceparent();
  }

  Set<Facet> send() {
    return section.value("send", this::facets).orElseGet(() -> EnumSet.allOf(Facet.class));
  }

  Optional<Keep> keep() {
    return section.section("backlog").expect(Shape.BACKLOG).word("keep", Keep.class);
  }

  Backlog backlog() {
    Backlog or = Backlog.DEFAULT;
    Section backlog = section.section("backlog").expect(Shape.BACKLOG);
    long alertOver = backlog.integer("alert_over").orElse(or.alertOver());
    Duration olderThan = backlog.duration("alert_older_than").orElse(or.alertOlderThan());
    FoldOver foldOver = foldOver(backlog.section("fold_over").expect(Shape.FOLD_OVER));
    return backlog.build(() -> new Backlog(alertOver, olderThan, foldOver)).orElse(or);
  }

  Retry retry() {
    Retry or = Retry.DEFAULT;
    Section retry = section.section("retry").expect(Shape.RETRY);
    Duration firstAfter = retry.duration("first_after").orElse(or.firstAfter());
    Duration longestWait = retry.duration("longest_wait").orElse(or.longestWait());
    Duration giveUpAfter = retry.duration("give_up_after").orElse(or.giveUpAfter());
    return retry.build(() -> new Retry(firstAfter, longestWait, giveUpAfter)).orElse(or);
  }

  Breaker breaker() {
    Breaker or = Breaker.DEFAULT;
    Section breaker = section.section("breaker").expect(Shape.BREAKER);
    int failures = breaker.count("open_after_failures").orElse(or.openAfterFailures());
    Duration probeEvery = breaker.duration("probe_every").orElse(or.probeEvery());
    return breaker.build(() -> new Breaker(failures, probeEvery)).orElse(or);
  }

  Limits limits() {
    Limits or = Limits.DEFAULT;
    Section limits = section.section("limits").expect(Shape.LIMITS);
    OptionalDouble rate =
        limits
            .value("requests_per_second", Scalars::decimal)
            .map(OptionalDouble::of)
            .orElse(or.requestsPerSecond());
    int parallel = limits.count("parallel").orElse(or.parallel());
    return limits.build(() -> new Limits(rate, parallel)).orElse(or);
  }

  /**
   * @param usual updates in one call where nothing is said
   */
  Batch batch(int usual) {
    Batch or = new Batch(usual, Duration.ZERO);
    Section batch = section.section("batch").expect(Shape.BATCH);
    int atMost = batch.count("at_most").orElse(or.atMost());
    Duration longestWait = batch.duration("wait").orElse(or.longestWait());
    return batch.build(() -> new Batch(atMost, longestWait)).orElse(or);
  }

  Guard guard() {
    return GuardReader.read(section);
  }

  Mode mode() {
    return section.word("mode", Mode.class).orElse(Mode.LIVE);
  }

  Optional<Duration> reconcileEvery() {
    return section.section("reconcile").expect(Shape.RECONCILE).duration("every");
  }

  boolean sendTraceparent() {
    return section.value("send_traceparent", Scalars::yesNo).orElse(false);
  }

  private static FoldOver foldOver(Section section) {
    FoldOver or = FoldOver.DEFAULT;
    long events = section.integer("events").orElse(or.events());
    long bytes = section.bytes("bytes").orElse(or.bytes());
    return section.build(() -> new FoldOver(events, bytes)).orElse(or);
  }

  /** Empty when an item is wrong: then the list as a whole says nothing. */
  private Optional<Set<Facet>> facets(Scalars scalars, Entry entry) {
    Problems problems = section.reading().problems();
    Set<Facet> facets = EnumSet.noneOf(Facet.class);
    for (Entry item : scalars.items(entry)) {
      Optional<Facet> facet = scalars.word(item, Facet.class);
      if (facet.isPresent() && !facets.add(facet.get())) {
        problems.error(item.valuePlace(), entry.named() + " has this facet twice", "");
      }
    }
    if (facets.isEmpty()) {
      problems.error(
          entry.valuePlace(),
          entry.named() + " needs at least one facet",
          "write send: [stock, price, product]");
      return Optional.empty();
    }
    return Optional.of(facets);
  }
}
