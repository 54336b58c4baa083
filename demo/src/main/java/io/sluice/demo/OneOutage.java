package io.sluice.demo;

import io.sluice.demo.shop.Catalogue;
import io.sluice.demo.shop.Changes;
import io.sluice.demo.stage.Stage;
import io.sluice.demo.stage.StageFiles;
import io.sluice.demo.stage.StandIn;
import io.sluice.gateway.operations.ChannelView;
import io.sluice.simulator.check.Checker;
import io.sluice.simulator.check.Findings;
import io.sluice.simulator.check.Model;
import io.sluice.simulator.check.RequestRecords;
import io.sluice.simulator.pim.EventWriter;
import io.sluice.simulator.pim.History;
import io.sluice.simulator.pim.Pace;
import io.sluice.simulator.pim.PimEvent;
import io.sluice.simulator.pim.Publisher;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Publishes so many events, switches a channel off for the second half of them, and compares what
 * arrived with what was published.
 */
final class OneOutage {
  private static final long SEED = 1;

  /** A product with its variants makes some 13 events; half of all are left for changes. */
  private static final int EVENTS_PER_PRODUCT = 26;

  private static final StandIn DOWN = StandIn.MARKETPLACE;
  private static final Duration CONNECTED_AT_MOST = Duration.ofSeconds(60);
  private static final Duration OFFLINE_AT_MOST = Duration.ofSeconds(30);
  private static final Duration DRAINED_AT_LEAST = Duration.ofMinutes(3);

  private final Stage stage;
  private final int count;
  private final Consumer<String> progress;
  private final History history = new History();
  private final Iterator<PimEvent> events;

  /**
   * @param progress is told each step, in words
   */
  OneOutage(Stage stage, int count, Consumer<String> progress) {
    this.stage = stage;
    this.count = count;
    this.progress = progress;
    this.events = events(count);
  }

  private static Iterator<PimEvent> events(int count) {
    int products = Math.max(1, Math.min(Shop.PRODUCTS, count / EVENTS_PER_PRODUCT));
    EventWriter writer = new EventWriter("/demo/shop", 0, 0);
    Changes changes = new Changes(Catalogue.of(SEED, products), SEED, writer);
    Iterator<PimEvent> catalogue = changes.catalogue().iterator();
    return Stream.generate(() -> catalogue.hasNext() ? catalogue.next() : changes.next())
        .limit(count)
        .iterator();
  }

  OnceResult run() {
    Waiting.until(CONNECTED_AT_MOST, () -> stage.source().state().equals("connected"));
    try (Publisher publisher =
        new Publisher(stage.amqpUri(), StageFiles.EXCHANGE, history::confirmed)) {
      progress.accept("publishing " + count + " events");
      Pace pace = new Pace(Math.max(250, Math.min(2_000, count / 15)));
      publish(publisher, pace, count / 2);
      stage.goDown(DOWN);
      long down = System.nanoTime();
      progress.accept(DOWN.name() + " is down");
      publish(publisher, pace, count - count / 2);
      publisher.awaitConfirmed();
      Waiting.until(OFFLINE_AT_MOST, this::isOffline);
      stage.comeUp(DOWN);
      long up = System.nanoTime();
      progress.accept(DOWN.name() + " is back; catching up");
      Waiting.until(drainedAtMost(), stage::drained);
      return result(seconds(down, up), seconds(up, System.nanoTime()));
    }
  }

  private void publish(Publisher publisher, Pace pace, int many) {
    for (int i = 0; i < many; i++) {
      pace.await();
      publisher.publish(events.next());
    }
  }

  private boolean isOffline() {
    return stage.channels().stream()
        .anyMatch(view -> view.channel().equals(DOWN.name()) && view.state().equals("offline"));
  }

  /** A machine that is slow gets its time; who is not done then has lost something. */
  private Duration drainedAtMost() {
    return DRAINED_AT_LEAST.plusMillis(20L * count);
  }

  /** In tenths. */
  private static double seconds(long from, long to) {
    return Math.round((to - from) / 1e8) / 10.0;
  }

  private OnceResult result(double outageSeconds, double drainSeconds) {
    Map<String, Long> accepted = new LinkedHashMap<>();
    long superseded = 0;
    for (ChannelView view : stage.channels()) {
      accepted.put(view.channel(), view.accepted());
      superseded += view.superseded();
    }
    List<Findings> findings = check();
    List<String> samples = new ArrayList<>();
    findings.forEach(each -> samples.addAll(each.samples()));
    return new OnceResult(
        history.size(),
        accepted,
        findings.stream().mapToLong(each -> each.lost() + each.wrong()).sum(),
        findings.stream().mapToLong(Findings::staleApplied).sum(),
        superseded,
        findings.stream().mapToLong(Findings::duplicates).sum(),
        outageSeconds,
        drainSeconds,
        findings.stream().allMatch(Findings::clean),
        samples);
  }

  private List<Findings> check() {
    Model model = new Model(history.events());
    RequestRecords requests = stage.requests();
    return StandIn.ALL.stream()
        .map(
            channel ->
                Checker.checkRecords(model, channel.everyChange(), requests.of(channel.name())))
        .toList();
  }
}
