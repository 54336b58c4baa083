package io.sluice.trials.bench;

import io.sluice.source.rabbitmq.RabbitMqNode;
import io.sluice.trials.ChannelSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** A broker and a sink of five channels, and what is measured between them. */
final class Stage implements AutoCloseable {
  private static final int CHANNELS = 5;
  private static final Path ROOT = Path.of(System.getProperty("sluice.root", "."));
  private static final Path LAUNCHER = ROOT.resolve("bin/sluice");

  /** Built by the Maven profile peers. */
  private static final Path PEER = ROOT.resolve("trials/peers/target/camel.jar");

  /** No run here takes longer, however busy the machine is. */
  static final Duration AT_MOST = Duration.ofMinutes(10);

  static final String HEAP = "1g";

  /** So many that two events of one SKU seldom meet. */
  private static final int SKUS = 50_000;

  private final Path directory;
  private final List<String> javaOptions;
  private final List<String> only;
  private final RabbitMqNode broker = RabbitMqNode.start();
  private final Sink sink;
  private int gateways;

  /**
   * @param javaOptions more of them for the gateway, such as those that record a profile
   * @param only the pipes that are wanted; all when empty
   */
  Stage(Path directory, List<String> javaOptions, List<String> only) {
    this.only = only;
    this.directory = directory;
    this.javaOptions = javaOptions;
    // With the 512 MiB of tests the alarm may stay on while the broker has nothing to do.
    broker.control("set_vm_memory_high_watermark", "absolute", "4GiB");
    this.sink = Sink.start(directory, CHANNELS);
  }

  Sink sink() {
    return sink;
  }

  /** Where files of a scenario may lie. */
  Path directory() {
    return directory;
  }

  private Pipe bare() {
    return ProgramPipe.bare(directory, broker.uri(), sink.urls());
  }

  boolean hasCamel() {
    return wanted("camel") && Files.exists(PEER);
  }

  Pipe camel(int consumers) {
    String classes = PEER + ":" + PEER.resolveSibling("lib") + "/*";
    return ProgramPipe.camel(directory, broker.uri(), sink.urls(), classes, consumers);
  }

  /** One channel for each address of the sink. */
  GatewayPipe gateway(UnaryOperator<ChannelSpec> specs) {
    return gateway(specs, HEAP, CHANNELS);
  }

  GatewayPipe gateway(UnaryOperator<ChannelSpec> specs, String heap) {
    return gateway(specs, heap, CHANNELS);
  }

  /**
   * @param more beside those
   */
  GatewayPipe gateway(UnaryOperator<ChannelSpec> specs, List<ChannelSpec> more) {
    List<ChannelSpec> all = channels(specs, CHANNELS);
    all.addAll(more);
    return GatewayPipe.start(ownDirectory(), broker.uri(), all, HEAP, javaOptions);
  }

  GatewayPipe gatewayOfOne(UnaryOperator<ChannelSpec> specs, String heap) {
    return gateway(specs, heap, 1);
  }

  private GatewayPipe gateway(UnaryOperator<ChannelSpec> specs, String heap, int channels) {
    return GatewayPipe.start(
        ownDirectory(), broker.uri(), channels(specs, channels), heap, javaOptions);
  }

  private List<ChannelSpec> channels(UnaryOperator<ChannelSpec> specs, int count) {
    List<ChannelSpec> channels = new ArrayList<>();
    for (String url : sink.urls().subList(0, count)) {
      channels.add(specs.apply(ChannelSpec.stream("c" + channels.size(), url)));
    }
    return channels;
  }

  private Path ownDirectory() {
    return directory.resolve("sluice-" + ++gateways);
  }

  /** The gateway first, then what it is compared with. */
  List<String> names() {
    return Stream.of("sluice", "bare", "camel")
        .filter(this::wanted)
        .filter(name -> !name.equals("camel") || hasCamel())
        .toList();
  }

  private boolean wanted(String pipe) {
    return only.isEmpty() || only.contains(pipe);
  }

  /** Everything that is compared, running. */
  Contest contest(UnaryOperator<ChannelSpec> specs) {
    List<Pipe> pipes = new ArrayList<>();
    for (String name : names()) {
      pipes.add(
          switch (name) {
            case "sluice" -> gateway(specs);
            case "bare" -> bare();
            default -> camel(1);
          });
    }
    return contest(pipes, SKUS);
  }

  Contest contest(List<Pipe> pipes, int skus) {
    return new Contest(this, pipes, skus);
  }

  /** Starts one as its users do. */
  Pipe launched(String name) {
    return switch (name) {
      case "sluice" ->
          GatewayPipe.launched(
              LAUNCHER, ownDirectory(), broker.uri(), channels(spec -> spec, CHANNELS));
      case "bare" -> bare();
      default -> camel(1);
    };
  }

  Load load(Pipe pipe) {
    return load(pipe, SKUS);
  }

  Load load(Pipe pipe, int skus) {
    return new Load(broker.uri(), pipe.exchange(), skus);
  }

  /** Publishes while the pipe works, and waits until every channel has everything. */
  Run competing(Contest.Contestant one, int events) {
    return measured(one.pipe(), events, () -> one.load().publish(events));
  }

  /** Publishes while the pipe stands still, then lets it go. */
  Run filledFirst(Contest.Contestant one, int events) {
    long pid = one.pipe().pid();
    Signals.stop(pid);
    try {
      one.load().publish(events);
    } catch (RuntimeException e) {
      Signals.goOn(pid);
      throw e;
    }
    return measured(one.pipe(), events, () -> Signals.goOn(pid));
  }

  Run paced(Contest.Contestant one, int events, double perSecond) {
    return measured(one.pipe(), events, () -> one.load().publish(events, perSecond));
  }

  private Run measured(Pipe pipe, int events, Runnable work) {
    sink.reset();
    Map<String, ProcessorTime> before = processors(pipe);
    work.run();
    List<ArrivalReport> reports = sink.await(events, AT_MOST);
    Map<String, ProcessorTime> used = processors(pipe);
    used.replaceAll((name, time) -> time.since(before.get(name)));
    return new Run(events, reports, used);
  }

  private Map<String, ProcessorTime> processors(Pipe pipe) {
    Map<String, ProcessorTime> times = new TreeMap<>();
    times.put(pipe.name(), ProcessorTime.of(pipe.pid()));
    times.put("sink", ProcessorTime.of(sink.pid()));
    times.put("broker", ProcessorTime.withChildren(broker.pid()));
    times.put("publisher", ProcessorTime.of(ProcessHandle.current().pid()));
    return times;
  }

  @Override
  public void close() {
    sink.close();
    broker.close();
  }
}
