package io.sluice.gateway.config;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Finds a text however a receiver writes it: as it is, or each of its characters escaped as JSON,
 * URLs and HTML allow it, also twice. Escapes of letters and digits are not looked for: nobody
 * writes them.
 */
final class SecretPattern {
  private static final Map<Integer, String> ENTITIES =
      Map.of(
          (int) '&',
          "amp",
          (int) '<',
          "lt",
          (int) '>',
          "gt",
          (int) '"',
          "quot",
          (int) '\'',
          "apos");
  private static final Map<Integer, String> CONTROLS =
      Map.of((int) '\n', "n", (int) '\r', "r", (int) '\t', "t");

  /** Before and behind a text that stands alone; an escape ends with letters too. */
  private static final String BEGIN =
      "(?:(?<![\\p{L}\\p{N}])|(?<=%[0-9A-Fa-f]{2})|(?<=\\\\[nrt])|(?<=\\\\u[0-9A-Fa-f]{4}))";

  private static final String END = "(?![\\p{L}\\p{N}])";

  private SecretPattern() {}

  /**
   * @param alone whether it counts only where no letter or digit stands beside it
   */
  static Pattern of(String secret, boolean alone) {
    String escaped = escaped(secret);
    return Pattern.compile(alone ? BEGIN + escaped + END : escaped);
  }

  /** Of a text in Base64, with or without its padding. */
  static Pattern ofBase64(String unpadded) {
    return Pattern.compile(escaped(unpadded) + character('=') + "{0,2}");
  }

  private static String escaped(String secret) {
    StringBuilder pattern = new StringBuilder();
    int at = 0;
    while (at < secret.length()) {
      int end = at;
      while (end < secret.length() && secret.charAt(end) == '\\') {
        end++;
      }
      if (end > at) {
        pattern.append(backslashes(end - at));
        at = end;
      } else {
        int character = secret.codePointAt(at);
        pattern.append(character(character));
        at += Character.charCount(character);
      }
    }
    return pattern.toString();
  }

  /** In one piece: where each could be escaped again, trying all ways would have no end. */
  private static String backslashes(int count) {
    return "(?:\\\\{" + count + ",}+|(?:" + String.join("|", escapes('\\')) + "){" + count + "})";
  }

  private static String character(int character) {
    boolean plain = character < 0x80 && Character.isLetterOrDigit(character);
    String itself = Pattern.quote(Character.toString(character));
    return plain ? itself : "(?:\\\\*+" + itself + "|" + String.join("|", escapes(character)) + ")";
  }

  private static List<String> escapes(int character) {
    List<String> ways = new ArrayList<>();
    StringBuilder units = new StringBuilder();
    for (char unit : Character.toChars(character)) {
      units.append("\\\\*+u(?i:%04x)".formatted((int) unit));
    }
    ways.add(units.toString());
    StringBuilder bytes = new StringBuilder();
    for (byte each : Character.toString(character).getBytes(StandardCharsets.UTF_8)) {
      bytes.append(percent(each & 0xff));
    }
    ways.add(bytes.toString());
    if (character >= 0x80 && character < 0x100) {
      ways.add(percent(character));
    }
    ways.add("&(?:amp;){0,3}#0{0,4}%d;".formatted(character));
    ways.add("&(?:amp;){0,3}#[xX]0{0,4}(?i:%x);".formatted(character));
    String entity = ENTITIES.get(character);
    if (entity != null) {
      ways.add("&(?:amp;){0,3}" + entity + ";");
    }
    String control = CONTROLS.get(character);
    if (control != null) {
      ways.add("\\\\++" + control);
    }
    if (character == ' ') {
      ways.add("\\+");
    }
    return ways;
  }

  private static String percent(int octet) {
    return "%%(?:25){0,3}(?i:%02x)".formatted(octet);
  }
}
