package io.sluice.gateway.command;

import java.io.Console;

/** Whether a person sits before this process. */
public final class ProcessTerminal {
  private ProcessTerminal() {}

  /** Since Java 22 there is a console without a terminal too, and a way to ask it. */
  @SuppressWarnings("SystemConsoleNull")
  public static boolean isThere() {
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
