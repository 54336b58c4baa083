package io.sluice.gateway.command;

import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Help.Ansi.Style;

/** Colours of the states that a person should notice; the others have none. */
public final class StateColour {
  private static final Map<String, Style> COLOURS =
      Map.ofEntries(
          Map.entry("offline", Style.fg_red),
          Map.entry("needs attention", Style.fg_red),
          Map.entry("needs approval", Style.fg_red),
          Map.entry("suspended", Style.fg_red),
          Map.entry("dead", Style.fg_red),
          Map.entry("failed", Style.fg_red),
          Map.entry("refused", Style.fg_red),
          Map.entry("paused", Style.fg_yellow),
          Map.entry("throttled", Style.fg_yellow),
          Map.entry("catching up", Style.fg_yellow),
          Map.entry("backoff", Style.fg_yellow));

  private StateColour() {}

  public static Optional<Style> of(String state) {
    return Optional.ofNullable(COLOURS.get(state));
  }
}
