package io.sluice.trials.faults.rows;

import io.sluice.trials.Waiting;
import io.sluice.trials.faults.Row;
import io.sluice.trials.faults.Stage;
import io.sluice.trials.faults.net.Tap;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * D1: a small file system of its own under the store is filled and emptied again; then there is no
 * space in a commit, and at last when H2 moves its chunks together, which it does at the end.
 */
final class DiskFull {
  static final Row ROW =
      new Row(
              "D1",
              "disk full: at all, at commit, at compaction",
              "says so, stays up, answers for nothing it cannot keep, goes on <= 10 s after",
              DiskFull::play)
          .takingLong();

  /** Room for all events of the row, once it is emptied. */
  private static final int MEGABYTES = 96;

  private static final int MEGABYTES_IN_FULL = 512;
  private static final Duration RESUMES_AT_MOST = Duration.ofSeconds(10);

  private DiskFull() {}

  private static void play(Stage stage) throws IOException {
    ToldDisk disk = new ToldDisk(stage);
    int megabytes = stage.size().of(MEGABYTES, MEGABYTES_IN_FULL);
    try (SmallFileSystem data = SmallFileSystem.at(stage.directory().resolve("data"), megabytes)) {
      stage.configure(stage.fourChannels());
      disk.start();
      stage.publish();
      for (int time = 0; time < stage.size().of(1, 5); time++) {
        fillAndEmpty(stage, data.directory().resolve("filler"));
      }
      atCommit(stage, disk);
      atCompaction(stage, disk);
      stage.finish();
      stage.gateway().close();
    }
  }

  private static void fillAndEmpty(Stage stage, Path filler) throws IOException {
    fill(filler);
    told(stage, "full disk");
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

  private static void told(Stage stage, String what) {
    boolean told =
        Waiting.holdsWithin(Duration.ofSeconds(90), () -> !stage.api().problems().isEmpty());
    stage.figures().holds(what + " is told", told, "ready all the while");
  }

  /** Nothing can be kept, so nothing is answered for. */
  private static void atCommit(Stage stage, ToldDisk disk) throws IOException {
    disk.fillWithin("WriterSession.commit");
    disk.awaitStruck();
    told(stage, "full at commit");
    AtomicInteger answers = new AtomicInteger();
    stage.brokerLink().tap(Trap.counting(Tap.Passage.REQUEST_PASSED, Trap.ACK, answers));
    stage.lasts(2, 70);
    stage.brokerLink().tap(Tap.NONE);
    stage.figures().exactly("answers to the broker while full", answers.get(), 0);
    stage.figures().holds("stays up at commit", stage.gateway().isAlive(), "ended");
    stage.figures().atMost("at commit: goes on after", disk.heal(), RESUMES_AT_MOST);
  }

  /** Nothing that was committed needs it. */
  private static void atCompaction(Stage stage, ToldDisk disk) throws IOException {
    disk.fillWithin("WriterSession.close");
    stage.figures().note("exit code", stage.gateway().sigterm(Stage.AT_MOST));
    stage.figures().holds("no space at compaction", disk.hasStruck(), "nothing was written");
    disk.start();
  }

  /** Until nothing is left. */
  private static void fill(Path file) throws IOException {
    byte[] piece = new byte[4_096];
    try (OutputStream out = Files.newOutputStream(file)) {
      for (int count = 0; count < MEGABYTES_IN_FULL * 256; count++) {
        out.write(piece);
      }
    } catch (IOException full) {
      return;
    }
  }
}
