package io.sluice.gateway.command;

import java.io.InputStream;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.Map;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.Ansi.Style;

/**
 * Where a command reads from and writes to.
 *
 * @param ansi whether colours may be used, and a line be written over
 */
record Terminal(
    PrintWriter out,
    PrintWriter err,
    InputStream in,
    Ansi ansi,
    Map<String, String> env,
    InstantSource clock) {

  /** Colours only on a terminal, and never where NO_COLOR is set (no-color.org). */
  static Ansi ansi(Map<String, String> env) {
    return env.containsKey("NO_COLOR") ? Ansi.OFF : Ansi.AUTO;
  }

  boolean interactive() {
    return ansi.enabled();
  }

  String paint(String text, Style style) {
    return ansi.enabled() ? style.on() + text + style.off() : text;
  }
}
