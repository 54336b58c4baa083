package io.sluice.gateway.config;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes out of a line what nobody may see: passwords in URLs, and values of keys that sound secret.
 * A mere {@code ${env:NAME}} stays, it says nothing.
 */
final class SecretMask {
  static final String MASK = "***";

  private static final Pattern URL_PASSWORD = Pattern.compile("://[^\\s/:@]*:([^\\s\"']+)@");
  private static final Pattern URL_PARAMETER =
      Pattern.compile("(?i)\\b\\w*(?:password|secret|token|key)\\w*=([^\\s&;\"']+)");
  private static final String QUOTED = "\"[^\"]*\"?|'[^']*'?";
  private static final Pattern SECRET_KEY =
      Pattern.compile(
          "(?i)[\\w-]*(?:passw|secret|token|bearer|credential|webhook|api[-_]?key|_key)[\\w-]*"
              + "['\"]?\\s*:\\s+("
              + QUOTED
              + "|\\$\\{[^}]*}[^\\s,}]*|\\{[^}]*}?[^\\s,}]*|[^\\s#{][^,}#]*)");

  /** Holds secrets by key; what stands there instead of keys may be one. */
  private static final Pattern SECRET_GROUP =
      Pattern.compile("(?i)\\bauth\\w*['\"]?\\s*:\\s+(" + QUOTED + "|[^{\\s#][^,}#]*)");

  private static final Pattern REFERENCE_ONLY =
      Pattern.compile("[\"']?\\$\\{(env:\\w+|file:[^}]*)}[\"']?\\s*");

  private SecretMask() {}

  /** A stretch of a line, in chars; {@code to} is exclusive. */
  record Span(int from, int to) {}

  static String url(String url) {
    return apply(url, find(URL_PASSWORD, url));
  }

  /** What in this line must not be shown, by how the line reads. */
  static List<Span> spans(String line) {
    List<Span> spans = new ArrayList<>(find(URL_PASSWORD, line));
    spans.addAll(find(URL_PARAMETER, line));
    spans.addAll(find(SECRET_KEY, line));
    spans.addAll(find(SECRET_GROUP, line));
    return spans;
  }

  /**
   * Masks one line for an excerpt.
   *
   * @param column of the carets, from 1, in code points; moves with what is masked before it
   */
  static Problem.Excerpt excerpt(String line, List<Span> spans, int column, int length) {
    int from = line.offsetByCodePoints(0, Math.min(column - 1, codePoints(line)));
    int to = line.offsetByCodePoints(from, Math.min(length, codePoints(line.substring(from))));
    StringBuilder out = new StringBuilder();
    int start = -1;
    int end = -1;
    for (int i = 0; i <= line.length(); i++) {
      start = start < 0 && i >= from ? out.length() : start;
      end = end < 0 && i >= to ? out.length() : end;
      int at = i;
      Span hit = spans.stream().filter(s -> s.from() <= at && at < s.to()).findFirst().orElse(null);
      if (hit == null && i < line.length()) {
        out.append(line.charAt(i));
      } else if (hit != null && spans.stream().noneMatch(s -> s.from() < at && at <= s.to())) {
        out.append(MASK);
      }
    }
    String shown = out.toString();
    int caret = codePoints(shown.substring(0, start)) + 1;
    return new Problem.Excerpt(
        shown, caret, Math.max(1, codePoints(shown.substring(start, Math.max(start, end)))));
  }

  private static String apply(String text, List<Span> spans) {
    return excerpt(text, spans, 1, 1).line();
  }

  private static List<Span> find(Pattern pattern, String line) {
    List<Span> spans = new ArrayList<>();
    Matcher matcher = pattern.matcher(line);
    while (matcher.find()) {
      if (!REFERENCE_ONLY.matcher(matcher.group(1)).matches()) {
        spans.add(new Span(matcher.start(1), matcher.end(1)));
      }
    }
    return spans;
  }

  private static int codePoints(String text) {
    return text.codePointCount(0, text.length());
  }
}
