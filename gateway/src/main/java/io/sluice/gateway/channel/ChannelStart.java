package io.sluice.gateway.channel;

import io.sluice.adapter.ChannelUpdate;
import io.sluice.adapter.Listed;
import io.sluice.adapter.Value;
import io.sluice.gateway.catalog.Catalog;
import io.sluice.gateway.catalog.CatalogEntry;
import io.sluice.source.Facet;
import io.sluice.store.HeldRow;
import java.nio.charset.StandardCharsets;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/** Puts a channel together from what the store kept of it. */
public final class ChannelStart {
  /** More requests to send again than a channel gets in a millisecond. */
  private static final int GENERATION_BITS = 10;

  private final ChannelPlan plan;
  private final Durable.Restored restored;
  private final Catalog catalog;
  private final StoredChannel stored;
  private final Lanes lanes = new Lanes();
  private final HeldBook held = new HeldBook();
  private final long nowMs;

  private ChannelStart(ChannelPlan plan, Catalog catalog, StoredChannel stored, long nowMs) {
    this.restored = Durable.readRestored(stored.setting(Durable.RESTORED));
    this.plan = plan.restored(restored.revisionsFrom());
    this.catalog = catalog;
    this.stored = stored;
    this.nowMs = nowMs;
  }

  /**
   * Reads the store where {@code stored} does, and calls no effect.
   *
   * @param catalog loaded up to {@code stored.head()}
   * @param account what it shares with other channels on its context
   * @param jitter takes a longest wait and answers a random one up to it, both in milliseconds
   * @param before the one that ran until now, stopped; null: the process has just begun
   * @return a channel that does nothing until {@link Channel#start}
   */
  public static Channel open(
      ChannelPlan plan,
      Catalog catalog,
      ContentCache contents,
      StoredChannel stored,
      Effects effects,
      Account account,
      LongUnaryOperator jitter,
      @Nullable Channel before,
      long nowMs) {
    ChannelStart start = new ChannelStart(plan, catalog, stored, nowMs);
    return start.open(contents, effects, account, jitter, before);
  }

  private Channel open(
      ContentCache contents,
      Effects effects,
      Account account,
      LongUnaryOperator jitter,
      @Nullable Channel before) {
    StateBacklog ran = before != null && before.backlog() instanceof StateBacklog b ? b : null;
    Backlog backlog = plan.stream() ? stream(contents, effects) : state(contents, ran);
    Channel channel = new Channel(plan, effects, lanes, backlog, held, account, jitter);
    if (before != null) {
      channel.answers().countOn(before.answers());
    }
    stored.held().forEach(row -> resume(row, channel));
    if (backlog instanceof StateBacklog state) {
      if (ran != null) {
        state.inherit(ran);
      }
      StateStart begin = state.begin();
      begin.recompute(held, nowMs);
      stored.held().forEach(row -> settle(row, begin));
    }
    held.started();
    stored.held().forEach(row -> owe(row, backlog));
    gate(channel.gate());
    return channel;
  }

  /** Time goes on, so that what a person asks for now has another key than before the start. */
  private long generation() {
    return nowMs << GENERATION_BITS;
  }

  private StateBacklog state(ContentCache contents, @Nullable StateBacklog before) {
    StateBacklog backlog = new StateBacklog(plan, catalog, lanes, contents, generation());
    backlog
        .resyncing()
        .restore(stored.setting(Durable.RULES), stored.setting(Durable.RESYNC_CANCELLED));
    stored
        .shelf()
        .forEach(
            row -> {
              CatalogEntry entry = catalog.find(row.key());
              if (entry != null) {
                backlog.shelf().load(entry.index(), row);
                backlog.restored(
                    ChannelPlan.key(entry.index(), Shelf.facet(row.part())),
                    row.position() <= restored.outcomes());
              }
            });
    ShelfReader newer = new ShelfReader(backlog);
    stored
        .outcomes()
        .forEach(
            row -> {
              backlog.shelf().rules(0);
              newer.believes = row.sequence() > restored.outcomes();
              OutcomePack.read(row.packed(), newer);
            });
    if (stored.setting(Durable.LEAVING) != null) {
      backlog.guards().restoreClosed();
    }
    if (stored.setting(Durable.RULES) == null) {
      // A new channel, or one of an earlier release: that these rules showed it, has to be
      // believed.
      backlog.resyncing().first();
    } else {
      backlog.takeRules(this::newest);
      if (before == null) {
        backlog.forgotten();
      }
    }
    return backlog;
  }

  /** Every earlier event is in the catalog, too. */
  private long newest() {
    long[] newest = new long[1];
    catalog.forEach(
        entry -> entry.facts().forEach(fact -> newest[0] = Math.max(newest[0], fact.position())));
    return newest[0];
  }

  private final class ShelfReader implements OutcomePack.Reader {
    private final StateBacklog backlog;
    private final Shelf shelf;

    /** Whether the channel shows it still, as far as anybody knows. */
    private boolean believes;

    ShelfReader(StateBacklog backlog) {
      this.backlog = backlog;
      this.shelf = backlog.shelf();
    }

    @Override
    public void accepted(String sku, String part, Accepted what) {
      CatalogEntry entry = catalog.find(sku);
      if (entry != null) {
        int key = ChannelPlan.key(entry.index(), Shelf.facet(part));
        shelf.accept(key, what);
        backlog.restored(key, !believes);
      }
    }

    @Override
    public void discarded(String sku, String part, long position) {
      CatalogEntry entry = catalog.find(sku);
      if (entry != null) {
        shelf.discard(ChannelPlan.key(entry.index(), Shelf.facet(part)), position);
      }
    }

    @Override
    public void letGo(String sku, String part, long position, long atMs) {
      CatalogEntry entry = catalog.find(sku);
      if (entry != null) {
        shelf.letGo(ChannelPlan.key(entry.index(), Shelf.facet(part)), position, atMs);
      }
    }

    @Override
    public void approved(String sku, String part, long value) {
      CatalogEntry entry = catalog.find(sku);
      if (entry != null) {
        shelf.approve(ChannelPlan.key(entry.index(), Shelf.facet(part)), value);
      }
    }

    @Override
    public void rules(int number) {
      shelf.rules(number);
    }

    @Override
    public void decided(String sku, String part) {
      CatalogEntry entry = catalog.find(sku);
      if (entry != null) {
        shelf.decide(ChannelPlan.key(entry.index(), Shelf.facet(part)));
      }
    }

    @Override
    public void doubted(String sku, String part) {
      CatalogEntry entry = catalog.find(sku);
      if (entry != null) {
        int key = ChannelPlan.key(entry.index(), Shelf.facet(part));
        shelf.doubt(key);
        backlog.restored(key, !believes);
      }
    }

    @Override
    public void moving(String sku, boolean moves) {
      CatalogEntry entry = catalog.find(sku);
      if (entry != null) {
        shelf.setMoving(entry.index(), moves);
      }
    }

    @Override
    public void listed(String sku, Listed listed) {
      CatalogEntry entry = catalog.find(sku);
      if (entry != null) {
        shelf.setListed(entry.index(), listed);
      }
    }
  }

  private StreamBacklog stream(ContentCache contents, Effects effects) {
    byte[] cursor = stored.setting(Durable.CURSOR);
    StreamBacklog backlog =
        new StreamBacklog(
            plan,
            catalog,
            lanes,
            contents,
            effects,
            cursor == null ? null : Cursor.decode(cursor),
            stored.head(),
            generation());
    for (StoredChannel.Spilled rows : stored.spilled()) {
      backlog.spilledBefore(rows.sku(), Shelf.facet(rows.part()), rows.rows(), rows.lowest());
    }
    byte[] fold = stored.setting(Durable.FOLD);
    if (fold != null) {
      backlog.fold().restore(fold, stored.shelf());
      backlog.resumeFold();
    }
    return backlog;
  }

  private int key(HeldRow row) {
    CatalogEntry entry = catalog.find(row.key());
    if (entry == null) {
      return -1;
    }
    Facet facet = Shelf.facet(row.part());
    return plan.stream() ? plan.lane(entry.index(), facet) : ChannelPlan.key(entry.index(), facet);
  }

  private void resume(HeldRow row, Channel channel) {
    held.loaded(row);
    int key = key(row);
    if (key < 0 || row.why().equals(Why.DEAD.code())) {
      return;
    }
    if (row.why().equals(Why.PENDING.code())) {
      lanes.awaitDecision(key);
      String handle = new String(row.detail(), StandardCharsets.UTF_8);
      Delivery delivery = pending(row, key);
      channel.backlog().resumed(delivery, row.sinceMs());
      channel.pending().add(new Pending.Waiting(delivery, handle, nowMs, delivery.expiresAtMs()));
      return;
    }
    Trouble trouble = lanes.trouble(key);
    trouble.resume(row.attempts(), row.sinceMs(), HeldPayload.decode(row.payload()).ageMs());
    trouble.ownBackoff = !row.why().equals(Why.NOT_LISTED.code());
    trouble.waitsForListing = row.why().equals(Why.NOT_LISTED.code());
    trouble.problem = row.reason();
    boolean listed = channel.backlog().listed(channel.backlog().skuOf(key)) == Listed.YES;
    // What it waited for came just before the process ended.
    trouble.notBeforeMs = trouble.waitsForListing && listed ? nowMs : Math.max(nowMs, row.dueMs());
    lanes.block(key);
    channel.wakeKeyAt(key, trouble.notBeforeMs);
  }

  /** What waits may have been a touch, which nothing else remembers. */
  private void owe(HeldRow row, Backlog backlog) {
    boolean waits = !row.why().equals(Why.DEAD.code()) && !row.why().equals(Why.PENDING.code());
    if (waits) {
      backlog.touch(row.key(), row.part(), false);
    }
  }

  private void settle(HeldRow row, StateStart begin) {
    int key = key(row);
    if (key >= 0 && row.why().equals(Why.PENDING.code()) && !isDoubted(row)) {
      long digest = HeldPayload.decode(row.payload()).digest();
      begin.notOwedWhilePending(key, row.position(), digest, nowMs);
    }
  }

  /** What it shows in the end may have been overtaken in the time that a restored store lacks. */
  private boolean isDoubted(HeldRow row) {
    return !plan.stream() && row.sinceMs() < restored.atMs();
  }

  private Delivery pending(HeldRow row, int key) {
    CatalogEntry entry = catalog.find(row.key());
    HeldPayload.Restored kept = HeldPayload.decode(row.payload());
    Facet facet = Shelf.facet(row.part());
    ChannelUpdate update =
        new ChannelUpdate(
            kept.id(),
            row.key(),
            io.sluice.adapter.Facet.valueOf(facet.name()),
            row.position(),
            "",
            "",
            null,
            new Value.Discontinued(),
            Listed.UNKNOWN,
            null);
    return new Delivery(
        key,
        0,
        Delivery.Holds.KEY,
        entry == null ? 0 : entry.index(),
        row.key(),
        facet,
        row.part(),
        update,
        isDoubted(row) ? Shelf.SEEN : kept.digest(),
        kept.shown(),
        kept.reason(),
        0,
        kept.expiresAtMs());
  }

  private void gate(Gate gate) {
    byte[] pause = stored.setting(Durable.PAUSE);
    if (pause != null) {
      gate.pause(Durable.readPause(pause));
    }
    byte[] pauseOfAll = stored.setting(Durable.PAUSE_OF_ALL);
    if (pauseOfAll != null) {
      gate.pauseOfAll(Durable.readPause(pauseOfAll));
    }
    byte[] rate = stored.setting(Durable.RATE);
    if (rate != null) {
      gate.rate(Durable.readRate(rate));
    }
    byte[] attention = stored.setting(Durable.ATTENTION);
    if (attention != null) {
      gate.needsAttention(Durable.readAttention(attention, nowMs));
    }
    byte[] throttle = stored.setting(Durable.THROTTLE);
    if (throttle != null) {
      Durable.Stored read = Durable.read(throttle);
      gate.throttle(read.time(), read.first());
    }
    for (Facet facet : Facet.values()) {
      byte[] ofFacet = stored.setting(Durable.throttleOf(facet));
      if (ofFacet != null) {
        Durable.Stored read = Durable.read(ofFacet);
        gate.throttle(facet, read.time(), read.first());
      }
    }
  }
}
