package io.sluice.trials.bench;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What the figures belong to: they cannot be compared with those of another machine. */
final class Machine {
  private static final double KIB_PER_GIB = 1 << 20;

  private Machine() {}

  /**
   * Describes this one, as {@code {processor, processors, memoryGiB, system, java}}; what the
   * system does not tell is "unknown".
   */
  static JsonObject describe() throws IOException {
    String memory = value("/proc/meminfo", "MemTotal").replaceAll("\\D", "");
    return new JsonObject()
        .put("processor", value("/proc/cpuinfo", "model name"))
        .put("processors", Runtime.getRuntime().availableProcessors())
        .put("memoryGiB", memory.isEmpty() ? 0 : Math.round(Long.parseLong(memory) / KIB_PER_GIB))
        .put("system", System.getProperty("os.name") + " " + System.getProperty("os.version"))
        .put("java", System.getProperty("java.runtime.version"));
  }

  private static String value(String file, String name) throws IOException {
    Path path = Path.of(file);
    if (!Files.isReadable(path)) {
      return "unknown";
    }
    try (Stream<String> lines = Files.lines(path)) {
      return lines
          .filter(line -> line.startsWith(name))
          .map(line -> line.substring(line.indexOf(':') + 1).trim())
          .findFirst()
          .orElse("unknown");
    }
  }
}
