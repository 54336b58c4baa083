package io.sluice.gateway.command;

import java.util.function.Supplier;

/**
 * While it is open, Ctrl-C and SIGTERM end the command with a word on what is done and what is not.
 */
final class Interruption implements AutoCloseable {
  private final Thread hook;

  /**
   * @param words asked when it happens, on another thread
   */
  Interruption(Terminal terminal, Supplier<String> words) {
    this.hook = new Thread(() -> tell(terminal, words.get()), "interrupted");
    Runtime.getRuntime().addShutdownHook(hook);
  }

  static void tell(Terminal terminal, String words) {
    // Below the line that shows progress, and below the ^C of the terminal.
    terminal.err().println();
    terminal.err().println("sluice: " + VisibleText.of(words));
    terminal.err().flush();
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException shuttingDown) {
      // It has its say.
      return;
    }
  }
}
