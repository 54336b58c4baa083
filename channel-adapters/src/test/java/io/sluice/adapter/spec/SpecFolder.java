package io.sluice.adapter.spec;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/** Where the official descriptions lie: beside the project, since they are not ours to pass on. */
public final class SpecFolder {
  private static final Path FOLDER =
      Path.of(System.getProperty("sluice.root", ".."))
          .resolve("../shared/marketplaces/specs")
          .normalize();

  private SpecFolder() {}

  public static boolean isThere() {
    return Files.isDirectory(FOLDER);
  }

  /**
   * The text of a file there. Where the folder is absent the test is skipped, except with {@code
   * CI=true}, where it fails.
   *
   * @param file such as {@code bol/shared-v10.process-status.json}
   */
  public static String textOrSkip(String file) {
    if (!isThere()) {
      String reason = "the official descriptions are not there (" + FOLDER + ")";
      if ("true".equals(System.getenv("CI"))) {
        Assertions.fail(reason);
      }
      Assumptions.abort(reason);
    }
    try {
      return Files.readString(FOLDER.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
