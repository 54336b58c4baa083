package io.sluice.trials.faults;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How a row went.
 *
 * @param trouble what ended it early, or null
 * @param skipped why it could not be tried here, or null
 * @param directory with logs, where it was kept
 */
public record RowResult(
    Row row,
    List<Figure> figures,
    Duration took,
    @Nullable String trouble,
    @Nullable String skipped,
    Path directory) {
  public RowResult {
    figures = List.copyOf(figures);
  }

  RowResult ended(@Nullable String otherTrouble, Duration otherTook) {
    return new RowResult(row, figures, otherTook, otherTrouble, skipped, directory);
  }

  public boolean passed() {
    return trouble == null && figures.stream().allMatch(Figure::kept);
  }

  /** In a word. */
  public String verdict() {
    return skipped != null ? "skipped" : passed() ? "ok" : "MISSED";
  }

  /** What went wrong, one thing a line. */
  public String problems() {
    String missed =
        figures.stream()
            .filter(figure -> !figure.kept())
            .map(figure -> figure + ", allowed: " + figure.allowed())
            .collect(Collectors.joining("\n"));
    return trouble == null ? missed : (missed + "\n" + trouble).strip();
  }
}
