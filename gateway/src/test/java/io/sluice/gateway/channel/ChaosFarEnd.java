package io.sluice.gateway.channel;

import io.sluice.adapter.ChannelUpdate;
import io.sluice.adapter.Facet;
import io.sluice.adapter.Listed;
import io.sluice.adapter.Outcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A channel on its bad days: moods that change, SKUs it never takes, answers that get lost. */
final class ChaosFarEnd implements FarEnd {
  private static final int MOODS = 12;
  private final Random random;
  private final boolean wholeCalls;
  private final boolean gate;
  private boolean healed;
  private int mood;
  private int handles;

  /**
   * @param wholeCalls refuses a whole call for one bad update
   * @param gate whether it may say that a product is not listed
   */
  ChaosFarEnd(Random random, boolean wholeCalls, boolean gate) {
    this.random = random;
    this.wholeCalls = wholeCalls;
    this.gate = gate;
  }

  void changeMood() {
    mood = random.nextInt(MOODS);
  }

  void heal() {
    healed = true;
  }

  @Override
  public long latencyMs() {
    return 1L + random.nextInt(healed ? 20 : 200);
  }

  @Override
  public List<Outcome> answer(List<ChannelUpdate> updates, long nowMs) {
    if (healed) {
      return FarEnd.all(updates, Outcome.Accepted.PLAIN);
    }
    Instant until = Instant.ofEpochMilli(nowMs + random.nextInt(5_000));
    return switch (mood) {
      case 0, 1 -> FarEnd.all(updates, FarEnd.unreachable());
      case 2 -> FarEnd.all(updates, new Outcome.Deferred(until, Outcome.Scope.CHANNEL, "429"));
      case 3 -> FarEnd.all(updates, FarEnd.rejected("http.404", Outcome.Scope.CALL));
      case 4 ->
          random.nextInt(10) == 0
              ? FarEnd.all(updates, new Outcome.Gone("moved"))
              : each(updates, until);
      case 5 ->
          random.nextInt(20) == 0
              ? FarEnd.all(updates, new Outcome.Unauthorized(Outcome.Scope.CHANNEL, "401"))
              : each(updates, until);
      default -> each(updates, until);
    };
  }

  private List<Outcome> each(List<ChannelUpdate> updates, Instant until) {
    boolean bad = updates.stream().anyMatch(update -> update.sku().endsWith("3"));
    if (wholeCalls && bad) {
      return FarEnd.all(updates, FarEnd.rejected("http.422", Outcome.Scope.CALL));
    }
    List<Outcome> outcomes = new ArrayList<>();
    updates.forEach(update -> outcomes.add(one(update, until)));
    return random.nextInt(50) == 0 ? outcomes.subList(0, outcomes.size() - 1) : outcomes;
  }

  private Outcome one(ChannelUpdate update, Instant until) {
    if (update.sku().endsWith("3")) {
      return FarEnd.rejected();
    } else if (update.sku().endsWith("7")) {
      return FarEnd.unreachable();
    } else if (gate && update.facet() != Facet.PRODUCT && update.listed() != Listed.YES) {
      return random.nextBoolean() ? new Outcome.NotListed("no offer") : Outcome.Accepted.PLAIN;
    }
    return switch (random.nextInt(40)) {
      case 0 -> new Outcome.Unknown("read timed out", true);
      case 1 -> new Outcome.Unknown("no sense in the answer", false);
      case 2 -> new Outcome.Conflict("409");
      case 3 ->
          new Outcome.Deferred(
              until, random.nextBoolean() ? Outcome.Scope.ITEM : Outcome.Scope.OPERATION, "later");
      case 4 -> FarEnd.unreachable();
      case 5, 6 ->
          new Outcome.Pending("h" + handles++, until, until.plusSeconds(random.nextInt(20)));
      case 7 -> FarEnd.rejected();
      case 8 -> new Outcome.Unauthorized(Outcome.Scope.ITEM, "403");
      default -> Outcome.Accepted.PLAIN;
    };
  }

  @Override
  public List<Outcome> poll(List<String> handles, long nowMs) {
    return handles.stream().map(handle -> poll(handle, nowMs)).toList();
  }

  private Outcome poll(String handle, long nowMs) {
    Instant later = Instant.ofEpochMilli(nowMs + 500);
    return switch (healed ? 9 : random.nextInt(10)) {
      case 0 -> new Outcome.Pending(handle, later, later.plusSeconds(10));
      case 1 -> FarEnd.rejected();
      case 2 -> new Outcome.Unknown("expired", false);
      case 3 -> FarEnd.unreachable();
      case 4 -> new Outcome.Deferred(later, Outcome.Scope.CHANNEL, "429");
      default -> Outcome.Accepted.PLAIN;
    };
  }
}
