package io.sluice.demo;

import io.sluice.gateway.command.ProcessTerminal;
import java.util.Map;

/**
 * What the demo writes to.
 *
 * @param redraws whether a table can be drawn in place of another
 * @param colours whether it may have colours
 */
record Screen(boolean redraws, boolean colours) {
  /** Colours only on a terminal, and never where NO_COLOR is set (no-color.org). */
  static Screen of(Map<String, String> env) {
    boolean terminal =
        ProcessTerminal.isThere() && !env.getOrDefault("TERM", "dumb").equals("dumb");
    return new Screen(terminal, terminal && !env.containsKey("NO_COLOR"));
  }
}
