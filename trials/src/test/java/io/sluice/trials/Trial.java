package io.sluice.trials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.simulator.check.Checker;
import io.sluice.simulator.check.Findings;
import io.sluice.simulator.check.Model;
import io.sluice.simulator.check.RequestRecords;
import io.sluice.simulator.pim.History;
import io.sluice.simulator.pim.Publisher;
import io.sluice.source.rabbitmq.RabbitMqNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.core.ConditionFactory;

/** A broker, stand-in channels, a gateway between them and a PIM. */
final class Trial implements AutoCloseable {
  /** Generous: a test must not fail because the machine is busy. */
  static final Duration AT_MOST = Duration.ofMinutes(4);

  private final Path directory;
  final RabbitMqNode broker;
  final SimulatorProcess simulator;
  final History history = new History();
  private final List<ChannelSpec> channels = new ArrayList<>();
  private final List<AutoCloseable> opened = new ArrayList<>();

  private Trial(Path directory, RabbitMqNode broker, SimulatorProcess simulator) {
    this.directory = directory;
    this.broker = broker;
    this.simulator = simulator;
  }

  static Trial recording(Path directory) {
    RabbitMqNode broker = RabbitMqNode.startOrSkip();
    return new Trial(directory, broker, SimulatorProcess.recording(directory));
  }

  static Trial summing(Path directory) {
    RabbitMqNode broker = RabbitMqNode.startOrSkip();
    return new Trial(directory, broker, SimulatorProcess.summing(directory));
  }

  /** A channel that is kept at the newest value of each SKU. */
  ChannelSpec state(String name) {
    return ChannelSpec.state(name, simulator.open(name));
  }

  /** A channel that gets each event. */
  ChannelSpec stream(String name) {
    return ChannelSpec.stream(name, simulator.open(name));
  }

  /** Writes the configuration; the gateway does not run yet. */
  GatewayProcess gateway(String heap, ChannelSpec... specs) {
    configure(specs);
    GatewayProcess gateway = GatewayProcess.in(directory, broker.uri(), heap);
    opened.add(gateway);
    return gateway;
  }

  /** For many starts: compiles less, which a process that is killed soon would not pay back. */
  GatewayProcess shortLived(String heap, ChannelSpec... specs) {
    configure(specs);
    GatewayProcess gateway =
        GatewayProcess.in(directory, broker.uri(), heap, "-XX:TieredStopAtLevel=1");
    opened.add(gateway);
    return gateway;
  }

  void configure(ChannelSpec... specs) {
    channels.clear();
    channels.addAll(List.of(specs));
    GatewayFiles.write(directory, channels);
  }

  /** A PIM, once the gateway has made the queue. */
  Publisher publisher(GatewayProcess gateway) {
    awaitConnected(gateway);
    Publisher publisher = new Publisher(broker.uri(), GatewayFiles.EXCHANGE, history::confirmed);
    opened.add(publisher);
    return publisher;
  }

  void awaitConnected(GatewayProcess gateway) {
    waiting()
        .until(
            () -> gateway.api().sources().get(0).getString("state"),
            state -> state.equals("connected"));
  }

  static ConditionFactory waiting() {
    return await().atMost(AT_MOST).pollInterval(Duration.ofMillis(200)).ignoreExceptions();
  }

  /** Waits until everything published is journaled and every channel has taken what it is owed. */
  void awaitDrained(GatewayProcess gateway) {
    awaitTaken(gateway);
    waiting().until(() -> gateway.api().drained());
  }

  /** Waits until the broker has nothing left: everything is journaled. */
  void awaitTaken(GatewayProcess gateway) {
    awaitTaken(gateway, AT_MOST);
  }

  void awaitTaken(GatewayProcess gateway, Duration atMost) {
    waiting().atMost(atMost).until(() -> gateway.api().sources().get(0).getLong("unanswered") == 0);
    waiting()
        .atMost(atMost)
        .pollInterval(Duration.ofSeconds(1))
        // A quorum queue tells its length every five seconds only.
        .during(Duration.ofSeconds(6))
        .until(
            () -> broker.control("list_queues", "--no-table-headers", "messages").strip(),
            "0"::equals);
  }

  /** Compares all channels with what was published. */
  void assertPromiseKept() {
    Model model = new Model(history.events());
    RequestRecords records = simulator.records();
    for (ChannelSpec channel : channels) {
      Findings findings =
          Checker.checkRecords(model, channel.everyChange(), records.of(channel.name()));
      System.out.println(channel.name() + ": " + findings);
      assertThat(findings.clean()).as(channel.name() + ": " + findings).isTrue();
      assertThat(simulator.summary(channel.name()).overlaps()).as("overlaps").isZero();
    }
  }

  /** As far as the channels' reports tell, for trials too large to write every request down. */
  void assertEndsRight() {
    Model model = new Model(history.events());
    for (ChannelSpec channel : channels) {
      Findings findings =
          Checker.checkReport(model, channel.everyChange(), simulator.report(channel.name()));
      System.out.println(channel.name() + ": " + findings);
      assertThat(findings.clean()).as(channel.name() + ": " + findings).isTrue();
      if (channel.everyChange()) {
        assertThat(simulator.summary(channel.name()).distinctRevisions())
            .isGreaterThanOrEqualTo(model.events().size());
      }
    }
  }

  @Override
  public void close() throws Exception {
    for (AutoCloseable one : opened) {
      one.close();
    }
    simulator.close();
    broker.close();
  }
}
