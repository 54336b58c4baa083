package io.sluice.trials.simulate;

import io.sluice.adapter.ChannelCall;
import io.sluice.gateway.catalog.Catalog;
import io.sluice.gateway.catalog.JournaledEvent;
import io.sluice.gateway.channel.Account;
import io.sluice.gateway.channel.Attempt;
import io.sluice.gateway.channel.Channel;
import io.sluice.gateway.channel.ChannelPlan;
import io.sluice.gateway.channel.ChannelStart;
import io.sluice.gateway.channel.CheckpointPace;
import io.sluice.gateway.channel.Effects;
import io.sluice.gateway.channel.ShelfCheckpoint;
import io.sluice.gateway.channel.SpilledEvent;
import io.sluice.gateway.channel.Why;
import io.sluice.gateway.render.Content;
import io.sluice.gateway.runtime.Contents;
import io.sluice.gateway.runtime.Events;
import io.sluice.gateway.runtime.Starts;
import io.sluice.gateway.runtime.StoredChannels;
import io.sluice.store.HeldRow;
import io.sluice.store.Write;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Plays a channel's verticle: feeds the real channel and carries out its effects. */
final class ChannelShell implements Effects {
  private static final long CHECKPOINT_EVERY_MS = 500;
  private static final int CHECKPOINT_ROWS = 3;

  private final World world;
  private final Parts parts;
  private final Shop shop;
  private final Loop loop;
  private final Channel channel;
  private final ShelfCheckpoint checkpoint;
  private long timer;
  private long timerAt = Long.MAX_VALUE;
  private long neededFrom;

  /** What all channels of one life share. */
  record Parts(
      VirtualStore store,
      Workers workers,
      Catalog catalog,
      Contents contents,
      Events events,
      Starts starts,
      Function<ChannelPlan, Account> accounts) {}

  /** Loads what the store kept of the channel. */
  ChannelShell(World world, Parts parts, Shop shop) {
    this.world = world;
    this.parts = parts;
    this.shop = shop;
    this.loop = new Loop(world);
    String name = shop.plan().channel();
    StoredChannels stored = new StoredChannels(parts.store());
    this.channel =
        ChannelStart.open(
            shop.plan(),
            parts.catalog(),
            parts.contents(),
            stored.read(name, parts.store().head()),
            this,
            parts.accounts().apply(shop.plan()),
            longest -> world.chance().upTo(longest),
            null,
            world.nowMs());
    if (parts.starts().holdFirst()) {
      world.happens("start: first key held", name);
      channel.holdFirst();
    }
    this.checkpoint =
        new ShelfCheckpoint(
            channel,
            parts.catalog(),
            CheckpointPace.always(CHECKPOINT_ROWS),
            stored.checkpoint(name));
  }

  void start(Runnable begun) {
    loop.post(
        () -> {
          channel.start(parts.store().outcomeHead(), world.nowMs());
          world.time().inLife(CHECKPOINT_EVERY_MS, this::stepCheckpoint);
          begun.run();
        });
  }

  String name() {
    return shop.plan().channel();
  }

  void announce(List<JournaledEvent> batch) {
    world.power().effect();
    loop.post(() -> channel.announced(batch, world.nowMs()));
  }

  void tell(BiConsumer<Channel, Long> word) {
    loop.post(() -> word.accept(channel, world.nowMs()));
  }

  /** Looks at it from outside, between two of its steps. */
  Channel channel() {
    return channel;
  }

  long neededFrom() {
    return neededFrom;
  }

  long checkpointedSequence() {
    return checkpoint.durableSequence();
  }

  private void stepCheckpoint() {
    neededFrom = channel.neededFrom();
    checkpoint.step(parts.store().outcomeHead(), world.nowMs());
    world.time().inLife(CHECKPOINT_EVERY_MS, this::stepCheckpoint);
  }

  // --- effects ----------------------------------------------------------------------------------

  @Override
  public void deliver(long call, ChannelCall request) {
    world.power().effect();
    shop.deliver(
        request,
        outcomes -> {
          world.power().effect();
          loop.post(() -> channel.answered(call, outcomes, world.nowMs()));
        });
    world.power().effect();
  }

  @Override
  public void poll(long poll, List<String> handles) {
    world.power().effect();
    shop.poll(
        handles,
        outcomes -> {
          world.power().effect();
          loop.post(() -> channel.polled(poll, outcomes, world.nowMs()));
        });
  }

  @Override
  public void list(@Nullable String cursor) {
    throw new IllegalStateException("no channel here tells what it shows");
  }

  @Override
  public void fetch(int key, String sku, long position) {
    parts
        .workers()
        .read(
            () -> parts.contents().load(sku, position),
            loop,
            found -> channel.fetched(key, found.orElse((Content) null), world.nowMs()));
  }

  @Override
  public void record(List<Write> writes) {
    boolean early = world.sabotage() == Sabotage.RECORDED_EARLY;
    if (early) {
      loop.post(() -> channel.recorded(parts.store().outcomeHead(), world.nowMs()));
    }
    parts.store().submit(writes, early ? () -> {} : this::committed);
  }

  private void committed() {
    long sequence = parts.store().outcomeHead();
    loop.post(
        () -> {
          parts.starts().progressed();
          channel.recorded(sequence, world.nowMs());
        });
  }

  @Override
  public void readJournal(long from, int maxRows, long maxBytes) {
    parts
        .workers()
        .read(
            () ->
                parts.events().journaled(parts.store().page(from, Math.min(maxRows, 50), maxBytes)),
            loop,
            rows -> channel.page(rows, world.nowMs()));
  }

  @Override
  public void readSpilled(int key, String sku, int limit) {
    parts
        .workers()
        .read(
            () -> parts.store().heldOf(name(), sku, Why.SPILLED.code(), limit),
            loop,
            rows -> channel.spilled(key, rows, events(rows), world.nowMs()));
  }

  private List<JournaledEvent> events(List<HeldRow> rows) {
    return rows.stream().map(row -> SpilledEvent.event(row, parts.events()::decode)).toList();
  }

  @Override
  public void wakeAt(long atMs) {
    if (timerAt == atMs) {
      return;
    }
    timerAt = atMs;
    long mine = ++timer;
    world
        .time()
        .inLife(
            Math.max(1, atMs - world.nowMs()),
            () -> {
              if (mine == timer) {
                timerAt = Long.MAX_VALUE;
                channel.due(world.nowMs());
              }
            });
  }

  @Override
  public void attempted(Attempt attempt) {
    world.tally().count("attempts");
  }
}
