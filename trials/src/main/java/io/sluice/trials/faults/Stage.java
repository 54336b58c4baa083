package io.sluice.trials.faults;

import io.sluice.simulator.RequestRecord;
import io.sluice.simulator.Summary;
import io.sluice.simulator.check.Findings;
import io.sluice.simulator.pim.History;
import io.sluice.source.rabbitmq.RabbitMqNode;
import io.sluice.trials.ChannelSpec;
import io.sluice.trials.GatewayApi;
import io.sluice.trials.GatewayFiles;
import io.sluice.trials.GatewayProcess;
import io.sluice.trials.SimulatorProcess;
import io.sluice.trials.Waiting;
import io.sluice.trials.faults.net.FaultyLink;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where a row plays: stand-in channels, a gateway, links between them and to the broker, a PIM at
 * work, and the judgement at the end.
 */
public final class Stage implements AutoCloseable {
  /** Generous: the machine may be busy. What must be quick has a figure of its own. */
  public static final Duration AT_MOST = Duration.ofMinutes(2);

  /** What every row demands. */
  static final List<String> PROMISE = List.of("lost", "stale", "ghost", "wrong at the end");

  /** Room for the events of one load, below those that rows publish by themselves. */
  private static final long NUMBERS_OF_A_LOAD = 10_000_000;

  private static final long SEED = 20_260_101;

  private final Size size;
  private final Path directory;
  private final RabbitMqNode broker;
  private final BrokerDesk desk;
  private final SimulatorProcess simulator;
  private final FaultyLink brokerLink;
  private final Map<String, FaultyLink> links = new HashMap<>();
  private final List<ChannelSpec> channels = new ArrayList<>();
  private final Map<String, String> urls = new HashMap<>();
  private final History history = new History();
  private Figures figures;
  private int loads;
  private long duplicatesBefore;
  private final Judge judge;
  private GatewayFiles.Settings settings = GatewayFiles.Settings.USUAL.heartbeat("2s");
  private @Nullable GatewayProcess gateway;
  private @Nullable Load load;
  private @Nullable Footprint before;

  Stage(Size size, Path directory, RabbitMqNode broker, SimulatorProcess simulator) {
    this.size = size;
    this.directory = directory;
    this.broker = broker;
    this.desk = new BrokerDesk(broker);
    this.simulator = simulator;
    this.figures = nextRow();
    this.brokerLink = new FaultyLink(broker.port());
    this.judge = new Judge(history, simulator);
  }

  /** Where the next row writes down what it measures. */
  Figures nextRow() {
    figures = new Figures(size.of(2, 1));
    return figures;
  }

  public Size size() {
    return size;
  }

  public Path directory() {
    return directory;
  }

  public RabbitMqNode broker() {
    return broker;
  }

  public BrokerDesk desk() {
    return desk;
  }

  public SimulatorProcess simulator() {
    return simulator;
  }

  public Figures figures() {
    return figures;
  }

  /** Between gateway and broker. */
  public FaultyLink brokerLink() {
    return brokerLink;
  }

  /** The broker as the gateway sees it. */
  public String brokerUri() {
    return "amqp://guest:guest@127.0.0.1:" + brokerLink.port();
  }

  /** Between gateway and a channel made by {@link #linked}. */
  public FaultyLink link(String channel) {
    return Objects.requireNonNull(links.get(channel));
  }

  public ChannelSpec state(String name) {
    return ChannelSpec.state(name, urls.computeIfAbsent(name, simulator::open));
  }

  public ChannelSpec stream(String name) {
    return ChannelSpec.stream(name, urls.computeIfAbsent(name, simulator::open));
  }

  /** The same channel behind a link. */
  public ChannelSpec linked(ChannelSpec channel) {
    int port = java.net.URI.create(channel.url()).getPort();
    FaultyLink link = new FaultyLink(port);
    links.put(channel.name(), link);
    String url = channel.url().replace(":" + port, ":" + link.port());
    return new ChannelSpec(channel.name(), url, channel.everyChange(), channel.lines());
  }

  /** One of each kind: latest and every change, alone and in batches. */
  public List<ChannelSpec> fourChannels() {
    return List.of(
        state("shop"), state("market").batchOf(50), stream("events"), stream("copies").batchOf(50));
  }

  public void settings(GatewayFiles.Settings other) {
    settings = other;
  }

  public GatewayFiles.Settings settings() {
    return settings;
  }

  /** Writes the configuration and makes a gateway that does not run yet. */
  public GatewayProcess gateway(List<ChannelSpec> specs, String... options) {
    configure(specs);
    return use(GatewayProcess.in(directory, brokerUri(), "256m", quick(options)));
  }

  /** Compiles less, which a process that soon ends would not pay back. */
  public static String[] quick(String... options) {
    List<String> all = new ArrayList<>(List.of(options));
    all.add("-XX:TieredStopAtLevel=1");
    return all.toArray(String[]::new);
  }

  public void configure(List<ChannelSpec> specs) {
    channels.clear();
    channels.addAll(specs);
    GatewayFiles.write(directory, settings, specs);
  }

  /** From now on this one is asked, and closed at the end. */
  public GatewayProcess use(GatewayProcess other) {
    if (gateway != null) {
      gateway.close();
    }
    gateway = other;
    return other;
  }

  public GatewayProcess gateway() {
    return Objects.requireNonNull(gateway);
  }

  public GatewayApi api() {
    return gateway().api();
  }

  /**
   * Starts gateway and PIM and waits until all channels have seen something. A gateway that works
   * with these channels since an earlier row goes on.
   */
  public Load startUnderLoad(List<ChannelSpec> specs, String... options) {
    if (gateway == null || !gateway.isAlive() || !channels.equals(specs)) {
      gateway(specs, options).start();
    }
    awaitConnected();
    return publish();
  }

  /** Lets the PIM begin and waits until all channels have seen something. */
  public Load publish() {
    Map<String, Summary> before = simulator.summaries();
    // Two rows at once on two cores: each gets half.
    Load begun = beginLoad(size.of(100, 200));
    Waiting.until("every channel got its first updates", AT_MOST, () -> sawSome(before));
    footprintBefore();
    return begun;
  }

  private boolean sawSome(Map<String, Summary> before) {
    Map<String, Summary> now = simulator.summaries();
    return channels.stream()
        .map(ChannelSpec::name)
        .allMatch(name -> updates(now, name) - updates(before, name) > size.of(100, 1_000));
  }

  private static long updates(Map<String, Summary> summaries, String channel) {
    Summary summary = summaries.get(channel);
    return summary == null ? 0 : summary.updates();
  }

  /** What the gateway holds before a fault; compared when all is delivered. */
  public void footprintBefore() {
    before = Footprint.of(gateway());
  }

  /** Lets the PIM begin. */
  public Load beginLoad(double perSecond) {
    long after = NUMBERS_OF_A_LOAD * loads++;
    Load begun = new Load(broker.uri(), history::confirmed, after, SEED, size.of(500, 5_000));
    load = begun;
    return begun.begin(perSecond);
  }

  public void awaitConnected() {
    Waiting.until(
        "the source is connected",
        AT_MOST,
        () -> api().sources().get(0).getString("state").equals("connected"));
  }

  /** For a fault that lasts. */
  public void lasts(int shortSeconds, int fullSeconds) {
    Waiting.passes(Duration.ofSeconds(size.of(shortSeconds, fullSeconds)));
  }

  /** A product that is dead by now, and visible as such. */
  public void excuse(String channel, String sku) {
    judge.excuse(channel, sku);
  }

  /**
   * Ends the load, waits until all is delivered and judges. Returns what was found; what came again
   * since the row before.
   */
  public Findings finish() {
    Objects.requireNonNull(load).stop();
    return settle();
  }

  /** Waits until all is delivered and judges. */
  public Findings settle() {
    awaitDrained();
    return told(judge.byRecords(channels));
  }

  /** As above, where not every request was written down. */
  public Findings settleByReport() {
    awaitDrained();
    return told(judge.byReports(channels));
  }

  private void awaitDrained() {
    Duration drained =
        Waiting.untilNothingIsLeft("everything is delivered", AT_MOST.multipliedBy(2), this::left);
    figures.note("events", history.size());
    figures.note("drained in", drained.toMillis() + " ms");
    if (before != null) {
      Footprint.judge(gateway(), before, size, figures);
    }
  }

  private Findings told(Findings all) {
    Findings found =
        new Findings(
            all.lost(),
            all.staleBegun(),
            all.staleApplied(),
            all.ghosts(),
            all.wrong(),
            all.duplicates() - duplicatesBefore,
            all.samples());
    duplicatesBefore = all.duplicates();
    figures.exactly("lost", found.lost(), 0L);
    figures.exactly("stale", found.staleBegun() + found.staleApplied(), 0L);
    figures.exactly("ghost", found.ghosts(), 0L);
    figures.exactly("wrong at the end", found.wrong(), 0L);
    if (!found.clean()) {
      figures.note("samples", found.samples());
    }
    return found;
  }

  /** Counts what is owed twice, because it may go there from the broker in between. */
  private long left() {
    long owed = api().owed();
    var source = api().sources().get(0);
    if (!source.getString("state").equals("connected")) {
      throw new IllegalStateException("the source is " + source.getString("state"));
    }
    return owed + source.getLong("unanswered") + desk.waiting() + api().owed();
  }

  /** Apart from dead letters. */
  public boolean nothingWaits() {
    return api().drained();
  }

  public int published() {
    return history.size();
  }

  public History history() {
    return history;
  }

  public List<RequestRecord> requests(String channel) {
    return simulator.records().of(channel);
  }

  /** How long events of that time took to a channel. */
  public Duration p99(String channel, long fromMs, long toMs) {
    return new Delays(Objects.requireNonNull(load)).p99(requests(channel), fromMs, toMs);
  }

  @Override
  public void close() {
    if (load != null) {
      load.abandon();
    }
    if (gateway != null) {
      gateway.close();
    }
    links.values().forEach(FaultyLink::close);
    brokerLink.close();
    simulator.close();
  }
}
