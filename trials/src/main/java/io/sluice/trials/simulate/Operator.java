package io.sluice.trials.simulate;

import io.sluice.gateway.channel.Channel;
import io.sluice.gateway.channel.Pause;
import io.sluice.gateway.channel.Why;
import io.sluice.store.HeldRow;
import java.util.List;

/** A person who steers now and then, and sees to dead letters. */
final class Operator {
  private final World world;
  private final Disk disk;

  Operator(World world, Disk disk) {
    this.world = world;
    this.disk = disk;
  }

  void acts(Life life, List<Excuses> excuses) {
    int which = world.chance().below(life.channels().size());
    ChannelShell channel = life.channels().get(which);
    switch (world.chance().below(12)) {
      case 0, 1 -> pause(channel);
      case 2 -> steer(channel, "resume", Channel::resume);
      case 3 -> steer(channel, "probe", Channel::probe);
      case 4 -> redrive(channel);
      case 5 -> discard(channel, excuses.get(which));
      case 6 -> replay(channel);
      case 7 -> steer(channel, "fold", Channel::fold);
      default -> {
        // Nothing to do today.
      }
    }
  }

  private void steer(
      ChannelShell channel, String what, java.util.function.BiConsumer<Channel, Long> word) {
    world.happens("operator: " + what, channel.name());
    channel.tell(word);
  }

  private void pause(ChannelShell channel) {
    long until = world.nowMs() + world.chance().below(6_000);
    steer(channel, "pause", (core, now) -> core.pause(new Pause("ops", "", until), now));
  }

  /** Sends the newest value of whatever is dead. */
  void redrive(ChannelShell channel) {
    for (HeldRow row : disk.held(channel.name(), Why.DEAD.code())) {
      steer(channel, "redrive", (core, now) -> core.touch(row.key(), row.part(), true, now));
    }
  }

  private void discard(ChannelShell channel, Excuses excuses) {
    List<HeldRow> dead = disk.held(channel.name(), Why.DEAD.code());
    if (!dead.isEmpty()) {
      HeldRow row = world.chance().of(dead);
      excuses.discarded(row);
      steer(
          channel,
          "discard",
          (core, now) -> core.discard(row.key(), row.part(), row.position(), now));
    }
  }

  private void replay(ChannelShell channel) {
    long since = world.nowMs() - world.chance().below(20_000);
    world.happens("operator: replay", channel.name());
    disk.states.values().stream()
        .filter(row -> row.scope().isEmpty())
        .forEach(row -> channel.tell((core, now) -> core.touch(row.key(), row.part(), true, now)));
    world.trace().note("replay", channel.name(), since);
  }
}
