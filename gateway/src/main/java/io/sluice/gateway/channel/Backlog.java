package io.sluice.gateway.channel;

import io.sluice.adapter.Listed;
import io.sluice.gateway.catalog.CatalogEntry;
import io.sluice.gateway.catalog.JournaledEvent;
import io.sluice.gateway.operations.BacklogEntry;
import io.sluice.gateway.operations.HeldByRules;
import io.sluice.gateway.operations.HeldQuery;
import io.sluice.gateway.operations.HeldStep;
import io.sluice.gateway.operations.IncidentView;
import io.sluice.gateway.operations.ResyncView;
import io.sluice.gateway.operations.SkuView;
import io.sluice.gateway.render.Content;
import io.sluice.source.Facet;
import io.sluice.store.HeldRow;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one channel still owes, and in which order. State channels owe the newest value per key,
 * stream channels every event. It queues a key when it is owed, its lane is free and nothing blocks
 * it; the channel polls.
 */
interface Backlog {
  ReadyQueue ready();

  /** Whether everything is durable that a start must know of before anything is sent. */
  default boolean mayBegin() {
    return true;
  }

  /** Everything is loaded: effects may be called from now on. */
  default void start() {}

  /** Whether it has something to send, which may be in flight. Of channels that keep the latest. */
  default boolean owes(int key) {
    return false;
  }

  int laneOf(int key);

  int skuOf(int key);

  /** What a polled key has to send, as the facts are now. */
  Offer offer(int key, @Nullable Content fetched, long nowMs);

  /**
   * Whether something has to be durable before the delivery may begin; it goes into the recording.
   */
  default boolean announces(Delivery delivery, Recording recording) {
    return false;
  }

  /** The delivery is in flight. */
  void began(Delivery delivery);

  /** It was not sent after all. */
  void withdrawn(Delivery delivery);

  /** It was accepted; what must be durable goes into the recording. */
  void accepted(Delivery delivery, Recording recording);

  /** ... and that is durable now. */
  void acceptedDurably(Delivery delivery, Accepted what);

  /** The channel shows it, as was seen there; what must be durable goes into the recording. */
  default void adopted(int key, Accepted what, Recording recording) {
    throw new IllegalStateException("a stream has nothing to compare with");
  }

  /** It was not accepted and is owed as before. */
  void returned(Delivery delivery);

  /** Nobody knows whether it arrived; what must be durable goes into the recording. */
  default void unheard(Delivery delivery, Recording recording) {}

  /** It will not be sent again by itself: dead or discarded. */
  void settled(Delivery delivery, Recording recording);

  /** The same, and a dead letter says so. */
  default void refused(Delivery delivery, Recording recording) {}

  /** What was settled is owed after all: the channel's setting was wrong, not the update. */
  void owe(Delivery delivery);

  /** Whether its payload lies in the store as a row that a held row would take the place of. */
  default boolean keptInStore(Delivery delivery) {
    return false;
  }

  /** A start found that the channel took it before and has not decided. */
  void resumed(Delivery delivery, long sinceMs);

  /** What a key is about now, null where it owes nothing. */
  @Nullable Target target(int key);

  /** The key of a part of a known SKU. */
  int keyOf(String sku, String part);

  /** A person does not want values up to a position to be sent, also after a start. */
  default void discarded(String sku, String part, long upTo, Recording recording) {}

  /** Queues a key if it is owed and nothing stands in its way. */
  void queue(int key);

  /** The lane ended its call: queue what else it owes. */
  void laneFreed(int lane);

  /** Other keys of a lane that may share its call. */
  default List<Integer> companions(int key) {
    return List.of();
  }

  /** A committed batch, in order of position. */
  void announced(List<JournaledEvent> batch);

  /** Sees to it that the channel holds the newest value of a part; true where something is owed. */
  boolean touch(String sku, String part, boolean always);

  /** Rows read from the journal; stream channels only. */
  default void page(List<JournaledEvent> rows) {}

  /** Rows of a lane read back from the store; stream channels only. */
  default void spilled(int key, List<HeldRow> rows, List<JournaledEvent> events) {}

  /** Takes up what time changed. Answers when it is to be asked again. */
  default long timePassed(long nowMs) {
    return Long.MAX_VALUE;
  }

  /** Adds what the backlog itself keeps durable (a cursor) when it changed. */
  void addWrites(Recording recording);

  default Listed listed(int sku) {
    return Listed.UNKNOWN;
  }

  /** Whether something was accepted that tells that a product is there, and is not durable yet. */
  default boolean comes(int sku) {
    return false;
  }

  /** True where it changed. */
  default boolean setListed(int sku, Listed listed) {
    return false;
  }

  /** The channel says of a product that was to leave, or to be there, that it does not have it. */
  default void absent(int sku) {}

  long count();

  /**
   * When the oldest of what is owed was received, epoch milliseconds; {@link Long#MAX_VALUE}: none.
   */
  long oldestAtMs();

  long superseded();

  /** Lowest journal position that is still needed from the journal, or {@link Long#MAX_VALUE}. */
  long neededFrom();

  /** What is owed, in about the order it will go out. */
  List<BacklogEntry> head(int limit, long nowMs);

  /** How far it is with rules that changed; null: none did. */
  default @Nullable ResyncView resync() {
    return null;
  }

  /** Keys that the rules have no value for now, by reason. */
  default Map<String, Long> heldByRules() {
    return Map.of();
  }

  /**
   * Those keys, some at a time.
   *
   * @param from number of a key, 0 to begin
   */
  default HeldByRules heldByRules(HeldQuery query, int from, int limit, long nowMs) {
    return new HeldByRules(List.of(), -1);
  }

  /**
   * A person lets what the guard holds go out, some of it at a time.
   *
   * @param from number of a key, 0 to begin
   * @param heldUntilMs what was held after that nobody has seen
   */
  default HeldStep approve(
      HeldQuery query, int from, int limit, long heldUntilMs, Recording recording, long nowMs) {
    return new HeldStep(0, -1);
  }

  /**
   * A person does not want what the rules or the guard hold, some of it at a time.
   *
   * @param from number of a key, 0 to begin
   * @param heldUntilMs what was held after that nobody has seen
   */
  default HeldStep letGo(
      HeldQuery query, int from, int limit, long heldUntilMs, Recording recording, long nowMs) {
    return new HeldStep(0, -1);
  }

  /** What the guard holds; null: nothing. */
  default @Nullable IncidentView incident(long nowMs) {
    return null;
  }

  /** Products that sold out within an hour where those are more than usual, else 0. */
  default long soldOutTooMany(long nowMs) {
    return 0;
  }

  /** Where the channel stands with one facet of a SKU. */
  SkuView.DeliveryView delivery(CatalogEntry entry, Facet facet, long nowMs);
}
