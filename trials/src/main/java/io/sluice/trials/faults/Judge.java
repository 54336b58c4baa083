package io.sluice.trials.faults;

import io.sluice.simulator.RequestRecord;
import io.sluice.simulator.check.ChannelReport;
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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/** Compares what channels received with what was published. */
final class Judge {
  private static final Duration ARRIVES_AT_MOST = Duration.ofSeconds(60);

  private final History history;
  private final SimulatorProcess simulator;
  private final Map<String, Set<String>> excused = new HashMap<>();

  Judge(History history, SimulatorProcess simulator) {
    this.history = history;
    this.simulator = simulator;
  }

  /** Not owed to this channel any more: it is dead, and visible as such. */
  void excuse(String channel, String sku) {
    excused.computeIfAbsent(channel, first -> new HashSet<>()).add(sku);
  }

  private boolean isJudged(String channel, String sku) {
    return !excused.getOrDefault(channel, Set.of()).contains(sku);
  }

  /** The sum over these channels, from each request; what is only late is waited for. */
  Findings byRecords(List<ChannelSpec> channels) {
    return patiently(
        () -> {
          RequestRecords records = simulator.records();
          return sum(
              channels,
              (model, channel) ->
                  Checker.checkRecords(
                      model, channel.everyChange(), judged(channel.name(), records)));
        });
  }

  /** The same as the channels themselves judge it. */
  Findings byReports(List<ChannelSpec> channels) {
    return patiently(() -> sum(channels, this::byReport));
  }

  private Findings byReport(Model model, ChannelSpec channel) {
    ChannelReport report = simulator.report(channel.name());
    Findings found = Checker.checkReport(model, channel.everyChange(), report);
    long events = channel.everyChange() ? model.events().size() : 0;
    long missing = Math.max(0, events - report.summary().distinctRevisions());
    return plus(found, new Findings(missing, 0, 0, 0, 0, 0, List.of()));
  }

  private static Findings patiently(Supplier<Findings> look) {
    Findings[] last = {look.get()};
    Waiting.holdsWithin(
        ARRIVES_AT_MOST,
        () -> {
          if (last[0].lost() + last[0].wrong() > 0) {
            Waiting.passes(Duration.ofMillis(500));
            last[0] = look.get();
          }
          return last[0].lost() + last[0].wrong() == 0;
        });
    return last[0];
  }

  private Findings sum(
      List<ChannelSpec> channels, BiFunction<Model, ChannelSpec, Findings> findings) {
    List<Published> events = history.events();
    return channels.stream()
        .map(channel -> findings.apply(owed(channel.name(), events), channel))
        .reduce(new Findings(0, 0, 0, 0, 0, 0, List.of()), Judge::plus);
  }

  private Model owed(String channel, List<Published> events) {
    return new Model(
        events.stream().filter(event -> isJudged(channel, event.key().sku())).toList());
  }

  private List<RequestRecord> judged(String channel, RequestRecords records) {
    return records.of(channel).stream()
        .filter(record -> isJudged(channel, record.update().sku()))
        .toList();
  }

  private static Findings plus(Findings a, Findings b) {
    List<String> samples = new ArrayList<>(a.samples());
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
