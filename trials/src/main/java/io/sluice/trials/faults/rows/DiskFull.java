package io.sluice.trials.faults.rows;

import io.sluice.trials.Waiting;
import io.sluice.trials.faults.CannotTryException;
import io.sluice.trials.faults.Row;
import io.sluice.trials.faults.Stage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** D1: a small file system of its own under the store is filled and emptied again. */
final class DiskFull {
  static final Row ROW =
      new Row(
          "D1",
          "disk full while writing",
          "takes nothing and says so, stays up, goes on <= 10 s after there is room",
          DiskFull::play);

  private static final int MEGABYTES = 96;
  private static final Duration RESUMES_AT_MOST = Duration.ofSeconds(10);

  private DiskFull() {}

  private static void play(Stage stage) throws IOException {
    Path data = Files.createDirectories(stage.directory().resolve("data"));
    mount(data);
    try {
      stage.startUnderLoad(stage.fourChannels());
      for (int time = 0; time < stage.size().of(1, 5); time++) {
        fillAndEmpty(stage, data.resolve("filler"));
      }
      stage.gateway().kill9();
      stage.gateway().start();
      stage.finish();
    } finally {
      stage.gateway().close();
      run("umount", "-l", data.toString());
    }
  }

  private static void fillAndEmpty(Stage stage, Path filler) throws IOException {
    fill(filler);
    boolean told =
        Waiting.holdsWithin(Duration.ofSeconds(90), () -> !stage.api().problems().isEmpty());
    stage.figures().holds("full disk is told", told, "ready all the while");
    stage.figures().note("in words", stage.api().problems());
    stage.lasts(2, 60);
    stage.figures().holds("stays up", stage.gateway().isAlive(), "ended");
    long before = stage.api().sources().get(0).getLong("received");
    Files.delete(filler);
    Duration resumed =
        Waiting.until(
            "events are taken again",
            Stage.AT_MOST,
            () ->
                stage.api().problems().isEmpty()
                    && stage.api().sources().get(0).getLong("received") > before);
    stage.figures().atMost("goes on after", resumed, RESUMES_AT_MOST);
  }

  /** Until nothing is left. */
  private static void fill(Path file) throws IOException {
    byte[] piece = new byte[4_096];
    try (OutputStream out = Files.newOutputStream(file)) {
      for (int count = 0; count < MEGABYTES * 256; count++) {
        out.write(piece);
      }
    } catch (IOException full) {
      return;
    }
  }

  private static void mount(Path directory) {
    if (run("mount", "-t", "tmpfs", "-o", "size=" + MEGABYTES + "m", "trial", directory.toString())
        != 0) {
      throw new CannotTryException("mounting a small tmpfs is not allowed here (needs root)");
    }
  }

  private static int run(String... command) {
    try {
      return new ProcessBuilder(command)
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor();
    } catch (IOException e) {
      return -1;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
