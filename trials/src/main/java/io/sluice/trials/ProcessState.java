package io.sluice.trials;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a process holds, as Linux counts it; -1 where the kernel does not say.
 *
 * @param files open, sockets included
 * @param peakBytes largest resident size so far
 */
public record ProcessState(long threads, long files, long residentBytes, long peakBytes) {
  static ProcessState of(long pid) {
    Path process = Path.of("/proc", Long.toString(pid));
    try (Stream<Path> files = Files.list(process.resolve("fd"))) {
      List<String> status = Files.readAllLines(process.resolve("status"));
      return new ProcessState(
          number(status, "Threads:"),
          files.count(),
          number(status, "VmRSS:") * 1024,
          number(status, "VmHWM:") * 1024);
    } catch (IOException gone) {
      return new ProcessState(-1, -1, -1, -1);
    }
  }

  private static long number(List<String> status, String key) {
    return status.stream()
        .filter(line -> line.startsWith(key))
        .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
        .findFirst()
        .orElse(-1);
  }
}
