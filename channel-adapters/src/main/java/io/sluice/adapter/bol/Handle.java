package io.sluice.adapter.bol;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What an update waits for, as a text that says all of it after a restart.
 *
 * @param since when bol took it, or we began to look for it, to the second
 * @param listed whether the offer is there
 * @param steps what has not ended yet
 */
record Handle(Instant since, boolean listed, List<Step> steps, String sku) {
  /** How long bol keeps the end of a process. */
  static final Duration KEPT = Duration.ofHours(48);

  private static final String LISTED = "listed";
  private static final String UNLISTED = "unlisted";

  Handle {
    steps = List.copyOf(steps);
  }

  static Handle of(Instant now, boolean listed, List<Step> steps, String sku) {
    return new Handle(Instant.ofEpochSecond(now.getEpochSecond()), listed, steps, sku);
  }

  Instant expiresAt() {
    return since.plus(KEPT);
  }

  @Override
  public String toString() {
    String what = steps.stream().map(Step::toString).collect(Collectors.joining(","));
    return "%d %s %s %s".formatted(since.getEpochSecond(), listed ? LISTED : UNLISTED, what, sku);
  }

  /** Null where it is no handle of ours. */
  static @Nullable Handle parse(String text) {
    // The SKU is last, since it may contain anything.
    String[] words = text.split(" ", 4);
    if (words.length < 4) {
      return null;
    }
    try {
      List<Step> steps = new ArrayList<>();
      for (String step : words[2].split(",")) {
        steps.add(Step.parse(step));
      }
      Instant since = Instant.ofEpochSecond(Long.parseLong(words[0]));
      return new Handle(since, words[1].equals(LISTED), steps, words[3]);
    } catch (IllegalArgumentException | java.time.DateTimeException e) {
      return null;
    }
  }
}
