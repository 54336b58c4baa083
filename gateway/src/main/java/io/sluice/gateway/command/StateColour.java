package io.sluice.gateway.command;

import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Help.Ansi.Style;

/** Colours of the states that a person should notice; the others have none. */
public final class StateColour {
  private static final Map<String, Style> COLOURS =
      Map.of(
          "offline", Style.fg_red,
          "needs attention", Style.fg_red,
          "suspended", Style.fg_red,
          "dead", Style.fg_red,
          "failed", Style.fg_red,
          "refused", Style.fg_red,
          "paused", Style.fg_yellow,
          "throttled", Style.fg_yellow,
          "catching up", Style.fg_yellow,
          "backoff", Style.fg_yellow);

  private StateColour() {}

  public static Optional<Style> of(String state) {
    return Optional.ofNullable(COLOURS.get(state));
  }
}
