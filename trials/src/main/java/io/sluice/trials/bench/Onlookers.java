package io.sluice.trials.bench;

import io.sluice.trials.ChannelSpec;
import io.sluice.trials.GatewayApi;
import io.sluice.trials.Waiting;
import io.sluice.trials.faults.LiveHeap;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Fifty streams of which half never read, while 1,000 events pass each second: deliveries and
 * answers of the API must be as without them, and what is kept for those who do not read bounded.
 *
 * <p>Beside five channels that deliver there are 95 that are paused: what they owe changes all the
 * time, so that a stream is told some 60 KiB a second and the kernel cannot keep it all.
 */
final class Onlookers implements Scenario {
  private static final int PER_SECOND = 1_000;
  private static final int SECONDS = 60;
  private static final int WARM_SECONDS = 30;
  private static final int SKUS = 5_000;
  private static final int PAUSED = 95;
  private static final int READING = 25;
  private static final int DEAF = 25;

  /** Fifty times what one may leave unread, and an event for each. */
  private static final double HEAP_AT_MOST_MB = 16;

  private static final double DELIVERY_RATIO_AT_MOST = 1.5;
  private static final double ANSWER_P99_AT_MOST_MS = 250;
  private static final Duration LET_GO_WITHIN = Duration.ofSeconds(90);

  private final Rounds delivery = new Rounds("ms");
  private final Rounds answer50 = new Rounds("ms");
  private final Rounds answer99 = new Rounds("ms");
  private final Rounds heap = new Rounds("MB");
  private final List<String> missed = new ArrayList<>();
  private long told = Long.MAX_VALUE;
  private double letGoAfter;

  @Override
  public JsonObject measure(Stage stage, Plan plan) {
    List<ChannelSpec> paused =
        IntStream.range(0, PAUSED)
            .mapToObj(i -> ChannelSpec.state("paused" + i, stage.sink().urls().get(0)))
            .toList();
    try (Contest contest = stage.contest(List.of(stage.gateway(spec -> spec, paused)), SKUS)) {
      Contest.Contestant sluice = contest.first();
      GatewayApi api = ((GatewayPipe) sluice.pipe()).gateway().api();
      paused.forEach(channel -> api.steer(channel.name(), "pause"));
      Tell.run("warm-up", sluice, stage.competing(sluice, plan.events(Throughput.WARM_UP / 2)));
      int warm = plan.events(WARM_SECONDS * PER_SECOND);
      Tell.run("warm-up, paced", sluice, stage.paced(sluice, warm, PER_SECOND));
      int events = plan.events(SECONDS * PER_SECOND);
      for (int round = 0; round < plan.rounds(); round++) {
        run(stage, sluice, events, "alone");
        watched(stage, sluice, events);
      }
    }
    judge();
    return new JsonObject()
        .put("deliveries p99", delivery.toJson())
        .put("deliveries ratio", ratio(delivery))
        .put("GET /channels p50", answer50.toJson())
        .put("GET /channels p99", answer99.toJson())
        .put("live heap", heap.toJson())
        .put("more heap MB", Rounds.rounded(heap.medianDifference("watched", "alone")))
        .put("fewest events that a reader got", told)
        .put("s until those who do not read were let go", Rounds.rounded(letGoAfter))
        .put("missed", new JsonArray(missed));
  }

  private static double ratio(Rounds rounds) {
    return Rounds.rounded(rounds.medianRatio("watched", "alone"));
  }

  private void run(Stage stage, Contest.Contestant sluice, int events, String side) {
    GatewayPipe pipe = (GatewayPipe) sluice.pipe();
    Run run;
    Asking asking = Asking.begin(pipe.gateway().api());
    try (asking) {
      run = stage.paced(sluice, events, PER_SECOND);
    }
    delivery.add(side, run.p99());
    answer50.add(side, asking.percentile(50));
    answer99.add(side, asking.percentile(99));
    heap.add(side, LiveHeap.megabytes(pipe.gateway()));
    Tell.run(side, sluice, run);
    Tell.line(
        "%-20s GET /channels p50 %.1f p99 %.1f ms of %d; live heap %.1f MB",
        "",
        asking.percentile(50),
        asking.percentile(99),
        asking.count(),
        LiveHeap.megabytes(pipe.gateway()));
    if (run.regressions() > 0) {
      missed.add("older after newer: " + run.regressions());
    }
  }

  private void watched(Stage stage, Contest.Contestant sluice, int events) {
    GatewayPipe pipe = (GatewayPipe) sluice.pipe();
    URI gateway = URI.create(pipe.gateway().api().url());
    List<Onlooker> deaf = new ArrayList<>();
    List<Onlooker> reading = new ArrayList<>();
    long before = pipe.gateway().state().files();
    try {
      IntStream.range(0, DEAF).forEach(i -> deaf.add(Onlooker.deaf(gateway)));
      IntStream.range(0, READING).forEach(i -> reading.add(Onlooker.reading(gateway)));
      run(stage, sluice, events, "watched");
      told = Math.min(told, reading.stream().mapToLong(Onlooker::events).min().orElse(0));
      letGo(stage, sluice, before);
      long lost = reading.stream().filter(each -> !each.wasToldWithin(5)).count();
      if (lost > 0) {
        missed.add(lost + " of those who read were told nothing for 5 s");
      }
    } finally {
      deaf.forEach(Onlooker::close);
      reading.forEach(Onlooker::close);
    }
  }

  /** Events go on until everyone who does not read is cut off, and nobody else. */
  private void letGo(Stage stage, Contest.Contestant sluice, long filesBefore) {
    GatewayPipe pipe = (GatewayPipe) sluice.pipe();
    long begun = System.nanoTime();
    boolean gone =
        Waiting.holdsWithin(
            LET_GO_WITHIN,
            () -> {
              stage.paced(sluice, PER_SECOND, PER_SECOND);
              return pipe.gateway().state().files() < filesBefore + READING + DEAF / 5;
            });
    letGoAfter = Math.max(letGoAfter, SECONDS + (System.nanoTime() - begun) / 1e9);
    if (!gone) {
      missed.add(
          "those who do not read were not let go within " + LET_GO_WITHIN.toSeconds() + " s");
    }
  }

  private void judge() {
    double more = heap.medianDifference("watched", "alone");
    if (more > HEAP_AT_MOST_MB) {
      missed.add("%.1f MB more heap, %.0f at most".formatted(more, HEAP_AT_MOST_MB));
    }
    if (ratio(delivery) > DELIVERY_RATIO_AT_MOST) {
      missed.add("p99 of deliveries is %.2f times as long".formatted(ratio(delivery)));
    }
    if (answer99.median("watched") > ANSWER_P99_AT_MOST_MS) {
      missed.add("p99 of answers is %.0f ms".formatted(answer99.median("watched")));
    }
    Tell.line("%-28s %12s %12s %12s", "", "alone", "watched", "at most");
    row("deliveries p99 ms", delivery, "x " + DELIVERY_RATIO_AT_MOST);
    row("GET /channels p50 ms", answer50, "");
    row("GET /channels p99 ms", answer99, Double.toString(ANSWER_P99_AT_MOST_MS));
    row("live heap MB", heap, "+ " + HEAP_AT_MOST_MB);
    missed.forEach(each -> Tell.line("MISSED: %s", each));
  }

  private static void row(String what, Rounds figure, String atMost) {
    Tell.line(
        "%-28s %12.2f %12.2f %12s", what, figure.median("alone"), figure.median("watched"), atMost);
  }
}
