package io.sluice.trials.bench;

import io.sluice.source.rabbitmq.RabbitMqNode;
import io.sluice.trials.ChannelSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** A broker and a sink of five channels, and what is measured between them. */
final class Stage implements AutoCloseable {
  static final int CHANNELS = 5;

  /** No run here takes longer, however busy the machine is. */
  static final Duration AT_MOST = Duration.ofMinutes(5);

  private static final String HEAP = "1g";

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
    this.sink = Sink.start(directory, CHANNELS);
  }

  Sink sink() {
    return sink;
  }

  Pipe bare() {
    return ProgramPipe.bare(directory, broker.uri(), sink.urls());
  }

  GatewayPipe gateway(UnaryOperator<ChannelSpec> specs) {
    return gateway(specs, HEAP);
  }

  GatewayPipe gateway(UnaryOperator<ChannelSpec> specs, String heap) {
    List<ChannelSpec> channels = new ArrayList<>();
    for (String url : sink.urls()) {
      channels.add(specs.apply(ChannelSpec.stream("c" + channels.size(), url)));
    }
    return GatewayPipe.start(
        directory.resolve("sluice-" + ++gateways), broker.uri(), channels, heap, javaOptions);
  }

  /** The gateway first, then what it is compared with. */
  List<Pipe> pipes(UnaryOperator<ChannelSpec> specs) {
    List<Pipe> pipes = new ArrayList<>();
    if (wanted("sluice")) {
      pipes.add(gateway(specs));
    }
    if (wanted("bare")) {
      pipes.add(bare());
    }
    return pipes;
  }

  private boolean wanted(String pipe) {
    return only.isEmpty() || only.contains(pipe);
  }

  Load load(Pipe pipe) {
    return new Load(broker.uri(), pipe.exchange(), SKUS);
  }

  Load load(Pipe pipe, int skus) {
    return new Load(broker.uri(), pipe.exchange(), skus);
  }

  /** Publishes while the pipe works, and waits until every channel has everything. */
  Run competing(Pipe pipe, Load load, int events) {
    return measured(pipe, events, () -> load.publish(events));
  }

  /** Publishes while the pipe stands still, then lets it go. */
  Run filledFirst(Pipe pipe, Load load, int events) {
    Signals.stop(pipe.pid());
    try {
      load.publish(events);
    } catch (RuntimeException e) {
      Signals.goOn(pipe.pid());
      throw e;
    }
    return measured(pipe, events, () -> Signals.goOn(pipe.pid()));
  }

  Run paced(Pipe pipe, Load load, int events, double perSecond) {
    return measured(pipe, events, () -> load.publish(events, perSecond));
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
