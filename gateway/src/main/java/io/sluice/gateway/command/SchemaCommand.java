package io.sluice.gateway.command;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "schema",
    description = {
      "Print the JSON Schema (draft-07) of a file, with which an editor completes and checks it:",
      "the first line of the file names it."
    },
    footer = {
      "",
      "Examples:",
      "  sluice schema channels > config/channels.schema.json",
      "  head -1 config/channels.yaml",
      "    # yaml-language-server: $schema=./channels.schema.json"
    })
final class SchemaCommand implements Callable<Integer> {
  private final Terminal terminal;

  /** Which file. */
  enum File {
    CHANNELS,
    GATEWAY;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Parameters(paramLabel = "FILE", description = "${COMPLETION-CANDIDATES}")
  private File file = File.CHANNELS;

  SchemaCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    try (InputStream schema = SchemaCommand.class.getResourceAsStream(file + ".schema.json")) {
      byte[] text = Objects.requireNonNull(schema, "schema of " + file).readAllBytes();
      terminal.out().print(new String(text, StandardCharsets.UTF_8));
      terminal.out().flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return ExitCode.FINE;
  }
}
