package io.sluice.gateway.api;

import java.util.List;

/** Text as the world sends it. */
public final class NastyText {
  public static final String SLASHES = "A/B C#1?x=%2F&y";
  public static final String EMOJI = "shoe 👟 größe";
  public static final String ESCAPES = "\u001b[31mred\u001b[0m \u009b31m \u007f\u0000";
  public static final String REVERSED = "\u202egpj.exe\u2066\u2028";
  public static final String SCRIPT = "<script>alert('x')</script>\"\\";
  public static final String LINES = "one\r\nx-evil: 1\ttab";
  public static final String HALF_PAIR = "half \ud83d pair";
  public static final String MARKUP = "@|red not markup|@ %s %n";

  private NastyText() {}

  public static List<String> all() {
    return List.of(SLASHES, EMOJI, ESCAPES, REVERSED, SCRIPT, LINES, HALF_PAIR, MARKUP);
  }
}
