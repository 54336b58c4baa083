package io.sluice.trials.store;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Measures the store alone, on the disk that it is given. */
@Command(
    name = "store",
    description = "Measures the store alone: reads beside commits, segments, a large journal.",
    mixinStandardHelpOptions = true)
public final class StoreCommand implements Callable<Integer> {
  private static final int ROW_BYTES = 512;
  private static final int LARGE_ROW_BYTES = 1_000;
  private static final long GB = 1_000_000_000L;

  /** H2 keeps more than what it is given, and the rest of the machine needs room too. */
  private static final double ROOM = 1.5;

  private static final long SPARE_BYTES = 5 * GB;

  enum What {
    pages,
    seal,
    large,
    find
  }

  @Parameters(
      defaultValue = "pages",
      description =
          "pages: reads beside commits; seal: commits over segments; large: many GB; find: looking"
              + " up events")
  private What what = What.pages;

  @Option(names = "--gb", defaultValue = "50", description = "large: payload to write")
  private int gb;

  @Option(names = "--rows", defaultValue = "5000000", description = "find: events of the journal")
  private long rows;

  @Option(names = "--seconds", defaultValue = "10", description = "pages: of each phase")
  private int seconds;

  @Option(names = "--directory", description = "on the disk to try; default: that of temp files")
  private Path directory = Path.of(System.getProperty("java.io.tmpdir"));

  @Option(names = "--json", paramLabel = "FILE", description = "the figures as JSON")
  private @Nullable Path json;

  @Override
  public Integer call() throws Exception {
    if (what == What.large && !hasRoom()) {
      return 1;
    }
    int rowBytes = what == What.large ? LARGE_ROW_BYTES : ROW_BYTES;
    Figures figures;
    try (TrialStore trial = new TrialStore(directory, TrialStore.SEGMENT_ROWS, rowBytes)) {
      figures =
          switch (what) {
            case pages -> new PagesTrial(trial, 500_000, seconds * 1_000L).run();
            case seal -> new SealTrial(trial, TrialStore.SEGMENT_ROWS, 6).run();
            case find -> new FindTrial(trial, rows).run();
            case large -> new LargeTrial(trial, TrialStore.SEGMENT_ROWS, gb * GB, rowBytes).run();
          };
    }
    System.out.print(figures.table());
    if (json != null) {
      Files.writeString(json, new JsonObject().put(what.name(), figures.json()).encodePrettily());
    }
    return 0;
  }

  private boolean hasRoom() throws IOException {
    long needed = (long) (gb * GB * ROOM) + SPARE_BYTES;
    long usable = Files.getFileStore(directory).getUsableSpace();
    if (usable < needed) {
      System.err.printf(
          "%s has %d GB left; %d GB of journal need %d: choose another --directory or fewer --gb%n",
          directory, usable / GB, gb, needed / GB);
      return false;
    }
    return true;
  }
}
