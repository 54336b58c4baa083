package io.sluice.demo.stage;

import io.sluice.demo.broker.BrokerException;
import io.sluice.demo.broker.EmbeddedBroker;
import io.sluice.demo.market.Markets;
import io.sluice.demo.shop.Catalogue;
import io.sluice.gateway.api.ListenAddress;
import io.sluice.gateway.api.ListenException;
import io.sluice.gateway.config.ConfigReader;
import io.sluice.gateway.config.ConfigResult;
import io.sluice.gateway.config.Environment;
import io.sluice.gateway.config.ProblemPrinter;
import io.sluice.gateway.operations.ChannelView;
import io.sluice.gateway.operations.SourceView;
import io.sluice.gateway.runtime.Gateway;
import io.sluice.simulator.ChannelSimulator;
import io.sluice.simulator.RequestRecord;
import io.sluice.simulator.SimulatedChannel;
import io.sluice.simulator.check.RequestRecords;
import io.sluice.store.StoreException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * A running gateway with broker and channels around it. Thread-safe; the calls wait for their
 * answer.
 */
public final class Stage implements AutoCloseable {
  private static final long ANSWER_SECONDS = 30;

  private final StageFiles files;
  private final StagePlan plan;

  /** What to let go of, the last first. */
  private final Deque<Runnable> opened = new ArrayDeque<>();

  private final EmbeddedBroker broker;
  private final ChannelSimulator simulator;
  private final Optional<Markets> markets;
  private volatile Gateway gateway;
  private boolean closed;

  /**
   * @throws StageException when a port is in use or the directory is not to be had
   */
  public static Stage open(StageFiles files, StagePlan plan) {
    return new Stage(files, plan);
  }

  private Stage(StageFiles files, StagePlan plan) {
    this.files = files;
    this.plan = plan;
    try {
      broker = EmbeddedBroker.start(plan.amqpPort(), files.broker());
      opened.push(broker::close);
      Vertx vertx = Vertx.vertx();
      opened.push(() -> await(vertx.close()));
      simulator = await(simulator(vertx));
      opened.push(() -> await(simulator.close()));
      markets = plan.sold().map(sold -> markets(vertx, sold));
      files.write(
          broker.uri(), plan.listen().toString(), plan.versionFrom(), sections(), openChannels());
      gateway = startGateway();
      opened.push(() -> gateway.close());
    } catch (BrokerException | ListenException | StoreException e) {
      close();
      throw new StageException(String.valueOf(e.getMessage()), e);
    } catch (RuntimeException | Error e) {
      close();
      throw e;
    }
  }

  private Markets markets(Vertx vertx, Catalogue sold) {
    return new Markets(plan.time().timers().apply(vertx), plan.time().clock(), sold);
  }

  private Future<ChannelSimulator> simulator(Vertx vertx) {
    return plan.recording()
        ? ChannelSimulator.start(vertx, 0, files.requests().toString())
        : ChannelSimulator.start(vertx, 0);
  }

  private String sections() {
    return (plan.channels().isEmpty() ? "" : StandIn.DEFAULTS)
        + markets.map(Markets::sections).orElse("");
  }

  /** Each on a port of its own, so that it can refuse connections. */
  private String openChannels() {
    List<String> yaml = new ArrayList<>();
    for (StandIn standIn : plan.channels()) {
      SimulatedChannel channel = simulator.channel(standIn.name());
      standIn.behave(channel);
      await(channel.listen(0));
      yaml.add(standIn.yaml(channel.url()));
    }
    markets.map(Markets::yaml).ifPresent(yaml::add);
    return String.join("\n", yaml);
  }

  private Gateway startGateway() {
    return Gateway.start(configuration(), this::read, files.store(), plan.listen(), plan.time());
  }

  private ConfigResult.Valid configuration() {
    ConfigResult result = read();
    if (result instanceof ConfigResult.Valid valid) {
      return valid;
    }
    throw new StageException(ProblemPrinter.print(result.problems()));
  }

  private ConfigResult read() {
    return ConfigReader.read(files.config(), Environment.of(Map.of()));
  }

  /** Stops the gateway, and starts it again on what it has stored. */
  public void restart() {
    gateway.close();
    gateway = startGateway();
  }

  /** The marketplaces, where the plan has any. */
  public Optional<Markets> markets() {
    return markets;
  }

  public String amqpUri() {
    return broker.uri();
  }

  /** Where the API listens. */
  public ListenAddress api() {
    return new ListenAddress(plan.listen().host(), gateway.port());
  }

  public List<ChannelView> channels() {
    return await(gateway.operations().channels().channels());
  }

  public SourceView source() {
    return await(gateway.operations().sources().sources()).get(0);
  }

  public String metrics() {
    return gateway.metrics();
  }

  /** Messages that the gateway has not taken yet. */
  public long waiting() {
    return broker.waiting(StageFiles.QUEUE);
  }

  /** Whether everything published so far has been delivered. */
  public boolean drained() {
    return waiting() == 0
        && source().unanswered() == 0
        && channels().stream().allMatch(view -> view.backlog() == 0 && view.inFlight() == 0);
  }

  public void goDown(StandIn channel) {
    await(simulator.channel(channel.name()).goDown());
  }

  public void comeUp(StandIn channel) {
    await(simulator.channel(channel.name()).comeUp());
  }

  /** Forgets what the channels have seen where that has become much. */
  public void trim(long updatesAtMost) {
    for (StandIn standIn : plan.channels()) {
      SimulatedChannel channel = simulator.channel(standIn.name());
      if (channel.report().updates() > updatesAtMost) {
        channel.reset();
      }
    }
  }

  /** The last requests of a channel, some thousands, in the order they ended. */
  public List<RequestRecord> lastRequests(StandIn channel) {
    return simulator.channel(channel.name()).requests();
  }

  /** Every request so far, where they are written down. */
  public RequestRecords requests() {
    await(simulator.flush());
    try (Stream<String> lines = Files.lines(files.requests())) {
      return RequestRecords.read(lines);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    while (!opened.isEmpty()) {
      opened.pop().run();
    }
  }

  public synchronized boolean isClosed() {
    return closed;
  }

  private static <T> T await(Future<T> future) {
    try {
      return future.toCompletionStage().toCompletableFuture().get(ANSWER_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
