package io.sluice.trials;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Memory of a process as Linux counts it. */
final class ProcessMemory {
  private ProcessMemory() {}

  /** Largest resident size so far; -1 where the kernel does not say. */
  static long peakBytes(long pid) {
    try {
      return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
          .filter(line -> line.startsWith("VmHWM:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024)
          .findFirst()
          .orElse(-1);
    } catch (IOException gone) {
      return -1;
    }
  }
}
