package io.sluice.gateway.runtime;

import io.sluice.gateway.config.ChannelConfig;
import io.sluice.gateway.config.ConfigReader;
import io.sluice.gateway.config.ConfigResult;
import io.sluice.gateway.config.Configuration;
import io.sluice.gateway.config.Problem;
import io.sluice.gateway.config.ProblemPrinter;
import io.sluice.gateway.config.ReadFiles;
import io.sluice.gateway.operations.ConfigurationView;
import io.sluice.gateway.operations.OperationException;
import io.sluice.gateway.operations.OperationException.Kind;
import io.sluice.gateway.operations.ProblemView;
import io.sluice.gateway.operations.WaitingView;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the gateway follow its files: reads them again when one of them changed, or when somebody
 * asks, and takes over what is right. Where something is wrong the configuration that runs stays;
 * where it would change more than it may, it waits for a person.
 */
final class Reloads {
  private static final Logger LOG = LoggerFactory.getLogger(Reloads.class);
  private static final long LOOK_EVERY_MS = 500;

  private final Vertx vertx;
  private final Context owner;
  private final Supplier<ConfigResult> reader;
  private final RunningChannels channels;
  private final RemovedChannels removed;
  private final Approvals approvals;
  private final ReloadChecks checks;
  private final InstantSource clock;
  private final Configuration started;
  private volatile ConfigResult.Valid current;
  private volatile ConfigurationView view;
  private volatile boolean stopped;

  /** As they were when they were read last. */
  private ReadFiles read;

  /** As they were at the last look. */
  private ReadFiles seen;

  /** What waits for a person. */
  private volatile ConfigResult.@Nullable Valid waits;

  private Future<?> last;

  /**
   * @param running what runs, as it was read
   * @param reader reads it again; blocks
   */
  Reloads(
      Vertx vertx,
      ConfigResult.Valid running,
      Supplier<ConfigResult> reader,
      RunningChannels channels,
      RemovedChannels removed,
      Approvals approvals,
      InstantSource clock) {
    this.vertx = vertx;
    this.owner = vertx.getOrCreateContext();
    this.reader = reader;
    this.channels = channels;
    this.removed = removed;
    this.approvals = approvals;
    this.checks = new ReloadChecks(vertx, channels, removed, approvals, clock);
    this.clock = clock;
    this.started = running.configuration();
    this.current = running;
    this.read = running.files();
    this.seen = read;
    this.view = view(running, clock.instant(), List.of(), null);
    this.last = Future.succeededFuture(view);
  }

  /** What runs. */
  Configuration current() {
    return current.configuration();
  }

  ConfigurationView view() {
    return view;
  }

  /** The files as they are now, whatever runs. Blocks. */
  ConfigResult read() {
    return reader.get();
  }

  /** Looks at what waits since the start, and at the files from then on. */
  void start() {
    approvals.whenHeld(() -> alone(this::lookAtNewlyHeld).onFailure(this::failed));
    alone(() -> removed.look(channels.names()).otherwiseEmpty().compose(any -> lookAtHeld()))
        .onFailure(this::failed);
    owner.runOnContext(any -> vertx.setTimer(LOOK_EVERY_MS, this::look));
  }

  void stop() {
    stopped = true;
    approvals.cancel();
  }

  /** Reads the files, whether they changed or not; completes when what they say runs, or waits. */
  Future<ConfigurationView> reload() {
    return Contexts.call(owner, this::next).compose(view -> view);
  }

  /** What is looked at now is of no moment any more. */
  private Future<ConfigurationView> next() {
    approvals.cancel();
    return queue(this::readAgain).onFailure(this::failed);
  }

  /** Does something while nothing is taken over. */
  <T> Future<T> alone(Supplier<Future<T>> step) {
    return Contexts.call(owner, () -> queue(step)).compose(done -> done);
  }

  /** One after the other. */
  private <T> Future<T> queue(Supplier<Future<T>> step) {
    Future<T> done = last.transform(any -> step.get());
    last = done;
    return done;
  }

  /**
   * Takes over what waits, once it is counted again: events came since.
   *
   * @param version that was looked at; fails with CONFLICT where another or none waits, where it
   *     would do much more by now, and where the files change meanwhile
   */
  Future<ConfigurationView> approve(String version) {
    return alone(
        () -> {
          ConfigResult.Valid approved = waiting(version);
          WaitingView looked = Objects.requireNonNull(view.waiting());
          return approvals.held().compose(held -> approve(approved, looked, held));
        });
  }

  private Future<ConfigurationView> approve(
      ConfigResult.Valid approved, WaitingView looked, Set<String> held) {
    return approvals
        .look(current(), approved.configuration(), held)
        .recover(Reloads::changedMeanwhile)
        .compose(
            now -> {
              if (now == null || !now.doesMoreThan(looked)) {
                return apply(approved, held);
              }
              waits(approved, now, held);
              return conflict(
                  "it would do more by now than when you looked at it: %s; look at it again"
                      .formatted(String.join("; ", now.reasons())));
            });
  }

  private static <T> Future<T> changedMeanwhile(Throwable problem) {
    return problem instanceof Weigher.CancelledException
        ? conflict("the files have just changed: look at it again")
        : Future.failedFuture(problem);
  }

  private static <T> Future<T> conflict(String message) {
    return Future.failedFuture(new OperationException(Kind.CONFLICT, message));
  }

  /** Drops what waits; else as {@link #approve}. */
  Future<ConfigurationView> discard(String version) {
    return alone(
        () -> {
          if (isRunning(waiting(version))) {
            throw new OperationException(
                Kind.CONFLICT,
                "it holds since the start, and there are no other rules to go on with: approve it,"
                    + " or bring back what the file said before");
          }
          LOG.info("Configuration {} is dropped; {} goes on", version, view.version());
          waits = null;
          view = view(null);
          return lookAtHeld();
        });
  }

  /** What waits since the start runs already, but for the channels that it changed. */
  private boolean isRunning(ConfigResult.Valid valid) {
    return valid.configuration().version().equals(view.version());
  }

  private ConfigResult.Valid waiting(String version) {
    ConfigResult.Valid valid = waits;
    if (valid == null) {
      throw new OperationException(Kind.CONFLICT, "no configuration waits for approval");
    } else if (!valid.configuration().version().equals(version)) {
      throw new OperationException(
          Kind.CONFLICT,
          "configuration %s waits, not %s: look at it first"
              .formatted(valid.configuration().version(), version));
    }
    return valid;
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
    List<Problem> broken =
        result instanceof ConfigResult.Valid valid
            ? checks.problems(changed(valid))
            : result.problems();
    if (!broken.isEmpty() || !(result instanceof ConfigResult.Valid valid)) {
      view = refused(broken);
      return waits == null ? lookAtHeld() : Future.succeededFuture(view);
    }
    return approvals
        .held()
        .compose(held -> weigh(valid, held))
        .recover(
            problem ->
                problem instanceof Weigher.CancelledException
                    ? Future.succeededFuture(view)
                    : Future.failedFuture(problem));
  }

  private Future<ConfigurationView> weigh(ConfigResult.Valid valid, Set<String> held) {
    return approvals
        .look(current(), valid.configuration(), held)
        .compose(
            waiting ->
                waiting == null
                    ? apply(valid, held)
                    : Future.succeededFuture(waits(valid, waiting, held)));
  }

  private ConfigurationView waits(ConfigResult.Valid valid, WaitingView waiting, Set<String> held) {
    waits = valid;
    approvals.tell(held, waiting);
    view = view(waiting);
    return view;
  }

  /** Channels whose rules changed while they did not run. */
  private Future<ConfigurationView> lookAtHeld() {
    return approvals
        .held()
        .compose(held -> held.isEmpty() ? noneHeld() : weighHeld(held))
        .recover(
            problem ->
                problem instanceof Weigher.CancelledException
                    ? Future.succeededFuture(view)
                    : Future.failedFuture(problem));
  }

  private Future<ConfigurationView> noneHeld() {
    approvals.keep(current());
    return Future.succeededFuture(view);
  }

  /** Where something else waits, they are looked at once that is decided. */
  private Future<ConfigurationView> lookAtNewlyHeld() {
    return waits == null && !stopped ? lookAtHeld() : Future.succeededFuture(view);
  }

  private Future<ConfigurationView> weighHeld(Set<String> held) {
    return approvals
        .look(current(), current(), held)
        .map(
            waiting -> {
              if (waiting != null) {
                return waits(current, waiting, held);
              }
              approved(held);
              return view;
            });
  }

  /** What is to be opened, or opened anew. */
  private List<ChannelConfig> changed(ConfigResult.Valid valid) {
    return valid.configuration().channels().stream().filter(this::differs).toList();
  }

  private boolean differs(ChannelConfig config) {
    ChannelVerticle running = channels.find(config.id());
    return running == null || !running.configured().sameAs(config);
  }

  private Future<ConfigurationView> apply(ConfigResult.Valid valid, Set<String> held) {
    List<ChannelConfig> next = valid.configuration().channels();
    List<ChannelConfig> changed = changed(valid);
    List<String> gone = new ArrayList<>(channels.names());
    next.forEach(config -> gone.remove(config.id()));
    List<String> back =
        changed.stream().filter(approvals::comesBack).map(ChannelConfig::id).toList();
    approvals.applies(valid.configuration());
    return known(next, gone)
        .compose(any -> channels.apply(next))
        .map(any -> taken(valid, changed, gone))
        .onSuccess(any -> approved(held))
        .compose(any -> removed.look(channels.names(), gone).otherwiseEmpty())
        .compose(any -> back.isEmpty() ? Future.succeededFuture(view) : lookAtThose(back));
  }

  /** What goes is known as removed before it is gone, so that there is no time between. */
  private Future<Void> known(List<ChannelConfig> next, List<String> gone) {
    List<String> names = next.stream().map(ChannelConfig::id).toList();
    return gone.isEmpty() ? Future.succeededFuture() : removed.look(names).otherwiseEmpty();
  }

  private void approved(Set<String> held) {
    approvals.approve(held);
    approvals.keep(current());
  }

  /** Only one that has begun says whether it waits. */
  private Future<ConfigurationView> lookAtThose(List<String> back) {
    return approvals.begun(back).compose(any -> lookAtHeld());
  }

  private ConfigurationView taken(
      ConfigResult.Valid valid, List<ChannelConfig> changed, List<String> gone) {
    boolean same = valid.configuration().version().equals(view.version());
    current = valid;
    waits = null;
    view = view(valid, same ? view.since() : clock.instant(), notes(), null);
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
    return current().gateway().equals(started.gateway())
        ? List.of()
        : List.of("gateway.yaml changed, which takes effect at the next start");
  }

  private ConfigurationView refused(List<Problem> problems) {
    LOG.error("The configuration is wrong and not taken over; {} goes on", view.version());
    problems.stream()
        .filter(Problem::isError)
        .forEach(problem -> LOG.error("{}", ProblemPrinter.line(problem)));
    if (waits != null && !isRunning(waits)) {
      // The files say something else by now.
      waits = null;
    }
    view =
        new ConfigurationView(
            view.version(),
            view.since(),
            clock.instant(),
            false,
            views(problems),
            view.notes(),
            waits == null ? null : view.waiting());
    return view;
  }

  private ConfigurationView view(
      ConfigResult.Valid valid, Instant since, List<String> notes, @Nullable WaitingView waiting) {
    return new ConfigurationView(
        valid.configuration().version(),
        since,
        clock.instant(),
        true,
        views(valid.problems()),
        notes,
        waiting);
  }

  /** As it is, while something waits that the files say, or does no more. */
  private ConfigurationView view(@Nullable WaitingView waiting) {
    boolean other = waits != null && !isRunning(waits);
    return new ConfigurationView(
        view.version(),
        view.since(),
        other ? clock.instant() : view.readAt(),
        other || view.valid(),
        other ? views(waits.problems()) : view.problems(),
        view.notes(),
        waiting);
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
