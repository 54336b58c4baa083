package io.sluice.gateway.config;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Prints problems the way compilers do, so that editors and people find the place.
 *
 * <pre>
 * channels.yaml:31:7: error: unknown key 'keep_bak' in channels.amazon_de.stock
 *    31 |       keep_bak: 2
 *       |       ^^^^^^^^ did you mean 'keep_back'? (allowed: warehouses, keep_back)
 * </pre>
 */
public final class ProblemPrinter {
  /** A longer line is shown in part, around the place. */
  private static final int WIDEST = 120;

  private ProblemPrinter() {}

  public static String print(List<Problem> problems) {
    return problems.stream().map(ProblemPrinter::print).collect(Collectors.joining("\n"));
  }

  /** Without a line break at the end. */
  public static String print(Problem problem) {
    StringBuilder out = new StringBuilder(place(problem)).append(": ");
    out.append(problem.severity().name().toLowerCase(Locale.ROOT)).append(": ");
    out.append(problem.message());
    problem.excerpt().ifPresent(excerpt -> append(out, problem, excerpt));
    if (!problem.hint().isEmpty()) {
      out.append(problem.excerpt().isPresent() ? " " : "; ").append(problem.hint());
    }
    return out.toString();
  }

  /** Without the excerpt, for a log. */
  public static String line(Problem problem) {
    String hint = problem.hint().isEmpty() ? "" : "; " + problem.hint();
    return place(problem) + ": " + problem.message() + hint;
  }

  private static String place(Problem problem) {
    return problem.line() == 0
        ? problem.file()
        : problem.file() + ":" + problem.line() + ":" + problem.column();
  }

  private static void append(StringBuilder out, Problem problem, Problem.Excerpt excerpt) {
    int[] line = excerpt.line().codePoints().toArray();
    int column = Math.min(excerpt.column() - 1, line.length);
    int from = column < WIDEST ? 0 : column - WIDEST / 2;
    int to = Math.min(line.length, from + WIDEST);
    int carets = Math.max(1, Math.min(excerpt.length(), to - column));
    out.append("\n%5d | ".formatted(problem.line()));
    out.append(new String(line, from, to - from));
    out.append("\n      | ");
    for (int i = from; i < column; i++) {
      out.append(line[i] == '\t' ? '\t' : ' ');
    }
    out.append("^".repeat(carets));
  }
}
