package io.sluice.simulator;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * One stand-in channel. Requests run on the simulator's context; every public method may be called
 * from any thread.
 */
public final class SimulatedChannel {
  private final String name;
  private final ChannelSimulator simulator;
  private final Ledger ledger = new Ledger();
  private final FaultPicker faults;
  private final RequestLog log;
  private final ChannelSite site;
  private volatile Behaviour behaviour = Behaviour.PLAIN;
  private volatile boolean down;
  private volatile int port = -1;
  private final AtomicLong numbers = new AtomicLong();
  private @Nullable HttpServer server;
  private long flapping;

  SimulatedChannel(String name, ChannelSimulator simulator, long seed) {
    this.name = name;
    this.simulator = simulator;
    this.faults = new FaultPicker(seed);
    this.log = new RequestLog(simulator::journal);
    this.site = new ChannelSite(this, simulator.vertx(), ledger, faults, log);
  }

  public String name() {
    return name;
  }

  /** Address for single updates and batches: on its own port when it has one. */
  public String url() {
    return "http://127.0.0.1:" + (port > 0 ? port : simulator.port()) + "/c/" + name;
  }

  /** Its own port, -1 when it has none. */
  public int port() {
    return port;
  }

  public Behaviour behaviour() {
    return behaviour;
  }

  /** From the next request on. Counted faults begin to count anew. */
  public SimulatedChannel behave(Behaviour newBehaviour) {
    faults.arm(newBehaviour.faults());
    behaviour = newBehaviour;
    return this;
  }

  public SimulatedChannel latency(Duration latency) {
    behaviour = behaviour.latency(latency, latency);
    return this;
  }

  /** Adds a fault to those there are. */
  public SimulatedChannel fault(Fault fault) {
    List<Fault> all = new ArrayList<>(behaviour.faults());
    all.add(fault);
    return behave(behaviour.faults(all));
  }

  public SimulatedChannel clearFaults() {
    return behave(behaviour.faults(List.of()));
  }

  /**
   * Gives it a port of its own, which refuses connections while the channel is down.
   *
   * @param wanted 0 for any
   */
  public Future<Integer> listen(int wanted) {
    return onContext(() -> open(wanted)).map(opened -> port);
  }

  /** Refuses connections on its own port, and closes those of its requests on the shared one. */
  public Future<Void> goDown() {
    return onContext(
        () -> {
          stopFlapping();
          return setDown(true);
        });
  }

  public Future<Void> comeUp() {
    return onContext(
        () -> {
          stopFlapping();
          return setDown(false);
        });
  }

  /** Down and up again in turns, beginning with down, until {@link #comeUp} or {@link #goDown}. */
  public Future<Void> flap(Duration downFor, Duration upFor) {
    return onContext(
        () -> {
          long round = ++flapping;
          return flap(round, true, downFor, upFor);
        });
  }

  public boolean isDown() {
    return down;
  }

  public Summary report() {
    return ledger.summary();
  }

  /** What became of one key; the part is empty where an update speaks of no single one. */
  public Optional<KeyState> find(String sku, String facet, String part) {
    return ledger.find(sku, facet, part);
  }

  public void forEachKey(Consumer<KeyState> reader) {
    ledger.forEach(reader);
  }

  /**
   * Somebody changes what the channel shows, by hand: until the next update of the same it shows
   * that.
   *
   * @param facet stock or price
   * @param value quantity, or amount and currency as in {@code 9.99 EUR}
   */
  public void edit(String sku, String facet, String value) {
    ledger.edit(sku, facet, value);
  }

  /** Somebody deletes a product there. */
  public void lose(String sku) {
    ledger.lose(sku);
  }

  /** What it shows now, in the order of the SKUs. */
  public List<ShownProduct> products() {
    return ledger.products();
  }

  public boolean hasApplied(long revision) {
    return ledger.hasApplied(revision);
  }

  /**
   * Revisions from the first to the last, both included, that were never applied; at most 1,000.
   */
  public List<Long> missing(long first, long last) {
    return LongStream.rangeClosed(first, last)
        .filter(revision -> !ledger.hasApplied(revision))
        .limit(1_000)
        .boxed()
        .toList();
  }

  /** The last 10,000 records, in the order their requests ended. */
  public List<RequestRecord> requests() {
    return log.last();
  }

  /** Forgets everything seen; behaviour and ports stay. */
  public void reset() {
    ledger.reset();
    log.clear();
  }

  long nextNumber() {
    return numbers.incrementAndGet();
  }

  void handle(HttpServerRequest request) {
    if (down) {
      request.connection().close();
    } else {
      site.handle(request);
    }
  }

  private <T> Future<T> onContext(Supplier<Future<T>> work) {
    Promise<T> promise = Promise.promise();
    simulator.context().runOnContext(go -> work.get().onComplete(promise));
    return promise.future();
  }

  private Future<Void> open(int wanted) {
    HttpServer fresh =
        simulator.vertx().createHttpServer(new HttpServerOptions()).requestHandler(this::handle);
    return fresh
        .listen(wanted, "127.0.0.1")
        .onSuccess(
            listening -> {
              server = listening;
              port = listening.actualPort();
            })
        .mapEmpty();
  }

  private Future<Void> setDown(boolean newDown) {
    down = newDown;
    HttpServer listening = server;
    if (newDown && listening != null) {
      server = null;
      return listening.close();
    }
    return !newDown && port > 0 && listening == null ? open(port) : Future.succeededFuture();
  }

  private Future<Void> flap(long round, boolean nextDown, Duration downFor, Duration upFor) {
    if (round != flapping) {
      return Future.succeededFuture();
    }
    Duration stay = nextDown ? downFor : upFor;
    return setDown(nextDown)
        .onComplete(
            done ->
                simulator
                    .vertx()
                    .setTimer(
                        Math.max(1, stay.toMillis()),
                        id -> flap(round, !nextDown, downFor, upFor)));
  }

  private void stopFlapping() {
    flapping++;
  }
}
