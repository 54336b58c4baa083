package io.sluice.trials.simulate;

import io.sluice.adapter.ChannelCall;
import io.sluice.adapter.ChannelUpdate;
import io.sluice.adapter.Outcome;
import io.sluice.adapter.ReadBack;
import io.sluice.adapter.Value;
import io.sluice.gateway.channel.ChannelPlan;
import io.sluice.simulator.RequestRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** A stand-in channel: writes down what arrives and what it does with it. Outlives the gateway. */
final class Shop {
  private static final int TIMEOUT_MS = 3_000;

  private final World world;
  private final ChannelPlan plan;
  private final Ledger ledger;
  private final Answering answering;
  private final LaneWatch lanes;
  private final List<RequestRecord> records = new ArrayList<>();
  private final List<RequestRecord> events = new ArrayList<>();
  private final Map<Long, ChannelCall> calls = new LinkedHashMap<>();
  private final Map<String, Handle> handles = new LinkedHashMap<>();
  private final Set<String> listed = new HashSet<>();
  private long arrivals;

  Shop(World world, ChannelPlan plan, Ledger ledger) {
    this.world = world;
    this.plan = plan;
    this.ledger = ledger;
    this.answering = new Answering(world, listed::contains);
    this.lanes = new LaneWatch(plan);
  }

  private static final class Handle {
    final ChannelUpdate update;
    final long expiresAtMs;
    Outcome decided;

    Handle(ChannelUpdate update, Outcome.Pending pending) {
      this.update = update;
      this.expiresAtMs = pending.expiresAt().toEpochMilli();
      this.decided = pending;
    }
  }

  ChannelPlan plan() {
    return plan;
  }

  LaneWatch lanes() {
    return lanes;
  }

  Answering answering() {
    return answering;
  }

  /** Everything that arrived. */
  List<RequestRecord> records() {
    return records;
  }

  /** Of a stream what was an event, not the newest value once more. */
  List<RequestRecord> events() {
    return events;
  }

  void deliver(ChannelCall call, Consumer<List<Outcome>> answer) {
    long arrival = ++arrivals;
    world.trace().note("begin " + plan.channel(), call.id(), call.updates().size());
    call.updates().forEach(update -> world.trace().tell("  begin", update));
    lanes.begin(call.updates());
    calls.put(arrival, call);
    boolean lost = answering.losesAnswer();
    long latency = lost ? TIMEOUT_MS : 1L + world.chance().below(answering.longestMs());
    world
        .time()
        .inLife(
            latency,
            () -> {
              List<Outcome> outcomes = lost ? lose(call, arrival) : decide(call, arrival);
              calls.remove(arrival);
              world.trace().tell("  answer of " + plan.channel(), outcomes);
              lanes.ended(call.updates(), outcomes);
              answer.accept(outcomes);
            });
  }

  private List<Outcome> lose(ChannelCall call, long arrival) {
    boolean applied = world.chance().coin();
    world.happens(applied ? "channel: answer lost, applied" : "channel: answer lost", "");
    call.updates().forEach(update -> write(update, arrival, applied ? "applied" : "lost"));
    return Answering.all(call.updates(), new Outcome.Unknown("no answer", true));
  }

  private List<Outcome> decide(ChannelCall call, long arrival) {
    List<Outcome> outcomes = answering.answer(call.updates());
    for (int i = 0; i < call.updates().size(); i++) {
      ChannelUpdate update = call.updates().get(i);
      if (i >= outcomes.size()) {
        write(update, arrival, "missing");
      } else if (outcomes.get(i) instanceof Outcome.Accepted) {
        write(update, arrival, "applied");
      } else {
        write(update, arrival, "refused");
        if (outcomes.get(i) instanceof Outcome.Pending pending) {
          handles.put(pending.handle(), new Handle(update, pending));
        }
      }
    }
    return outcomes;
  }

  private void write(ChannelUpdate sent, long arrival, String did) {
    ChannelUpdate update = maybeCorrupt(sent);
    RequestRecord record =
        new RequestRecord(
            arrival,
            Instant.ofEpochMilli(world.nowMs()),
            plan.channel(),
            "",
            Seen.of(update, ledger.at(update.revision())),
            did,
            did.equals("applied") ? 200 : 0,
            0);
    records.add(record);
    if (sent.event() != null) {
      events.add(record);
    }
    if (did.equals("applied")) {
      lanes.applied(update);
      if (update.facet() == io.sluice.adapter.Facet.PRODUCT) {
        listed.add(update.sku());
      }
    }
    world.trace().note(did, update.sku(), update.revision());
  }

  private ChannelUpdate maybeCorrupt(ChannelUpdate sent) {
    if (world.sabotage() != Sabotage.VALUE_CORRUPTED
        || !(sent.value() instanceof Value.Stock stock)
        || !world.chance().oneIn(5)) {
      return sent;
    }
    return new ChannelUpdate(
        sent.id(),
        sent.sku(),
        sent.facet(),
        sent.revision(),
        sent.version(),
        sent.source(),
        sent.occurredAt(),
        new Value.Stock(stock.quantity() + 1, stock.warehouses()),
        sent.listed(),
        sent.event());
  }

  void poll(List<String> asked, Consumer<List<Outcome>> answer) {
    world
        .time()
        .inLife(
            1L + world.chance().below(answering.longestMs()),
            () -> {
              List<Outcome> outcomes = asked.stream().map(this::poll).toList();
              world.trace().note("poll " + plan.channel(), "", outcomes.size());
              for (int i = 0; i < outcomes.size(); i++) {
                world.trace().tell("  poll of " + asked.get(i), outcomes.get(i));
                polled(asked.get(i), outcomes.get(i));
              }
              answer.accept(outcomes);
            });
  }

  private Outcome poll(String handle) {
    ReadBack question = ReadBack.find(handle);
    if (question != null) {
      return answering.readBack(lanes.hasApplied(question.updateId()));
    }
    Handle known = handles.get(handle);
    if (known == null) {
      return new Outcome.Unknown("no such handle", false);
    }
    if (known.decided instanceof Outcome.Pending pending) {
      boolean expired = world.nowMs() >= known.expiresAtMs;
      return expired ? new Outcome.Unknown("expired", false) : answering.poll(pending);
    }
    return known.decided;
  }

  private void polled(String name, Outcome outcome) {
    Handle handle = handles.get(name);
    if (handle == null || !(handle.decided instanceof Outcome.Pending)) {
      return;
    }
    if (outcome instanceof Outcome.Accepted) {
      handle.decided = outcome;
      write(handle.update, ++arrivals, "applied");
    } else if (outcome instanceof Outcome.Rejected) {
      handle.decided = outcome;
    } else if (outcome instanceof Outcome.Unknown unknown && !unknown.transport()) {
      // It forgot: and never carries out what it forgot.
      handle.decided = outcome;
    }
  }

  /** The caller dies: some of what is under way is carried out unheard. */
  void cut() {
    calls.forEach(
        (arrival, call) ->
            call.updates().stream()
                .filter(any -> world.chance().coin())
                .forEach(update -> write(update, arrival, "applied")));
    calls.clear();
    lanes.cut();
  }
}
