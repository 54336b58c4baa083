package io.sluice.gateway.runtime;

import io.sluice.gateway.config.ChannelConfig;
import io.sluice.gateway.config.ConfigReader;
import io.sluice.gateway.config.ConfigResult;
import io.sluice.gateway.config.Configuration;
import io.sluice.gateway.config.Problem;
import io.sluice.gateway.config.ProblemPrinter;
import io.sluice.gateway.config.ReadFiles;
import io.sluice.gateway.operations.ConfigurationView;
import io.sluice.gateway.operations.ProblemView;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the gateway follow its files: reads them again when one of them changed, or when somebody
 * asks, and takes over what is right. Where something is wrong the configuration that runs stays.
 */
final class Reloads {
  private static final Logger LOG = LoggerFactory.getLogger(Reloads.class);
  private static final long LOOK_EVERY_MS = 500;

  private final Vertx vertx;
  private final Context owner;
  private final Supplier<ConfigResult> reader;
  private final RunningChannels channels;
  private final InstantSource clock;
  private final Configuration started;
  private volatile Configuration current;
  private volatile ConfigurationView view;
  private volatile boolean stopped;

  /** As they were when they were read last. */
  private ReadFiles read;

  /** As they were at the last look. */
  private ReadFiles seen;

  private Future<ConfigurationView> last;

  /**
   * @param running what runs, as it was read
   * @param reader reads it again; blocks
   */
  Reloads(
      Vertx vertx,
      ConfigResult.Valid running,
      Supplier<ConfigResult> reader,
      RunningChannels channels,
      InstantSource clock) {
    this.vertx = vertx;
    this.owner = vertx.getOrCreateContext();
    this.reader = reader;
    this.channels = channels;
    this.clock = clock;
    this.started = running.configuration();
    this.current = started;
    this.read = running.files();
    this.seen = read;
    this.view = view(running, clock.instant(), List.of());
    this.last = Future.succeededFuture(view);
  }

  /** What runs. */
  Configuration current() {
    return current;
  }

  ConfigurationView view() {
    return view;
  }

  void start() {
    owner.runOnContext(any -> vertx.setTimer(LOOK_EVERY_MS, this::look));
  }

  void stop() {
    stopped = true;
  }

  /** Reads the files, whether they changed or not; completes when what they say runs. */
  Future<ConfigurationView> reload() {
    return Contexts.call(owner, this::next).compose(view -> view);
  }

  /** One after the other. */
  private Future<ConfigurationView> next() {
    last = last.transform(any -> readAgain()).onFailure(this::failed);
    return last;
  }

  /** A fault of ours: what runs goes on. */
  private void failed(Throwable problem) {
    LOG.error("The configuration could not be read again", problem);
    String message = "could not be read: " + problem;
    view = refused(List.of(Problem.ofFile(ConfigReader.CHANNELS_FILE, message)));
  }

  private Future<ConfigurationView> readAgain() {
    return vertx.executeBlocking(reader::get, false).compose(this::take);
  }

  private Future<ConfigurationView> take(ConfigResult result) {
    read = result.files();
    seen = read;
    if (stopped) {
      return Future.succeededFuture(view);
    }
    if (!(result instanceof ConfigResult.Valid valid)) {
      return Future.succeededFuture(refused(result.problems()));
    }
    Configuration next = valid.configuration();
    List<ChannelConfig> changed = next.channels().stream().filter(this::differs).toList();
    List<Problem> broken =
        changed.stream()
            .flatMap(config -> Stream.concat(whyNotKept(config), whyNotOpened(config)))
            .toList();
    if (!broken.isEmpty()) {
      return Future.succeededFuture(refused(broken));
    }
    List<String> gone = new ArrayList<>(channels.names());
    next.channels().forEach(config -> gone.remove(config.id()));
    return channels.apply(next.channels()).map(any -> taken(valid, changed, gone));
  }

  private boolean differs(ChannelConfig config) {
    ChannelVerticle running = channels.find(config.id());
    return running == null || !running.configured().sameAs(config);
  }

  private ConfigurationView taken(
      ConfigResult.Valid valid, List<ChannelConfig> changed, List<String> gone) {
    boolean same = valid.configuration().version().equals(view.version());
    current = valid.configuration();
    view = view(valid, same ? view.since() : clock.instant(), notes());
    if (!changed.isEmpty() || !gone.isEmpty()) {
      LOG.info(
          "Configuration {} holds now. New or changed: {}; gone: {}",
          view.version(),
          changed.stream().map(ChannelConfig::id).toList(),
          gone);
    } else if (!same) {
      LOG.info("Configuration {} holds now; no channel changed", view.version());
    }
    return view;
  }

  private List<String> notes() {
    return current.gateway().equals(started.gateway())
        ? List.of()
        : List.of("gateway.yaml changed, which takes effect at the next start");
  }

  /** Each keeps another kind of backlog, and neither can take over what the other one owes. */
  private Stream<Problem> whyNotKept(ChannelConfig config) {
    ChannelVerticle running = channels.find(config.id());
    return running == null || running.configured().keep() == config.keep()
        ? Stream.empty()
        : Stream.of(
            Problem.ofFile(
                ConfigReader.CHANNELS_FILE,
                "backlog.keep of channel '%s' cannot change while there is a backlog: give the channel"
                        .formatted(config.id())
                    + " another name, or change it back"));
  }

  /** What runs goes on until it is known that the other can begin. */
  private Stream<Problem> whyNotOpened(ChannelConfig config) {
    try {
      config.adapter().open(config.settings(), vertx, clock).close();
      return Stream.empty();
    } catch (RuntimeException e) {
      LOG.warn("Channel {} cannot be opened as it is configured now", config.id(), e);
      String message = "channel '%s' cannot be opened like this: %s".formatted(config.id(), e);
      return Stream.of(Problem.ofFile(ConfigReader.CHANNELS_FILE, message));
    }
  }

  private ConfigurationView refused(List<Problem> problems) {
    LOG.error("The configuration is wrong and not taken over; {} goes on", view.version());
    problems.stream()
        .filter(Problem::isError)
        .forEach(problem -> LOG.error("{}", ProblemPrinter.line(problem)));
    view =
        new ConfigurationView(
            view.version(), view.since(), clock.instant(), false, views(problems), view.notes());
    return view;
  }

  private ConfigurationView view(ConfigResult.Valid valid, Instant since, List<String> notes) {
    return new ConfigurationView(
        valid.configuration().version(),
        since,
        clock.instant(),
        true,
        views(valid.problems()),
        notes);
  }

  private static List<ProblemView> views(List<Problem> problems) {
    return problems.stream()
        .map(
            problem ->
                new ProblemView(
                    problem.file(),
                    problem.line(),
                    problem.column(),
                    problem.severity().name().toLowerCase(Locale.ROOT),
                    problem.message(),
                    problem.hint()))
        .toList();
  }

  /** A file counts once it rests: half of what an editor writes may look right. */
  private void look(long timer) {
    if (stopped) {
      return;
    }
    vertx
        .executeBlocking(read::now, false)
        .onComplete(
            now -> {
              if (now.succeeded()) {
                looked(now.result());
              }
              vertx.setTimer(LOOK_EVERY_MS, this::look);
            });
  }

  private void looked(ReadFiles now) {
    boolean rests = now.unchanged(seen);
    seen = now;
    if (rests && !now.unchanged(read)) {
      // Also where it fails: it is looked at again when it changes again.
      read = now;
      next();
    }
  }
}
