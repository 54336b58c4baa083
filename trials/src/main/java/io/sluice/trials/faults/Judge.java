package io.sluice.trials.faults;

import io.sluice.simulator.RequestRecord;
import io.sluice.simulator.check.Checker;
import io.sluice.simulator.check.Findings;
import io.sluice.simulator.check.Model;
import io.sluice.simulator.check.Published;
import io.sluice.simulator.check.RequestRecords;
import io.sluice.simulator.pim.History;
import io.sluice.trials.ChannelSpec;
import io.sluice.trials.SimulatorProcess;
import io.sluice.trials.Waiting;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Compares what channels received with what was published. */
final class Judge {
  private static final Duration ARRIVES_AT_MOST = Duration.ofSeconds(60);

  private final History history;
  private final SimulatorProcess simulator;
  private final Set<String> excused = new HashSet<>();

  Judge(History history, SimulatorProcess simulator) {
    this.history = history;
    this.simulator = simulator;
  }

  /** Owed to nobody any more: it is dead, and visible as such. */
  void excuse(String sku) {
    excused.add(sku);
  }

  /** The sum over these channels; what is only late is waited for. */
  Findings verdict(List<ChannelSpec> channels) {
    Findings[] last = {now(channels)};
    Waiting.holdsWithin(
        ARRIVES_AT_MOST,
        () -> {
          if (last[0].lost() + last[0].wrong() > 0) {
            Waiting.passes(Duration.ofMillis(500));
            last[0] = now(channels);
          }
          return last[0].lost() + last[0].wrong() == 0;
        });
    return last[0];
  }

  private Findings now(List<ChannelSpec> channels) {
    List<Published> owed =
        history.events().stream().filter(event -> !excused.contains(event.key().sku())).toList();
    Model model = new Model(owed);
    RequestRecords records = simulator.records();
    Findings sum = new Findings(0, 0, 0, 0, 0, 0, List.of());
    for (ChannelSpec channel : channels) {
      List<RequestRecord> own =
          records.of(channel.name()).stream()
              .filter(record -> !excused.contains(record.update().sku()))
              .toList();
      sum = plus(sum, Checker.checkRecords(model, channel.everyChange(), own));
    }
    return sum;
  }

  private static Findings plus(Findings a, Findings b) {
    List<String> samples = new java.util.ArrayList<>(a.samples());
    samples.addAll(b.samples());
    return new Findings(
        a.lost() + b.lost(),
        a.staleBegun() + b.staleBegun(),
        a.staleApplied() + b.staleApplied(),
        a.ghosts() + b.ghosts(),
        a.wrong() + b.wrong(),
        a.duplicates() + b.duplicates(),
        samples);
  }
}
