package io.sluice.gateway.command;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Why somebody does something. */
final class ReasonOption {
  @Option(names = "--reason", paramLabel = "TEXT", description = "For those who wonder later.")
  private @Nullable String reason;

  /** As it goes along with a step. */
  Map<String, @Nullable Object> body() {
    return reason == null ? Map.of() : Map.of("reason", reason);
  }
}
