package io.sluice.trials.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Processor seconds that a process used so far, from the kernel.
 *
 * @param compiler of it, by the optimizing compiler of a Java machine: a figure in which that is
 *     large is no figure of a warm process
 */
record ProcessorTime(double all, double compiler) {
  private static final double TICKS_PER_SECOND = 100;
  private static final int USER_TICKS = 11;

  static ProcessorTime of(long pid) {
    double compiler = 0;
    for (Path thread : threads(pid)) {
      if (read(thread.resolve("comm")).startsWith("C2 Compiler")) {
        compiler += seconds(thread);
      }
    }
    return new ProcessorTime(seconds(Path.of("/proc", Long.toString(pid))), compiler);
  }

  static ProcessorTime withChildren(long pid) {
    return new ProcessorTime(
        ProcessHandle.of(pid).stream()
            .flatMap(self -> Stream.concat(Stream.of(self), self.descendants()))
            .mapToDouble(process -> seconds(Path.of("/proc", Long.toString(process.pid()))))
            .sum(),
        0);
  }

  ProcessorTime since(ProcessorTime before) {
    return new ProcessorTime(all - before.all, compiler - before.compiler);
  }

  private static List<Path> threads(long pid) {
    try (Stream<Path> all = Files.list(Path.of("/proc", Long.toString(pid), "task"))) {
      return all.toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static double seconds(Path process) {
    String stat = read(process.resolve("stat"));
    // The name before may hold spaces.
    int name = stat.lastIndexOf(')');
    if (name < 0) {
      return 0;
    }
    String[] fields = stat.substring(name + 2).split(" ", -1);
    return (Long.parseLong(fields[USER_TICKS]) + Long.parseLong(fields[USER_TICKS + 1]))
        / TICKS_PER_SECOND;
  }

  /** Empty when it has just ended. */
  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException gone) {
      return "";
    }
  }
}
