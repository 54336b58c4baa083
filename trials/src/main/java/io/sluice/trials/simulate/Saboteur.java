package io.sluice.trials.simulate;

import io.sluice.gateway.channel.Durable;
import io.sluice.gateway.channel.Why;
import io.sluice.store.HeldRow;
import io.sluice.trials.simulate.Disk.HeldName;
import io.sluice.trials.simulate.Disk.SettingName;
import io.sluice.trials.simulate.Disk.StateName;
import java.nio.ByteBuffer;
import java.util.List;

/** Spoils the disk at a crash, as a run's {@link Sabotage} says. */
final class Saboteur {
  private static final String CATALOG_CHECKPOINT = "catalog_checkpoint";
  private static final int FORMAT_BYTES = 1;

  private final World world;
  private final Disk disk;

  Saboteur(World world, Disk disk) {
    this.world = world;
    this.disk = disk;
  }

  void crashed() {
    switch (world.sabotage()) {
      case HELD_ROW_LOST -> loseHeldRow();
      case CURSOR_TOO_FAR -> move(Durable.CURSOR, FORMAT_BYTES);
      case CHECKPOINT_TOO_FAR -> move(CATALOG_CHECKPOINT, 0);
      case FACT_LOST -> loseFact();
      case OUTCOME_LOST -> loseOutcome();
      default -> {
        // Spoils something else.
      }
    }
  }

  /** One that nothing but the row remembers. */
  private void loseHeldRow() {
    List<HeldRow> rows =
        disk.held.values().stream()
            .filter(row -> row.channel().startsWith("stream"))
            .filter(
                row -> row.why().equals(Why.SPILLED.code()) || row.why().equals(Why.DEAD.code()))
            .toList();
    if (!rows.isEmpty()) {
      HeldRow lost = world.chance().of(rows);
      world.happens("sabotage: held row lost", lost.key());
      disk.held.remove(HeldName.of(lost));
    }
  }

  private void move(String kind, int at) {
    for (SettingName name : List.copyOf(disk.settings.keySet())) {
      if (name.kind().equals(kind)) {
        ByteBuffer value = ByteBuffer.wrap(disk.settings.get(name).clone());
        long next = value.getLong(at);
        long farther = Math.min(disk.head(), next + world.chance().between(1, 5));
        if (farther > next) {
          world.happens("sabotage: " + kind + " moved", name.name());
          disk.settings.put(name, value.putLong(at, farther).array());
        }
      }
    }
  }

  private void loseFact() {
    List<StateName> facts =
        disk.states.keySet().stream().filter(name -> name.scope().isEmpty()).toList();
    if (!facts.isEmpty()) {
      StateName lost = world.chance().of(facts);
      world.happens("sabotage: fact lost", lost.key());
      disk.states.remove(lost);
    }
  }

  private void loseOutcome() {
    if (!disk.outcomes.isEmpty()) {
      world.happens("sabotage: outcome lost", "");
      disk.outcomes.remove(disk.outcomes.lastKey());
    }
  }
}
