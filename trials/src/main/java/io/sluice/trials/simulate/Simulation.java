package io.sluice.trials.simulate;

import io.sluice.adapter.Listed;
import io.sluice.gateway.channel.Accepted;
import io.sluice.gateway.channel.ChannelPlan;
import io.sluice.gateway.channel.OutcomePack;
import io.sluice.store.HeldRow;
import io.sluice.store.JournalRow;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One run: the whole gateway through a bad time, then everything heals, it must come to rest, and
 * what the channels have is judged.
 */
public final class Simulation {
  private static final long REST_AT_MOST_MS = 6L * 60 * 60_000;
  private static final long SLICE_MS = 200;
  private static final long BELIEVED_AFTER_MS = 61L * 60_000;

  private final World world;
  private final Scenario scenario;
  private final Ledger ledger = new Ledger();
  private final Disk disk;
  private final List<Shop> shops = new ArrayList<>();
  private final List<Excuses> excuses = new ArrayList<>();
  private final List<Pim> pims = new ArrayList<>();
  private final Operator operator;
  private final Saboteur saboteur;
  private final Judge judge;
  private @Nullable Life life;
  private boolean healed;

  private Simulation(long seed, Sabotage sabotage, @Nullable Consumer<String> reader) {
    Chance chance = new Chance(seed);
    Timeline time = new Timeline();
    Trace trace = new Trace(reader);
    trace.on(time);
    scenario = Scenario.draw(chance);
    Power power = new Power(chance, scenario.powerEffects());
    world = new World(time, chance, trace, new Tally(), power, sabotage);
    disk = new Disk(new Committed());
    for (ChannelPlan plan : scenario.channels()) {
      shops.add(new Shop(world, plan, ledger));
      excuses.add(new Excuses(plan.stream(), ledger));
    }
    for (SourcePlan source : scenario.sources()) {
      pims.add(new Pim(world, source, new Broker(world, source.prefetch()), ledger));
    }
    operator = new Operator(world, disk);
    saboteur = new Saboteur(world, disk);
    judge = new Judge(ledger, disk);
  }

  /** Runs one seed. */
  public static SimulationResult run(long seed) {
    return run(seed, Sabotage.NONE, null);
  }

  /**
   * @param sabotage a fault put in on purpose
   * @param reader gets a line for everything that happens, or null
   */
  public static SimulationResult run(
      long seed, Sabotage sabotage, @Nullable Consumer<String> reader) {
    Simulation simulation = new Simulation(seed, sabotage, reader);
    String problem = null;
    try {
      simulation.play();
    } catch (BrokenPromise broken) {
      problem = broken.getMessage();
    } catch (RuntimeException unexpected) {
      problem = unexpected + " at " + unexpected.getStackTrace()[0];
    }
    World world = simulation.world;
    return new SimulationResult(
        seed,
        problem,
        world.trace().hash(),
        world.time().passedMs(),
        simulation.ledger.newest(),
        world.tally().counts());
  }

  private void play() {
    world.trace().tell("scenario", scenario);
    world.time().outside(0, this::start);
    scheduleTrouble();
    pass((long) scenario.messages() * scenario.everyMs());
    heal();
    rest();
    // A refusal that nothing else speaks for or against is believed after an hour.
    pass(BELIEVED_AFTER_MS);
    rest();
    for (int i = 0; i < shops.size(); i++) {
      judge.atRest(shops.get(i), excuses.get(i));
    }
    living().channels().forEach(operator::redrive);
    rest();
    for (int i = 0; i < shops.size(); i++) {
      judge.afterRedrive(shops.get(i), excuses.get(i));
    }
    startsWithNothingToDo();
  }

  private Life living() {
    return java.util.Objects.requireNonNull(life);
  }

  // --- the bad time -----------------------------------------------------------------------------

  private void scheduleTrouble() {
    int count = 0;
    for (int i = 0; i < scenario.messages(); i++) {
      long at = (long) i * scenario.everyMs();
      boolean restores = ++count == scenario.sources().get(0).restoredAfter();
      world.time().outside(at, () -> says(restores));
    }
    long length = (long) scenario.messages() * scenario.everyMs();
    for (long at = 0; at < length; at += 700) {
      world.time().outside(at, this::happens);
    }
    if (world.chance().oneIn(4)) {
      Shop shop = world.chance().of(shops);
      world.time().outside(length / 4, shop.answering()::goDownForLong);
    }
  }

  private void says(boolean restores) {
    Pim erp = pims.get(0);
    if (restores) {
      erp.restoreFromBackup();
    }
    Pim pim = world.chance().oneIn(4) ? pims.get(1) : erp;
    pim.next();
    if (erp.restored() && world.chance().oneIn(20)) {
      newEpochIfNeeded();
    }
  }

  /** Whoever begins an epoch waits until the source's earlier messages are through. */
  private void newEpochIfNeeded() {
    Pim erp = pims.get(0);
    Life now = life;
    boolean needed =
        erp.restored()
            && disk.setting(NewEpochs.EPOCH, erp.name()) == null
            && erp.broker().goneUpTo(erp.restoredAfter());
    if (needed && now != null) {
      now.intake()
          .loop()
          .post(
              () -> {
                if (now.intake().intake().epoch(erp.name()) == 0) {
                  now.epochs().begin(erp.name());
                }
              });
    }
  }

  private void happens() {
    Chance chance = world.chance();
    Life now = life;
    switch (chance.below(12)) {
      case 0, 1, 2 -> chance.of(shops).answering().changeMood();
      case 3, 4 -> {
        if (now != null) {
          operator.acts(now, excuses);
        }
      }
      case 5 -> connectionLost(chance.of(pims));
      case 6 -> {
        if (chance.oneIn(3)) {
          world.happens("store: down", "");
          scenario.troubles().downUntilMs = world.nowMs() + chance.below(5_000);
        }
      }
      default -> {
        // A quiet moment.
      }
    }
  }

  private void connectionLost(Pim pim) {
    world.happens("broker: connection lost", pim.name());
    pim.broker().disconnect();
    world.time().inLife(world.chance().below(3_000), () -> connect(pim));
  }

  private void connect(Pim pim) {
    Life now = life;
    if (now != null && now.begun()) {
      pim.broker().connect(now.intake()::take);
    }
  }

  private void pass(long ms) {
    world.time().run(ms, () -> false, this::cut);
  }

  /** Keeps what was committed and nothing else. */
  private void cut() {
    world.happens("crash", "");
    Life ended = life;
    life = null;
    if (ended != null) {
      ended.store().commits().cut();
    }
    world.time().endLife();
    shops.forEach(Shop::cut);
    pims.forEach(pim -> pim.broker().disconnect());
    if (!healed) {
      saboteur.crashed();
    }
    world.time().outside(world.chance().below(2_000), this::start);
  }

  private void start() {
    world.happens("start", "");
    if (healed) {
      world.power().stay();
    } else {
      world.power().arm();
    }
    life = new Life(world, scenario, disk, shops);
    life.start(pims);
  }

  // --- the end ----------------------------------------------------------------------------------

  private void heal() {
    world.happens("everything heals", "");
    healed = true;
    world.power().stay();
    scenario.troubles().healed = true;
    shops.forEach(shop -> shop.answering().heal());
    if (world.chance().coin() && life != null) {
      cut();
    }
    world.time().run(5_000, () -> false, this::cut);
    pims.forEach(
        pim -> {
          pim.broker().disconnect();
          connect(pim);
        });
    living().channels().forEach(each -> each.tell((core, now) -> core.resume(now)));
  }

  private void rest() {
    boolean[] moved = {true};
    long until = world.nowMs() + REST_AT_MOST_MS;
    while (moved[0] && world.nowMs() < until) {
      newEpochIfNeeded();
      pass(SLICE_MS);
      moved[0] = !atRest();
    }
    if (moved[0]) {
      throw new BrokenPromise("does not come to rest: " + state());
    }
  }

  private boolean atRest() {
    Pim erp = pims.get(0);
    boolean behind = erp.restored() && disk.setting(NewEpochs.EPOCH, erp.name()) == null;
    return !behind
        && life != null
        && life.atRest()
        && pims.stream().allMatch(pim -> pim.broker().empty());
  }

  private String state() {
    StringBuilder state = new StringBuilder();
    for (Pim pim : pims) {
      state.append(pim.name()).append(pim.broker().empty() ? " empty, " : " not empty, ");
    }
    living()
        .channels()
        .forEach(
            each ->
                state
                    .append(each.name())
                    .append(" owes ")
                    .append(each.channel().owed())
                    .append(", "));
    return state.append("held ").append(disk.held.keySet()).toString();
  }

  /** A start after everything was delivered and written down sends nothing. */
  private void startsWithNothingToDo() {
    int before = shops.stream().mapToInt(shop -> shop.records().size()).sum();
    cut();
    pass(5_000);
    BrokenPromise.unless(living().owesNothing(), "a start owes what was delivered", state());
    int after = shops.stream().mapToInt(shop -> shop.records().size()).sum();
    BrokenPromise.unless(before == after, "a start sends what was delivered", after - before);
  }

  /** Notes what becomes durable. */
  private final class Committed implements Disk.Watch {
    @Override
    public void appended(JournalRow row) {
      ledger.journaled(row);
    }

    @Override
    public void outcomes(String channel, byte[] packed) {
      LaneWatch lanes = shops.get(index(channel)).lanes();
      OutcomePack.read(
          packed,
          new OutcomePack.Reader() {
            @Override
            public void accepted(String sku, String part, Accepted what) {
              lanes.durable(sku, part);
            }

            @Override
            public void listed(String sku, Listed listed) {
              // Says nothing about lanes.
            }
          });
    }

    @Override
    public void held(HeldRow row) {
      world.tally().count("held: " + row.why());
      excuses.get(index(row.channel())).held(row);
    }

    @Override
    public void heldDeleted(HeldRow row, boolean newer) {
      excuses.get(index(row.channel())).deleted(row, newer);
    }

    @Override
    public void setting(String kind, String name, byte[] value) {
      int index = index(name);
      if (index >= 0) {
        excuses.get(index).setting(kind, value);
      }
    }

    @Override
    public void together() {
      excuses.forEach(Excuses::together);
    }

    private int index(String channel) {
      for (int i = 0; i < shops.size(); i++) {
        if (shops.get(i).plan().channel().equals(channel)) {
          return i;
        }
      }
      return -1;
    }
  }
}
