package io.sluice.trials.simulate;

import io.sluice.adapter.ChannelUpdate;
import io.sluice.adapter.Facet;
import io.sluice.adapter.Outcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;

/** What a stand-in channel answers on its good days and its bad ones. */
final class Answering {
  private static final Mood[] MOODS = Mood.values();

  private final World world;
  private final Predicate<String> listed;
  private final boolean gate;
  private final boolean wholeCalls;
  private final boolean troublesome;
  private Mood mood = Mood.FINE;
  private boolean downForLong;
  private boolean healed;
  private int handles;

  Answering(World world, Predicate<String> listed) {
    this.world = world;
    this.listed = listed;
    this.gate = world.chance().coin();
    this.wholeCalls = world.chance().coin();
    this.troublesome = world.chance().coin();
  }

  void changeMood() {
    Chance chance = world.chance();
    mood = chance.oneIn(3) ? Mood.FINE : MOODS[chance.below(MOODS.length)];
    world.happens("channel is " + mood, "");
  }

  void goDownForLong() {
    world.happens("channel: out of service for long", "");
    downForLong = true;
  }

  void heal() {
    healed = true;
  }

  int longestMs() {
    return healed ? 10 : 150;
  }

  /** Whether nobody will hear of the call that arrives now. */
  boolean losesAnswer() {
    if (healed || downForLong) {
      return false;
    }
    return mood == Mood.HANGS
        || (mood == Mood.LOSSY && world.chance().coin())
        || world.chance().oneIn(60);
  }

  List<Outcome> answer(List<ChannelUpdate> updates) {
    if (healed) {
      return all(updates, Outcome.Accepted.PLAIN);
    }
    if (downForLong || mood == Mood.DOWN) {
      return whole(updates, new Outcome.Unreachable("connection refused"), "refused connection");
    }
    return switch (mood) {
      case ERRORS -> whole(updates, new Outcome.Unreachable("HTTP 503"), "5xx");
      case THROTTLED ->
          whole(
              updates,
              new Outcome.Deferred(later(5_000), Outcome.Scope.CHANNEL, "HTTP 429"),
              "429");
      case REFUSES_ALL -> whole(updates, rejected("http.404", Outcome.Scope.CALL), "refuses all");
      case GONE -> whole(updates, new Outcome.Gone("moved"), "gone");
      case UNAUTHORIZED ->
          whole(
              updates, new Outcome.Unauthorized(Outcome.Scope.CHANNEL, "HTTP 401"), "unauthorized");
      default -> each(updates);
    };
  }

  private List<Outcome> whole(List<ChannelUpdate> updates, Outcome outcome, String fault) {
    world.tally().count("channel: " + fault);
    return all(updates, outcome);
  }

  private List<Outcome> each(List<ChannelUpdate> updates) {
    if (wholeCalls && troublesome && updates.stream().anyMatch(Answering::isNeverTaken)) {
      return whole(updates, rejected("http.422", Outcome.Scope.CALL), "refused for one item");
    }
    List<Outcome> outcomes = new ArrayList<>();
    updates.forEach(update -> outcomes.add(one(update)));
    if (world.chance().oneIn(50)) {
      world.tally().count("channel: answer without an item");
      return outcomes.subList(0, outcomes.size() - 1);
    }
    return outcomes;
  }

  private static boolean isNeverTaken(ChannelUpdate update) {
    return update.sku().endsWith("3");
  }

  private Outcome one(ChannelUpdate update) {
    if (troublesome && isNeverTaken(update)) {
      return counted(rejected("http.422", Outcome.Scope.ITEM), "item refused");
    } else if (troublesome && update.sku().endsWith("5")) {
      return counted(new Outcome.Unreachable("HTTP 500"), "item fails");
    } else if (gate && update.facet() != Facet.PRODUCT && !listed.test(update.sku())) {
      boolean refuses = world.chance().coin();
      return refuses
          ? counted(new Outcome.NotListed("no offer"), "not listed")
          : Outcome.Accepted.PLAIN;
    }
    return mood == Mood.PENDING ? pending() : sometimes();
  }

  private Outcome sometimes() {
    return switch (world.chance().below(50)) {
      case 0 -> counted(new Outcome.Unknown("no sense in the answer", false), "unparsable");
      case 1 -> counted(new Outcome.Conflict("HTTP 409"), "conflict");
      case 2 ->
          counted(new Outcome.Deferred(later(3_000), Outcome.Scope.ITEM, "later"), "item later");
      case 3 -> counted(new Outcome.Unreachable("HTTP 500"), "item fails");
      case 4, 5 -> pending();
      case 6 -> counted(rejected("http.422", Outcome.Scope.ITEM), "item refused");
      case 7 -> counted(new Outcome.Unauthorized(Outcome.Scope.ITEM, "HTTP 403"), "item forbidden");
      default -> Outcome.Accepted.PLAIN;
    };
  }

  private Outcome pending() {
    Instant pollAt = later(2_000);
    Instant expires = pollAt.plusMillis(world.chance().below(20_000));
    return counted(new Outcome.Pending("h" + handles++, pollAt, expires), "pending");
  }

  /** What became of an update that waits for a decision. */
  Outcome poll(Outcome.Pending pending) {
    if (healed) {
      return Outcome.Accepted.PLAIN;
    }
    if (downForLong || mood == Mood.DOWN) {
      return counted(new Outcome.Unreachable("connection refused"), "poll fails");
    }
    return switch (world.chance().below(10)) {
      case 0, 1 -> new Outcome.Pending(pending.handle(), later(1_000), pending.expiresAt());
      case 2 -> counted(rejected("poll.refused", Outcome.Scope.ITEM), "poll says refused");
      case 3 -> counted(new Outcome.Unknown("forgotten", false), "handle forgotten");
      case 4 -> counted(new Outcome.Unreachable("HTTP 500"), "poll fails");
      case 5 ->
          counted(new Outcome.Deferred(later(500), Outcome.Scope.CHANNEL, "HTTP 429"), "poll 429");
      default -> Outcome.Accepted.PLAIN;
    };
  }

  Outcome readBack(boolean applied) {
    boolean away = !healed && (downForLong || mood == Mood.DOWN || world.chance().oneIn(5));
    if (away) {
      return counted(new Outcome.Unreachable("HTTP 500"), "read back fails");
    }
    return applied ? Outcome.Accepted.PLAIN : new Outcome.Conflict("not there");
  }

  private Outcome counted(Outcome outcome, String fault) {
    world.tally().count("channel: " + fault);
    return outcome;
  }

  private Instant later(int longestMs) {
    return Instant.ofEpochMilli(world.nowMs() + world.chance().below(longestMs));
  }

  private static Outcome rejected(String code, Outcome.Scope scope) {
    return new Outcome.Rejected(code, "the channel says " + code, scope, null);
  }

  static List<Outcome> all(List<ChannelUpdate> updates, Outcome outcome) {
    return Collections.nCopies(updates.size(), outcome);
  }
}
