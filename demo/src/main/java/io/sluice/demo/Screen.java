package io.sluice.demo;

import java.io.Console;
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
    boolean terminal = isTerminal() && !env.getOrDefault("TERM", "dumb").equals("dumb");
    return new Screen(terminal, terminal && !env.containsKey("NO_COLOR"));
  }

  /** Since Java 22 there is a console without a terminal too, and a way to ask it. */
  @SuppressWarnings("SystemConsoleNull")
  private static boolean isTerminal() {
    Console console = System.console();
    if (console == null) {
      return false;
    }
    try {
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (ReflectiveOperationException before22) {
      return true;
    }
  }
}
