package io.sluice.trials.simulate;

import io.sluice.gateway.intake.VersionFrom;
import io.sluice.simulator.check.FactKey;
import io.sluice.simulator.check.Published;
import io.sluice.simulator.pim.EventWriter;
import io.sluice.simulator.pim.PimEvent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One source that publishes, and what it expects to count: new values in order, mixed with
 * repetitions, values that come too late, and contradictions.
 */
final class Pim {
  private static final int RECENT = 10;
  private static final long FIRST = 10_000;

  private final World world;
  private final SourcePlan plan;
  private final Broker broker;
  private final Ledger ledger;
  private EventWriter writer;
  private final List<PimEvent> recent = new ArrayList<>();
  private final Deque<PimEvent> late = new ArrayDeque<>();
  private final Map<FactKey, Long> marks = new HashMap<>();
  private final Set<Long> said = new HashSet<>();
  private int count;
  private long restoredAfter;
  private boolean restored;

  Pim(World world, SourcePlan plan, Broker broker, Ledger ledger) {
    this.world = world;
    this.plan = plan;
    this.broker = broker;
    this.ledger = ledger;
    this.writer = new EventWriter("/" + plan.name(), FIRST, 0);
  }

  String name() {
    return plan.name();
  }

  Broker broker() {
    return broker;
  }

  /**
   * Its versions go back, as after a restore: whatever it says from now on counts in the end, once
   * somebody begins a new epoch.
   */
  void restoreFromBackup() {
    world.happens("source: restored from backup", plan.name());
    writer = new EventWriter("/" + plan.name(), 0, 0);
    restored = true;
    restoredAfter = ledger.newest();
    marks.clear();
    recent.clear();
    late.clear();
  }

  boolean restored() {
    return restored;
  }

  /** Number of the last message from before its versions went back. */
  long restoredAfter() {
    return restoredAfter;
  }

  void next() {
    count++;
    int what = plan.tidy() ? 99 : world.chance().below(100);
    if (what < 5 && !recent.isEmpty()) {
      world.tally().count("event: repeated");
      publish(world.chance().of(recent));
    } else if (what < 8) {
      world.tally().count("event: kept back");
      late.add(fresh());
    } else if (what < 12 && !late.isEmpty()) {
      world.tally().count("event: late");
      publish(late.remove());
    } else if (what < 14 && !recent.isEmpty()) {
      contradict(world.chance().of(recent));
    } else if (what < 16) {
      world.tally().count("event: broken");
      send("broken", "{\"specversion\":".getBytes(StandardCharsets.UTF_8));
      ledger.broken();
    } else if (what < 19 && plan.speaksOfOthers()) {
      world.tally().count("event: not owned");
      PimEvent foreign = writer.stock(sku(), "BER", quantity());
      send("e" + foreign.number(), foreign.body());
    } else {
      publish(fresh());
    }
  }

  private void publish(PimEvent event) {
    recent.add(event);
    if (recent.size() > RECENT) {
      recent.remove(0);
    }
    long number = send("e" + event.number(), event.body());
    boolean first = said.add(event.number());
    boolean sequence = plan.versionFrom() == VersionFrom.SEQUENCE;
    boolean newer = !sequence || event.number() > marks.getOrDefault(event.key(), 0L);
    if (first && newer) {
      marks.put(event.key(), event.number());
      ledger.owed(plan.name(), event.number(), new Published(number, event.key(), event.value()));
    }
  }

  /** The same identity and version with other content: never counts. */
  private void contradict(PimEvent event) {
    if (event.key().facet().equals("stock") && said.contains(event.number())) {
      world.tally().count("event: contradiction");
      String body = new String(event.body(), StandardCharsets.UTF_8);
      String other = body.replaceFirst("\"quantity\":\\d+", "\"quantity\":" + quantity());
      send("e" + event.number() + "!", other.getBytes(StandardCharsets.UTF_8));
    }
  }

  private long send(String id, byte[] body) {
    long number = ledger.next();
    broker.publish(new Message(number, plan.name(), id, body));
    return number;
  }

  private PimEvent fresh() {
    world.tally().count("event: new");
    if (plan.content()) {
      return content();
    }
    return world.chance().oneIn(4)
        ? writer.price(sku(), world.chance().coin() ? "retail" : "b2b", 100L + quantity())
        : writer.stock(sku(), world.chance().coin() ? "BER" : "HAM", quantity());
  }

  private PimEvent content() {
    PimEvent product = writer.product(sku(), "name " + count);
    return world.chance().oneIn(12) ? discontinued(product) : product;
  }

  private static PimEvent discontinued(PimEvent product) {
    String body =
        """
        {"specversion":"1.0","id":"e%d","source":"/pim","type":"product.discontinued",\
        "subject":"%s","sequence":"%d","data":{"sku":"%s"}}"""
            .formatted(
                product.number(), product.key().sku(), product.number(), product.key().sku());
    return new PimEvent(
        product.number(), product.key(), "discontinued", body.getBytes(StandardCharsets.UTF_8));
  }

  private int quantity() {
    return world.chance().below(100_000);
  }

  private String sku() {
    int some = world.chance().oneIn(3) ? 1 : world.chance().below(plan.skus());
    return "sku-" + some;
  }
}
