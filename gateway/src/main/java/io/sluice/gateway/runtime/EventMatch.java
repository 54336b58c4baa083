package io.sluice.gateway.runtime;

import io.sluice.gateway.catalog.Decision;
import io.sluice.gateway.channel.Why;
import io.sluice.gateway.config.ChannelConfig;
import io.sluice.gateway.operations.EventQuery;
import io.sluice.store.AttemptRow;
import io.sluice.store.HeldRow;
import io.sluice.store.JournalRow;
import io.sluice.store.Store;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What one page of a query takes. A SKU that is often spoken of has thousands of rows, and each may
 * have a thousand attempts: so what became of it is looked up once. Blocks.
 */
final class EventMatch {
  static final String HELD = "held";

  private static final int HELD_AT_MOST = 500;

  /** Rows lie in about the order in which they were received. */
  private static final long ABOUT_MS = 2_000;

  private final EventQuery query;
  private final Set<String> skus;
  private final Store store;
  private final Attempts attempts;
  private final Map<String, Set<Long>> heldOfSku = new HashMap<>();
  private final Map<String, Set<Long>> endedOfSku = new HashMap<>();

  /**
   * @param channels whose names a query may ask for
   */
  EventMatch(EventQuery query, List<ChannelConfig> channels, Store store, Attempts attempts) {
    this.query = query;
    this.skus = skus(query, channels);
    this.store = store;
    this.attempts = attempts;
  }

  static boolean isHeld(@Nullable String state) {
    return HELD.equals(state) || Why.DEAD.code().equals(state);
  }

  EventQuery query() {
    return query;
  }

  /** Those that are named, and that some channel calls so. */
  Set<String> skus() {
    return skus;
  }

  private static Set<String> skus(EventQuery query, List<ChannelConfig> channels) {
    String sku = query.sku();
    String alias = query.alias();
    if (alias == null) {
      return sku == null ? Set.of() : Set.of(sku);
    }
    Set<String> called =
        channels.stream()
            .map(ChannelConfig::rules)
            .flatMap(rules -> Stream.ofNullable(rules == null ? alias : rules.ourSku(alias)))
            .collect(Collectors.toSet());
    return sku == null ? called : called.contains(sku) ? Set.of(sku) : Set.of();
  }

  /** Whether what lies before it was received too early; null: never. */
  boolean isOver(JournalRow row) {
    Instant from = query.from();
    return from != null && row.receivedAtMs() < from.toEpochMilli() - ABOUT_MS;
  }

  /** Behind a row that was received after this none matches; null: one may. */
  @Nullable Instant mayBeUntil() {
    Instant until = query.until();
    return until == null ? null : until.plusMillis(ABOUT_MS);
  }

  boolean matches(JournalRow row) {
    Instant from = query.from();
    Instant until = query.until();
    return (query.sku() == null && query.alias() == null || skus.contains(row.key()))
        && (from == null || row.receivedAtMs() >= from.toEpochMilli())
        && (until == null || row.receivedAtMs() < until.toEpochMilli())
        && isIn(row, query.state())
        && endedWith(row, query.code());
  }

  private boolean isIn(JournalRow row, @Nullable String state) {
    if (state == null) {
      return true;
    } else if (!isHeld(state)) {
      return state.equals(Decision.of(row.decision()).toString());
    }
    return heldOfSku.computeIfAbsent(row.key(), sku -> held(sku, state)).contains(row.position());
  }

  private Set<Long> held(String sku, String state) {
    boolean dead = Why.DEAD.code().equals(state);
    return store.held(new Store.HeldFilter(null, null, sku), null, HELD_AT_MOST).stream()
        .filter(held -> dead == held.why().equals(Why.DEAD.code()))
        .map(HeldRow::position)
        .collect(Collectors.toSet());
  }

  private boolean endedWith(JournalRow row, @Nullable String code) {
    return code == null
        || endedOfSku.computeIfAbsent(row.key(), sku -> ended(sku, code)).contains(row.position());
  }

  private Set<Long> ended(String sku, String code) {
    return attempts.of(sku).stream()
        .filter(attempt -> Attempts.matches(attempt, code))
        .map(AttemptRow::position)
        .collect(Collectors.toSet());
  }
}
