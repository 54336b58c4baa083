package io.sluice.gateway.runtime;

import io.sluice.gateway.api.ListenAddress;
import io.sluice.gateway.api.ListenException;
import io.sluice.gateway.command.CheckOptions;
import io.sluice.gateway.command.Checker;
import io.sluice.gateway.command.ExitCode;
import io.sluice.gateway.command.Keeper;
import io.sluice.gateway.command.PreviewFacts;
import io.sluice.gateway.command.PreviewOptions;
import io.sluice.gateway.command.Previewer;
import io.sluice.gateway.command.ProcessTerminal;
import io.sluice.gateway.command.RunOptions;
import io.sluice.gateway.command.Runner;
import io.sluice.gateway.command.Tester;
import io.sluice.gateway.command.VisibleText;
import io.sluice.gateway.config.ApiSettings;
import io.sluice.gateway.config.ChannelConfig;
import io.sluice.gateway.config.ConfigReader;
import io.sluice.gateway.config.ConfigResult;
import io.sluice.gateway.config.Configuration;
import io.sluice.gateway.config.Environment;
import io.sluice.gateway.config.ProblemPrinter;
import io.sluice.gateway.config.StoreSettings;
import io.sluice.gateway.rehearsal.RuleTests;
import io.sluice.store.StoreConfig;
import io.sluice.store.StoreException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import sun.misc.Signal;

/**
 * {@code sluice run}, {@code check}, {@code test} and {@code preview}: reads the configuration,
 * runs until told to stop.
 */
public final class GatewayRunner implements Runner, Checker, Tester, Previewer, Keeper {

  private final PrintWriter out;
  private final PrintWriter err;
  private final Environment environment;

  public GatewayRunner(PrintWriter out, PrintWriter err) {
    this(out, err, Environment.ofProcess());
  }

  GatewayRunner(PrintWriter out, PrintWriter err, Environment environment) {
    this.out = out;
    this.err = err;
    this.environment = environment;
  }

  @Override
  public int check(CheckOptions options) {
    Environment looked = options.online() ? environment : environment.forOfflineCheck();
    ConfigResult result = ConfigReader.read(options.config(), looked);
    List<OnlineCheck.Item> outside =
        options.online() && result instanceof ConfigResult.Valid valid
            ? OnlineCheck.look(valid.configuration(), options.data())
            : List.of();
    boolean valid = result instanceof ConfigResult.Valid;
    boolean fine = valid && outside.stream().allMatch(OnlineCheck.Item::fine);
    switch (options.format()) {
      case JSON -> out.println(CheckReport.json(result, outside));
      case GITHUB -> CheckReport.github(options.config(), result.problems()).forEach(out::println);
      case TEXT -> {
        if (!result.problems().isEmpty()) {
          err.println(ProblemPrinter.print(result.problems()));
        }
      }
    }
    if (options.format() != Format.JSON) {
      outside.forEach(item -> (item.fine() ? out : err).println(CheckReport.line(item)));
      (fine ? out : err).println(CheckReport.sentence(result, outside));
    }
    return fine ? ExitCode.FINE : valid ? ExitCode.UNREACHABLE : ExitCode.CONFIGURATION;
  }

  @Override
  public int test(Path config, boolean json) {
    Configuration configuration = read(config, environment.forOfflineCheck());
    if (configuration == null) {
      return ExitCode.CONFIGURATION;
    }
    List<RuleTests.Result> results = configuration.rehearse(Instant.now());
    out.println(json ? TestReport.json(results) : TestReport.text(results));
    boolean passed = results.stream().allMatch(RuleTests.Result::passed);
    return passed ? ExitCode.FINE : ExitCode.FOUND;
  }

  @Override
  public int preview(PreviewOptions options, PreviewFacts facts) {
    Set<String> variables = new HashSet<>();
    Environment telling = environment.forOfflineCheck().telling(variables::add);
    Configuration configuration = read(options.config(), telling);
    if (configuration == null) {
      return ExitCode.CONFIGURATION;
    }
    List<String> names = configuration.channels().stream().map(ChannelConfig::id).toList();
    if (options.channel().isPresent() && !names.contains(options.channel().get())) {
      err.println(
          "sluice: there is no channel '%s', only %s"
              .formatted(VisibleText.of(options.channel().get()), String.join(", ", names)));
      return ExitCode.USAGE;
    }
    Previews.Outcome outcome = new Previews(configuration).show(options, facts, Instant.now());
    out.println(
        options.json()
            ? PreviewReport.json(outcome, variables)
            : PreviewReport.text(outcome, options, variables));
    boolean refused = outcome.events().stream().anyMatch(Previews.Taken::refused);
    return refused ? ExitCode.FOUND : ExitCode.FINE;
  }

  @Override
  public int restore(Path backup, Path config, Path data) {
    Configuration configuration = read(config, environment.forOfflineCheck());
    if (configuration == null) {
      return ExitCode.CONFIGURATION;
    }
    StoreSettings settings = configuration.gateway().store();
    StoreConfig place =
        Plans.store(settings, data, Sizes.of(0, 1, settings.cache()), Tuning.DEFAULT);
    try {
      Backups.About about = Backups.restore(backup, place, configuration.channels(), Instant.now());
      out.println(
          "%s holds the backup of %s again, up to event %d. Start the gateway: its channels are paused until sluice resume --all"
              .formatted(Plans.storeName(settings, data), about.takenAt(), about.position()));
      out.println(
          "A product that went up after the backup and is excluded by now stays there: once all is sent, run sluice adopt for each channel that can be read.");
      return ExitCode.FINE;
    } catch (IOException | RuntimeException problem) {
      err.println("sluice: " + VisibleText.of(backup + " is not restored: " + message(problem)));
      return problem instanceof StoreException ? ExitCode.UNREACHABLE : ExitCode.FOUND;
    }
  }

  @Override
  public void bundle(OutputStream out, Path config, Path data) throws IOException {
    ConfigResult read = ConfigReader.read(config, environment.forOfflineCheck());
    SupportBundle.begin(null, read, Instant.now()).addDirectory("store.txt", data).writeTo(out);
  }

  private static String message(Exception problem) {
    return problem instanceof NoSuchFileException ? "there is no such file" : problem.getMessage();
  }

  /** Null where it is wrong, which has been said. */
  private @Nullable Configuration read(Path config, Environment looked) {
    ConfigResult.Valid valid = valid(ConfigReader.read(config, looked));
    return valid == null ? null : valid.configuration();
  }

  private ConfigResult.@Nullable Valid valid(ConfigResult result) {
    if (result instanceof ConfigResult.Valid valid) {
      return valid;
    }
    err.println(ProblemPrinter.print(result.problems()));
    err.println(CheckReport.sentence(result));
    return null;
  }

  @Override
  public int run(RunOptions options) {
    Supplier<ConfigResult> reader = () -> ConfigReader.read(options.config(), environment);
    ConfigResult.Valid read = valid(reader.get());
    if (read == null) {
      return ExitCode.CONFIGURATION;
    }
    Configuration configuration = read.configuration();
    ListenAddress address = address(configuration, options);
    RunConsole console = new RunConsole(out, options, configuration, address);
    console.starting();
    try {
      return runUntilStopped(
          Gateway.start(read, reader, options.data(), address), console, options);
    } catch (StoreException e) {
      err.println("sluice: " + e.getMessage() + next(e.kind()));
      return ExitCode.UNREACHABLE;
    } catch (ListenException e) {
      err.println("sluice: " + e.getMessage());
      return ExitCode.UNREACHABLE;
    }
  }

  /** The store does not know the option that leads elsewhere. */
  private static String next(StoreException.Kind kind) {
    return switch (kind) {
      case IN_USE, READ_ONLY, UNREACHABLE -> "; --data names another directory";
      default -> "";
    };
  }

  private static ListenAddress address(Configuration configuration, RunOptions options) {
    ApiSettings api = configuration.gateway().api();
    return options
        .listen()
        .map(ListenAddress::parse)
        .orElseGet(() -> new ListenAddress(api.host(), api.port()));
  }

  private static int runUntilStopped(Gateway gateway, RunConsole console, RunOptions options) {
    Thread stop = new Thread(() -> stop(gateway, console), "stop");
    Runtime.getRuntime().addShutdownHook(stop);
    console.ready(gateway);
    reloadOnHangup(gateway);
    if (options.untilReady()) {
      // The hook closes it, as with any other stop.
      return ExitCode.FINE;
    }
    try {
      // The hook ends the process.
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return ExitCode.FINE;
  }

  /** As daemons do. Where a terminal closes it still ends, with everybody else there. */
  private static void reloadOnHangup(Gateway gateway) {
    if (ProcessTerminal.isThere()) {
      return;
    }
    try {
      Signal.handle(new Signal("HUP"), any -> gateway.reload());
    } catch (IllegalArgumentException e) {
      // Systems without that signal, and a Java that was told to leave it alone (-Xrs).
      // Not asked for before a command runs: the demo says first where its log goes.
      LoggerFactory.getLogger(GatewayRunner.class).debug("No reload on SIGHUP", e);
    }
  }

  /** A stop that was asked for and went well is no failure, whatever signal asked. */
  private static void stop(Gateway gateway, RunConsole console) {
    int code = ExitCode.INTERNAL;
    try {
      console.stopping();
      gateway.close();
      console.stopped();
      code = ExitCode.FINE;
    } finally {
      Runtime.getRuntime().halt(code);
    }
  }
}
