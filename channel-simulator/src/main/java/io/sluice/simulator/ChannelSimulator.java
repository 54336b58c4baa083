package io.sluice.simulator;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Stand-in channels in this JVM, on 127.0.0.1 and one event loop. {@code /c/{name}} is a channel,
 * {@code /control/{name}} and {@code /report/{name}} steer it and tell what it saw; a channel comes
 * into being when it is first named.
 */
public final class ChannelSimulator {
  private static final Pattern CHANNEL = Pattern.compile("/c/([A-Za-z0-9_-]+)(/.*)?");

  private final Vertx vertx;
  private final Context context;
  private final Map<String, SimulatedChannel> channels = new ConcurrentHashMap<>();
  private final ControlSite control = new ControlSite(this);
  private @Nullable JournalFile journal;
  private @Nullable HttpServer server;
  private volatile int port;

  private ChannelSimulator(Vertx vertx) {
    this.vertx = vertx;
    this.context = vertx.getOrCreateContext();
  }

  /**
   * @param port 0 for any
   */
  public static Future<ChannelSimulator> start(Vertx vertx, int port) {
    ChannelSimulator simulator = new ChannelSimulator(vertx);
    return simulator.run(() -> simulator.listen(port)).map(simulator);
  }

  /**
   * @param journal file that every record is appended to
   */
  public static Future<ChannelSimulator> start(Vertx vertx, int port, String journal) {
    ChannelSimulator simulator = new ChannelSimulator(vertx);
    return simulator
        .run(
            () ->
                JournalFile.open(vertx, journal)
                    .onSuccess(file -> simulator.journal = file)
                    .compose(file -> simulator.listen(port)))
        .map(simulator);
  }

  public int port() {
    return port;
  }

  /** The channel of that name, made when there is none. */
  public SimulatedChannel channel(String name) {
    return channels.computeIfAbsent(
        name, missing -> new SimulatedChannel(missing, this, missing.hashCode()));
  }

  Map<String, SimulatedChannel> channels() {
    return channels;
  }

  public Future<Void> close() {
    return run(
        () -> {
          Future<Void> ended = Future.succeededFuture();
          for (SimulatedChannel channel : channels.values()) {
            ended = ended.eventually(channel::goDown);
          }
          HttpServer listening = server;
          if (listening != null) {
            ended = ended.eventually(listening::close);
          }
          JournalFile file = journal;
          return file == null ? ended : ended.eventually(file::close);
        });
  }

  /** Once it succeeds, the journal file has every request that ended before. */
  public Future<Void> flush() {
    return run(
        () -> {
          JournalFile file = journal;
          return file == null ? Future.succeededFuture() : file.flush();
        });
  }

  Vertx vertx() {
    return vertx;
  }

  Context context() {
    return context;
  }

  void journal(RequestRecord record) {
    JournalFile file = journal;
    if (file != null) {
      file.append(record);
    }
  }

  private interface Work {
    Future<Void> begin();
  }

  private Future<Void> run(Work work) {
    Promise<Void> promise = Promise.promise();
    context.runOnContext(go -> work.begin().onComplete(promise));
    return promise.future();
  }

  private Future<Void> listen(int wanted) {
    return vertx
        .createHttpServer()
        .requestHandler(this::handle)
        .listen(wanted, "127.0.0.1")
        .onSuccess(
            listening -> {
              server = listening;
              port = listening.actualPort();
            })
        .mapEmpty();
  }

  private void handle(HttpServerRequest request) {
    Matcher named = CHANNEL.matcher(request.path());
    if (named.matches()) {
      channel(named.group(1)).handle(request);
    } else {
      control.handle(request);
    }
  }
}
