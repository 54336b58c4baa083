package io.sluice.demo;

import java.nio.file.Path;

/** Sends the log to a file: a terminal shows the table, a pipe the result. */
final class DemoLog {
  private DemoLog() {}

  /** Before anything is logged. A configuration of one's own stays in force. */
  static void in(Path directory) {
    System.setProperty("sluice.demo.log", directory.resolve("demo").toString());
    if (System.getProperty("logback.configurationFile") == null) {
      System.setProperty("logback.configurationFile", "demo-logback.xml");
    }
  }
}
