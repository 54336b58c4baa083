package io.sluice.trials.simulate;

import io.sluice.gateway.catalog.Catalog;
import io.sluice.gateway.catalog.JournaledEvent;
import io.sluice.gateway.channel.Account;
import io.sluice.gateway.channel.ChannelPlan;
import io.sluice.gateway.channel.CheckpointPace;
import io.sluice.gateway.intake.Intake;
import io.sluice.gateway.runtime.CatalogCheckpoint;
import io.sluice.gateway.runtime.CatalogLoader;
import io.sluice.gateway.runtime.Contents;
import io.sluice.gateway.runtime.Events;
import io.sluice.gateway.runtime.Starts;
import io.sluice.source.cloudevents.CloudEventsDecoder;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The gateway from one start to the next crash: the real cores over the virtual store. */
final class Life {
  private static final CloudEventsDecoder DECODER = new CloudEventsDecoder();
  private static final int IDENTITIES = 1_000;
  private static final long HOUSEKEEPING_EVERY_MS = 3_000;

  private final World world;
  private final Scenario scenario;
  private final VirtualStore store;
  private final IntakeShell intake;
  private final NewEpochs epochs;
  private final List<ChannelShell> channels = new ArrayList<>();
  private int begun;

  /** Starts from the store outward, as the gateway does. */
  Life(World world, Scenario scenario, Disk disk, List<Shop> shops) {
    this.world = world;
    this.scenario = scenario;
    Catalog catalog = new Catalog();
    Events events = new Events(DECODER);
    this.store = new VirtualStore(world, disk, scenario.troubles(), scenario.segmentRows());
    Workers workers = new Workers(world, scenario.troubles());
    Contents contents = new Contents(store, events, scenario.contentBytes());
    CatalogLoader loader = new CatalogLoader(store, events);
    loader.load(catalog);
    Intake decisions = intake(catalog);
    loader.remember(decisions, decisions.remembered());
    CatalogCheckpoint checkpoint =
        new CatalogCheckpoint(
            catalog, contents, CheckpointPace.always(scenario.skusAtOnce()), loader.checkpoint());
    catalog.forEach(
        entry -> {
          if (entry.facts().stream().anyMatch(fact -> fact.position() > checkpoint.durable())) {
            checkpoint.changed(entry);
          }
        });
    Starts starts = new Starts(store);
    intake =
        new IntakeShell(
            world,
            new IntakeShell.Parts(store, workers, decisions, catalog, contents, checkpoint),
            DECODER,
            this::announce);
    epochs = new NewEpochs(world, store, workers, events, intake);
    ChannelShell.Parts parts =
        new ChannelShell.Parts(
            store, workers, catalog, contents, events, starts, accounts(scenario));
    shops.forEach(shop -> channels.add(new ChannelShell(world, parts, shop)));
  }

  private static Function<ChannelPlan, Account> accounts(Scenario scenario) {
    if (scenario.accountParallel() == 0) {
      return Account::alone;
    }
    Account shared = new Account(scenario.accountParallel(), 0);
    return any -> shared;
  }

  private Intake intake(Catalog catalog) {
    Intake decisions = Intake.remembering(IDENTITIES, catalog, scenario.owners(), store.head());
    Map<String, byte[]> stored = store.settings(NewEpochs.EPOCH);
    for (SourcePlan source : scenario.sources()) {
      byte[] epoch = stored.get(source.name());
      decisions.addSource(
          source.name(),
          source.versionFrom(),
          epoch == null ? 0 : ByteBuffer.wrap(epoch).getLong());
    }
    return decisions;
  }

  /** The sources come last. */
  void start(List<Pim> pims) {
    intake.start();
    for (ChannelShell channel : channels) {
      channel.start(
          () -> {
            if (++begun == channels.size()) {
              world.time().inLife(HOUSEKEEPING_EVERY_MS, this::keepHouse);
              epochs.resume();
              pims.forEach(pim -> pim.broker().connect(intake::take));
            }
          });
    }
  }

  private void announce(List<JournaledEvent> batch) {
    channels.forEach(channel -> channel.announce(batch));
  }

  private void keepHouse() {
    long lowest = Long.MAX_VALUE;
    for (ChannelShell channel : channels) {
      lowest = Math.min(lowest, channel.neededFrom());
    }
    lowest = Math.min(lowest, intake.checkpoint().durable() + 1);
    lowest = Math.min(lowest, epochs.neededFrom());
    if (!scenario.keepsEvents()) {
      store.dropBelow(lowest);
    }
    store.dropOutcomesUpTo(
        channels.stream().mapToLong(ChannelShell::checkpointedSequence).min().orElse(0));
    world.time().inLife(HOUSEKEEPING_EVERY_MS, this::keepHouse);
  }

  IntakeShell intake() {
    return intake;
  }

  NewEpochs epochs() {
    return epochs;
  }

  VirtualStore store() {
    return store;
  }

  List<ChannelShell> channels() {
    return channels;
  }

  /** The sources are connected, or may be. */
  boolean begun() {
    return begun == channels.size();
  }

  /** Every channel has begun and has nothing to send. */
  boolean owesNothing() {
    return begun() && channels.stream().allMatch(each -> each.channel().owed() == 0);
  }

  /** Nothing is owed, in flight or on its way to the disk. */
  boolean atRest() {
    return owesNothing()
        && intake.idle()
        && epochs.idle()
        && store.commits().idle()
        && channels.stream().allMatch(each -> each.channel().idle());
  }
}
