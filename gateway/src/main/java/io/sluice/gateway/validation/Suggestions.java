package io.sluice.gateway.validation;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds what somebody probably meant. */
public final class Suggestions {
  private static final int FURTHEST = 2;

  private Suggestions() {}

  /** More than these hide what was meant. */
  private static final int LISTED_BESIDE = 20;

  /** {@code did you mean 'x'? (allowed: x, y)}, or only what is allowed. */
  public static String hint(String written, Collection<String> allowed) {
    String list = "allowed: " + String.join(", ", allowed);
    return closest(written, allowed)
        .map(
            meant ->
                "did you mean '%s'?".formatted(meant)
                    + (allowed.size() > LISTED_BESIDE ? "" : " (" + list + ")"))
        .orElse(list);
  }

  public static Optional<String> closest(String written, Collection<String> allowed) {
    return allowed.stream()
        .filter(candidate -> Math.abs(candidate.length() - written.length()) <= FURTHEST)
        .filter(candidate -> distance(written, candidate) <= furthest(candidate))
        .min(Comparator.comparingInt(candidate -> distance(written, candidate)));
  }

  /** In a short word two changes leave nothing of it. */
  private static int furthest(String word) {
    return word.length() <= 3 ? 1 : FURTHEST;
  }

  /** Damerau-Levenshtein: inserted, missing, wrong and swapped letters count one each. */
  public static int distance(String a, String b) {
    int[][] cost = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        cost[i][j] = i == 0 || j == 0 ? i + j : cheapest(a, b, cost, i, j);
      }
    }
    return cost[a.length()][b.length()];
  }

  private static int cheapest(String a, String b, int[][] cost, int i, int j) {
    int changed = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
    int best = Math.min(cost[i - 1][j], cost[i][j - 1]) + 1;
    best = Math.min(best, cost[i - 1][j - 1] + changed);
    boolean swapped =
        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return swapped ? Math.min(best, cost[i - 2][j - 2] + 1) : best;
  }
}
