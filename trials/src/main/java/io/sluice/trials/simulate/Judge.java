package io.sluice.trials.simulate;

import io.sluice.gateway.channel.Why;
import io.sluice.simulator.RequestRecord;
import io.sluice.simulator.check.Checker;
import io.sluice.simulator.check.Findings;
import io.sluice.simulator.check.Model;
import io.sluice.store.HeldRow;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** What must be true of the channels and the disk once everything has come to rest. */
final class Judge {
  private final Ledger ledger;
  private final Disk disk;

  Judge(Ledger ledger, Disk disk) {
    this.ledger = ledger;
    this.disk = disk;
  }

  /** Everything has arrived, or is held where a person sees it. */
  void atRest(Shop shop, Excuses excuses) {
    String channel = shop.plan().channel();
    disk.held.values().stream()
        .filter(row -> row.channel().equals(channel) && !row.why().equals(Why.DEAD.code()))
        .findAny()
        .ifPresent(row -> BrokenPromise.unless(false, "waits though nothing is owed", row));
    check(shop, excuses.numbers(disk.held(channel, Why.DEAD.code())));
    BrokenPromise.unless(
        disk.refused.size() >= ledger.brokenMessages(),
        "broken messages that nobody sees",
        ledger.brokenMessages() - disk.refused.size());
  }

  /** Dead letters were sent again: none is left, and nothing but what people let go is missing. */
  void afterRedrive(Shop shop, Excuses excuses) {
    List<HeldRow> dead = disk.held(shop.plan().channel(), Why.DEAD.code());
    BrokenPromise.unless(dead.isEmpty(), "dead after all was sent again", dead);
    check(shop, excuses.numbers(List.of()));
  }

  private void check(Shop shop, Set<Long> excused) {
    boolean stream = shop.plan().stream();
    String channel = shop.plan().channel();
    Findings all = findings(stream, shop.records(), excused);
    boolean kept = stream ? clean(all, all.staleBegun()) : all.clean();
    BrokenPromise.unless(kept, channel, all);
    // What is sent once more stands in the order of its part only; events in that of the SKU.
    Findings events = findings(stream, shop.events(), excused);
    BrokenPromise.unless(!stream || events.staleBegun() == 0, channel, events);
  }

  private static boolean clean(Findings findings, long but) {
    return findings.lost()
            + findings.staleBegun()
            + findings.staleApplied()
            + findings.ghosts()
            + findings.wrong()
        == but;
  }

  private Findings findings(boolean stream, Collection<RequestRecord> records, Set<Long> excused) {
    return Checker.checkRecords(new Model(ledger.owed(), excused), stream, records);
  }
}
