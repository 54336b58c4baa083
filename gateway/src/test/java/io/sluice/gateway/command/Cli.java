package io.sluice.gateway.command;

import io.sluice.gateway.api.Views;
import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Ansi;

/** Runs the command line as a shell would, at {@link Views#NOW}. */
final class Cli {
  final Map<String, String> env = new HashMap<>();
  final List<String> runs = new ArrayList<>();
  @Nullable PreviewFacts previewed;
  String input = "";
  int exitOfRun;
  Ansi ansi = Ansi.OFF;

  record Result(int exitCode, String out, String err) {}

  Cli(String url) {
    env.put("SLUICE_URL", url);
  }

  Result run(String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Terminal terminal =
        new Terminal(
            new PrintWriter(out),
            new PrintWriter(err),
            new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
            ansi,
            env,
            InstantSource.fixed(Views.NOW));
    int exitCode =
        new SluiceCommand(
                this::runGateway,
                this::check,
                this::test,
                this::preview,
                keeper(this::keep),
                Demo.missing(),
                terminal)
            .execute(args);
    return new Result(exitCode, out.toString(), err.toString());
  }

  private int runGateway(RunOptions options) {
    runs.add(
        "run "
            + options.config()
            + " "
            + options.data()
            + " "
            + options.listen().orElse("-")
            + (options.untilReady() ? " until ready" : "")
            + (options.json() ? " json" : ""));
    return exitOfRun;
  }

  private int check(CheckOptions options) {
    boolean plain = options.format() == Checker.Format.TEXT;
    runs.add(
        "check "
            + options.config()
            + (plain ? "" : " " + options.format().name().toLowerCase(Locale.ROOT))
            + (options.online() ? " online with " + options.data() : ""));
    return exitOfRun;
  }

  /**
   * @param said is told what was asked for, answers the exit code
   */
  static Keeper keeper(ToIntFunction<String> said) {
    return new Keeper() {
      @Override
      public int restore(Path backup, Path config, Path data) {
        return said.applyAsInt("restore " + backup + " with " + config + " into " + data);
      }

      @Override
      public void bundle(OutputStream out, Path config, Path data) {
        int unused = said.applyAsInt("bundle of " + config + " and " + data);
        Views.zip(out, "store.txt");
      }
    };
  }

  private int keep(String what) {
    runs.add(what);
    return exitOfRun;
  }

  private int test(Path config, boolean json) {
    runs.add("test " + config + (json ? " json" : ""));
    return exitOfRun;
  }

  private int preview(PreviewOptions options, PreviewFacts facts) {
    previewed = facts;
    runs.add(
        "preview "
            + options.config()
            + options.channel().map(channel -> " of " + channel).orElse("")
            + (options.listed() ? " listed" : "")
            + (options.explain() ? " explain" : "")
            + (options.summary() ? " summary" : "")
            + (options.against() ? " against" : "")
            + (options.json() ? " json" : ""));
    return exitOfRun;
  }
}
