package io.sluice.gateway.command;

import java.net.URI;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A command that asks the running gateway. */
abstract class RestCommand implements Callable<Integer> {
  private static final String DEFAULT_URL = "http://127.0.0.1:8080";

  final Terminal terminal;

  @Spec private CommandSpec spec;

  @Option(
      names = "--url",
      paramLabel = "URL",
      description = "Where the gateway is; else SLUICE_URL, else " + DEFAULT_URL + ".")
  private @Nullable String url;

  @Option(
      names = "--token",
      paramLabel = "TOKEN",
      description = "Of a user, where the gateway has users; else SLUICE_TOKEN.")
  private @Nullable String token;

  @Option(names = "--json", description = "Print the answer as JSON.")
  private boolean json;

  RestCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public final Integer call() {
    return run(new RestClient(address(), token()));
  }

  /**
   * @return exit code
   */
  abstract int run(RestClient api);

  boolean wantsJson() {
    return json;
  }

  /** Prints the answer as it is where that was asked for, else in the words of the command. */
  int show(Reply reply, Consumer<Reply> words) {
    if (json) {
      terminal.out().println(reply.text());
    } else {
      words.accept(reply);
    }
    return ExitCode.FINE;
  }

  Ages ages() {
    return new Ages(terminal.clock().instant());
  }

  ParameterException usage(@Nullable String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  private @Nullable String token() {
    String text = token != null ? token : terminal.env().get("SLUICE_TOKEN");
    if (text != null && !text.matches("[A-Za-z0-9_.~+/=-]{1,200}")) {
      throw usage("a token has no such characters: sluice users add --token makes one");
    }
    return text;
  }

  private URI address() {
    String text = url != null ? url : terminal.env().getOrDefault("SLUICE_URL", DEFAULT_URL);
    try {
      URI address = URI.create(text.replaceFirst("/+$", ""));
      if (address.getHost() != null && String.valueOf(address.getScheme()).matches("https?")) {
        return address;
      }
    } catch (IllegalArgumentException broken) {
      // Told below, like any other text that is no address.
    }
    throw usage("'" + text + "' is no address like " + DEFAULT_URL);
  }
}
