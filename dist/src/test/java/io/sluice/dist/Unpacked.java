package io.sluice.dist;

import io.sluice.trials.ChildProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** The archive, unpacked as somebody who installs it would. */
final class Unpacked {
  static final Duration AT_MOST = Duration.ofMinutes(2);

  private final Path directory;
  private final Path root;
  private final AtomicInteger outputs = new AtomicInteger();

  private Unpacked(Path directory) {
    this.directory = directory;
    this.root = directory.resolve("sluice-" + System.getProperty("sluice.version"));
  }

  /**
   * @param directory any user may look into it afterwards
   */
  static Unpacked into(Path directory) throws IOException {
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    Unpacked unpacked = new Unpacked(directory);
    String archive = System.getProperty("sluice.archive");
    try (ChildProcess tar =
        unpacked.start(List.of("tar", "xzf", archive, "-C", directory.toString()), Map.of())) {
      if (tar.exitCode(AT_MOST) != 0) {
        throw new IOException(tar.said());
      }
    }
    return unpacked;
  }

  Path root() {
    return root;
  }

  Path launcher() {
    return root.resolve("bin/sluice");
  }

  /** Its launcher with these arguments. */
  List<String> sluice(String... arguments) {
    List<String> command = new ArrayList<>(List.of(launcher().toString()));
    command.addAll(List.of(arguments));
    return command;
  }

  ChildProcess start(List<String> command, Map<String, String> environment) {
    Path output = directory.resolve("output-" + outputs.incrementAndGet());
    return ChildProcess.start(command, environment, output);
  }
}
