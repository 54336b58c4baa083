package io.sluice.gateway.channel;

import io.sluice.adapter.Listing;
import io.sluice.gateway.operations.ReadingView;
import io.sluice.gateway.operations.ReadingView.Difference;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Counts what a reading finds, and keeps the first examples. */
final class ReadingReport {
  private static final int EXAMPLES = 100;

  private final List<String> unknownExamples = new ArrayList<>();
  private final List<Difference> examples = new ArrayList<>();
  private long listings;
  private long withStock;
  private long withPrice;
  private long unknown;
  private long same;
  private long different;
  private long missing;
  private long unexpected;
  private long leaving;
  private long skipped;
  private long touched;

  void read(Listing there) {
    listings++;
    withStock += there.quantity() == null ? 0 : 1;
    withPrice += there.price() == null ? 0 : 1;
  }

  void unknown(String sku) {
    unknown++;
    if (unknownExamples.size() < EXAMPLES) {
      unknownExamples.add(sku);
    }
  }

  void same() {
    same++;
  }

  void different(Difference example) {
    different++;
    add(example);
  }

  void missing(String sku) {
    missing++;
    add(new Difference(sku, "listed", "no", "yes", "yes"));
  }

  void unexpected(String sku) {
    unexpected++;
    add(new Difference(sku, "listed", "yes", "no", null));
  }

  private void add(Difference example) {
    if (examples.size() < EXAMPLES) {
      examples.add(example);
    }
  }

  void leaving() {
    leaving++;
  }

  void skipped() {
    skipped++;
  }

  void touched() {
    touched++;
  }

  long listings() {
    return listings;
  }

  long missing() {
    return missing;
  }

  ReadingView view(boolean over, boolean failed, @Nullable String problem, long waiting) {
    return new ReadingView(
        over,
        failed,
        problem,
        listings,
        withStock,
        withPrice,
        unknown,
        unknownExamples,
        same,
        different,
        missing,
        unexpected,
        leaving,
        skipped,
        touched,
        waiting,
        examples);
  }
}
