package io.sluice.trials.simulate;

import io.sluice.gateway.catalog.JournaledEvent;
import io.sluice.gateway.intake.StaleEvents;
import io.sluice.gateway.runtime.Events;
import io.sluice.store.JournalRow;
import io.sluice.store.Store;
import io.sluice.store.Write;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Begins a new order of a source's versions and takes again what was judged stale meanwhile. */
final class NewEpochs {
  static final String EPOCH = "source_epoch";
  private static final String LEFT = "take_again";
  private static final int AT_ONCE = 3;

  private final World world;
  private final Store store;
  private final Workers workers;
  private final Events events;
  private final IntakeShell intake;

  /** Lowest position that each source still has to read. */
  private final Map<String, Long> reading = new TreeMap<>();

  NewEpochs(World world, Store store, Workers workers, Events events, IntakeShell intake) {
    this.world = world;
    this.store = store;
    this.workers = workers;
    this.events = events;
    this.intake = intake;
  }

  private record Stretch(String source, long epoch, long from, long to) {
    byte[] encode() {
      return ByteBuffer.allocate(3 * Long.BYTES).putLong(epoch).putLong(from).putLong(to).array();
    }

    static Stretch decode(String source, byte[] stored) {
      ByteBuffer value = ByteBuffer.wrap(stored);
      return new Stretch(source, value.getLong(), value.getLong(), value.getLong());
    }
  }

  boolean idle() {
    return reading.isEmpty();
  }

  long neededFrom() {
    return reading.values().stream().mapToLong(Long::longValue).min().orElse(Long.MAX_VALUE);
  }

  /** Goes on with what a stop interrupted. */
  void resume() {
    new TreeMap<>(store.settings(LEFT))
        .forEach(
            (source, stored) -> {
              Stretch stretch = Stretch.decode(source, stored);
              reading.put(source, stretch.from());
              find(stretch);
            });
  }

  /** On intake's loop. */
  void begin(String source) {
    if (reading.containsKey(source)) {
      return;
    }
    world.happens("operator: new epoch", source);
    long before = intake.intake().epoch(source);
    Stretch stretch =
        new Stretch(source, before, intake.intake().staleSince(source), intake.intake().head());
    reading.put(source, stretch.from());
    byte[] epoch = ByteBuffer.allocate(Long.BYTES).putLong(before + 1).array();
    store.submit(
        List.of(
            new Write.PutSetting(EPOCH, source, epoch),
            new Write.PutSetting(LEFT, source, stretch.encode())),
        () -> find(stretch));
    intake.intake().newEpoch(source, before + 1);
  }

  private void find(Stretch stretch) {
    workers.read(() -> stale(stretch), intake.loop(), found -> takeAgain(stretch, found));
  }

  private List<JournaledEvent> stale(Stretch stretch) {
    StaleEvents stale = new StaleEvents(stretch.source(), stretch.epoch(), 1_000);
    long next = stretch.from();
    while (next <= stretch.to()) {
      List<JournalRow> page = store.journal().page(next, 50, 1 << 20);
      if (page.isEmpty()) {
        break;
      }
      page.stream().filter(row -> row.position() <= stretch.to()).forEach(stale::add);
      next = page.get(page.size() - 1).position() + 1;
    }
    List<JournaledEvent> found = new ArrayList<>();
    for (long position : stale.positions()) {
      store.findEvent(position).map(events::journaled).ifPresent(found::add);
    }
    return found;
  }

  private void takeAgain(Stretch stretch, List<JournaledEvent> left) {
    if (left.isEmpty()) {
      store.submit(
          List.of(new Write.DeleteSetting(LEFT, stretch.source())),
          () -> reading.remove(stretch.source()));
      return;
    }
    List<JournaledEvent> some = left.subList(0, Math.min(AT_ONCE, left.size()));
    List<JournaledEvent> rest = left.subList(some.size(), left.size());
    intake.takeAgain(some, () -> takeAgain(stretch, rest));
  }
}
