package io.sluice.trials.bench;

import java.io.IOException;
import java.io.UncheckedIOException;

/** Holds a process still while its queue is filled, so that the publisher costs it nothing. */
final class Signals {
  private Signals() {}

  static void stop(long pid) {
    send("STOP", pid);
  }

  static void goOn(long pid) {
    send("CONT", pid);
  }

  private static void send(String signal, long pid) {
    try {
      int code = new ProcessBuilder("kill", "-" + signal, Long.toString(pid)).start().waitFor();
      if (code != 0) {
        throw new IllegalStateException("kill -" + signal + " " + pid + ": " + code);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
