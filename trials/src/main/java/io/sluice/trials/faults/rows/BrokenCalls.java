package io.sluice.trials.faults.rows;

import io.sluice.simulator.RequestRecord;
import io.sluice.trials.faults.Row;
import io.sluice.trials.faults.Stage;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** N3: calls that end without an answer, before and after the channel applied them. */
final class BrokenCalls {
  static final Row ROW =
      new Row(
          "N3",
          "connection lost before and after applying",
          "tried again with the same id; no second effect",
          BrokenCalls::play);

  private BrokenCalls() {}

  private static void play(Stage stage) {
    stage.startUnderLoad(
        stage.fourChannels().stream()
            .map(channel -> channel.with("breaker: { open_after_failures: 50, probe_every: 1s }"))
            .toList());
    List<String> all = List.of("shop", "market", "events", "copies");
    for (String channel : all) {
      stage
          .simulator()
          .control(
              channel,
              Answers.faults(
                  Answers.fault("reset_before").put("probability", 0.05),
                  Answers.fault("reset_after").put("probability", 0.1),
                  Answers.fault("truncated").put("probability", 0.05)));
    }
    stage.lasts(5, 60);
    all.forEach(channel -> stage.simulator().control(channel, Answers.GOOD));
    var found = stage.finish();
    stage.figures().note("came again", found.duplicates());
    for (String channel : List.of("events", "copies")) {
      stage
          .figures()
          .exactly("other id on a retry, " + channel, withSeveralIds(stage, channel), 0L);
    }
  }

  /** Events that came under more than one id. */
  private static long withSeveralIds(Stage stage, String channel) {
    Map<Long, Set<String>> ids =
        stage.requests(channel).stream()
            .map(RequestRecord::update)
            .collect(
                Collectors.groupingBy(
                    update -> update.revision(),
                    Collectors.mapping(update -> update.id(), Collectors.toSet())));
    return ids.values().stream().filter(several -> several.size() > 1).count();
  }
}
