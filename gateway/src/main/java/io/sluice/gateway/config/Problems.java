package io.sluice.gateway.config;

import io.sluice.gateway.config.Problem.Severity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Gathers problems while files are read. Of several errors at one place the first stands: the rest
 * are mostly its consequences, or the same again because several channels take it over from the
 * defaults. Lines are masked only at the end, when every secret is known.
 */
final class Problems {
  /** More than a person reads at once; the rest is counted. */
  private static final int AT_MOST = 200;

  private record Found(Place place, Severity severity, String message) {}

  private final Map<Found, String> found = new LinkedHashMap<>();
  private final Set<List<Object>> wrong = new HashSet<>();
  private final Map<SourceFile, Map<Integer, List<SecretMask.Span>>> secrets = new HashMap<>();

  void error(Place place, String message, String hint) {
    boolean first = wrong.add(List.of(place.file(), place.line(), place.column()));
    if (first || place.line() == 0) {
      found.putIfAbsent(new Found(place, Severity.ERROR, SecretMask.url(message)), hint);
    }
  }

  /** Something is not there that should be: several things may be missing at one place. */
  void missing(Place place, String message, String hint) {
    found.putIfAbsent(new Found(place, Severity.ERROR, message), hint);
  }

  void note(Place place, String message, String hint) {
    found.putIfAbsent(new Found(place, Severity.NOTE, SecretMask.url(message)), hint);
  }

  /** What is written there is never shown. */
  void hide(Place place) {
    String line = place.file().line(place.line());
    int length = line.codePointCount(0, line.length());
    if (place.line() == 0 || place.column() > length) {
      return;
    }
    int from = line.offsetByCodePoints(0, place.column() - 1);
    int to = line.offsetByCodePoints(0, Math.min(length, place.column() - 1 + place.length()));
    secrets
        .computeIfAbsent(place.file(), file -> new HashMap<>())
        .computeIfAbsent(place.line(), number -> new ArrayList<>())
        .add(new SecretMask.Span(from, to));
  }

  /** How many errors so far. */
  long count() {
    return found.keySet().stream().filter(one -> one.severity() == Severity.ERROR).count();
  }

  boolean hasErrors() {
    return count() > 0;
  }

  /** By file in the order they were read, line and column. */
  List<Problem> toList(List<String> files) {
    List<Problem> problems = new ArrayList<>();
    found.keySet().stream()
        .sorted(order(files))
        .limit(AT_MOST)
        .forEach(one -> problems.add(problem(one)));
    if (found.size() > AT_MOST) {
      problems.add(more(found.size() - AT_MOST, problems.get(AT_MOST - 1).file()));
    }
    return List.copyOf(problems);
  }

  private static Comparator<Found> order(List<String> files) {
    return Comparator.<Found>comparingInt(one -> rank(one.place().file().name(), files))
        .thenComparing(one -> one.place().file().name())
        .thenComparingInt(one -> one.place().line())
        .thenComparingInt(one -> one.place().column());
  }

  /** Files that others name come last. */
  private static int rank(String file, List<String> files) {
    int index = files.indexOf(file);
    return index < 0 ? files.size() : index;
  }

  private Problem problem(Found one) {
    Place place = one.place();
    String hint = found.getOrDefault(one, "");
    return new Problem(
        place.file().name(),
        place.line(),
        place.column(),
        place.length(),
        one.severity(),
        one.message(),
        hint,
        excerpt(place));
  }

  private Optional<Problem.Excerpt> excerpt(Place place) {
    if (!place.file().canShow(place.line())) {
      return Optional.empty();
    }
    String line = place.file().line(place.line());
    List<SecretMask.Span> spans = new ArrayList<>(SecretMask.spans(line));
    spans.addAll(
        secrets.getOrDefault(place.file(), Map.of()).getOrDefault(place.line(), List.of()));
    return Optional.of(SecretMask.excerpt(line, spans, place.column(), place.length()));
  }

  private static Problem more(int count, String file) {
    String message = "and %d more problems".formatted(count);
    return new Problem(file, 0, 0, 1, Severity.NOTE, message, "", Optional.empty());
  }
}
