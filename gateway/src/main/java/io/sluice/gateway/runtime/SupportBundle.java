package io.sluice.gateway.runtime;

import io.sluice.gateway.api.Json;
import io.sluice.gateway.command.SluiceVersion;
import io.sluice.gateway.config.ConfigReader;
import io.sluice.gateway.config.ConfigResult;
import io.sluice.gateway.config.Configuration;
import io.sluice.gateway.config.ProblemPrinter;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.RuntimeMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * What others need to know to help: a zip of texts, all of them masked. What cannot be had is said
 * in its place. Blocks.
 */
final class SupportBundle {
  private static final int THREADS = 500;
  private static final int FRAMES = 60;
  private static final int FILES = 1_000;
  private static final int TEXT_AT_MOST = 8 << 20;

  private final BundleMask mask;
  private final Map<String, Callable<String>> parts = new LinkedHashMap<>();

  private SupportBundle(BundleMask mask) {
    this.mask = mask;
  }

  /**
   * One with what can be had whether a gateway runs or not.
   *
   * @param runs null: none does, in this process
   * @param read the files as they are now
   */
  static SupportBundle begin(@Nullable Configuration runs, ConfigResult read, Instant now) {
    List<Configuration> known = new ArrayList<>();
    if (runs != null) {
      known.add(runs);
    }
    if (read instanceof ConfigResult.Valid valid) {
      known.add(valid.configuration());
    }
    SupportBundle bundle = new SupportBundle(new BundleMask(known));
    bundle.add("about.txt", () -> about(now));
    bundle.add("configuration/problems.txt", () -> ProblemPrinter.print(read.problems()));
    known.stream()
        .limit(1)
        .forEach(each -> bundle.add("configuration/summary.txt", () -> lines(each.summary())));
    bundle.addFiles(read);
    return bundle;
  }

  /** Files that are wrong are left out: nobody knows what in them is a secret. */
  private void addFiles(ConfigResult read) {
    for (Path file : read.files().noSecrets()) {
      String name = String.valueOf(file.getFileName());
      if (name.equals(ConfigReader.GATEWAY_FILE) || name.equals(ConfigReader.CHANNELS_FILE)) {
        add(
            "configuration/" + name,
            () ->
                read instanceof ConfigResult.Valid
                    ? masked(name, Files.readString(file))
                    : "left out, since it cannot be read: see problems.txt");
      }
    }
  }

  private String masked(String name, String text) {
    return name.equals(ConfigReader.GATEWAY_FILE) ? mask.maskGateway(text) : mask.maskYaml(text);
  }

  /** Adds a text, to be masked. */
  SupportBundle add(String name, Callable<String> text) {
    parts.put(name, text);
    return this;
  }

  /** Adds a view or a list of them. */
  SupportBundle addJson(String name, Callable<?> view) {
    return add(name, () -> new String(Json.encode(view.call()), StandardCharsets.UTF_8));
  }

  SupportBundle addDirectory(String name, Path directory) {
    return add(name, () -> sizes(directory));
  }

  void writeTo(OutputStream out) throws IOException {
    ZipOutputStream zip = new ZipOutputStream(out);
    for (Map.Entry<String, Callable<String>> part : parts.entrySet()) {
      zip.putNextEntry(new ZipEntry(part.getKey()));
      zip.write(mask.mask(text(part.getValue())).getBytes(StandardCharsets.UTF_8));
      zip.closeEntry();
    }
    zip.finish();
    zip.flush();
  }

  private static String text(Callable<String> part) {
    try {
      String text = part.call();
      return text.length() > TEXT_AT_MOST ? text.substring(0, TEXT_AT_MOST) + "…" : text;
    } catch (Exception problem) {
      return "could not be had: " + problem;
    }
  }

  private static String lines(List<String> lines) {
    return String.join("\n", lines);
  }

  private static String about(Instant now) {
    Runtime runtime = Runtime.getRuntime();
    RuntimeMXBean machine = ManagementFactory.getRuntimeMXBean();
    List<String> lines = new ArrayList<>();
    lines.add("sluice " + SluiceVersion.current() + ", written at " + now);
    lines.add(
        "process since %s, %d processors, heap %d of %d MB"
            .formatted(
                Instant.ofEpochMilli(machine.getStartTime()),
                runtime.availableProcessors(),
                (runtime.totalMemory() - runtime.freeMemory()) >> 20,
                runtime.maxMemory() >> 20));
    for (String name :
        List.of(
            "java.version", "java.vendor", "java.vm.name", "os.name", "os.version", "os.arch")) {
      lines.add(name + " " + System.getProperty(name));
    }
    // Of the others some may hold a credential.
    machine.getInputArguments().stream().filter(each -> each.startsWith("-X")).forEach(lines::add);
    return lines(lines);
  }

  static String threads() {
    return Thread.getAllStackTraces().entrySet().stream()
        .limit(THREADS)
        .map(
            each ->
                Stream.concat(
                        Stream.of(each.getKey().getName() + " " + each.getKey().getState()),
                        Stream.of(each.getValue()).limit(FRAMES).map(frame -> "    at " + frame))
                    .collect(Collectors.joining("\n")))
        .collect(Collectors.joining("\n\n"));
  }

  private static String sizes(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      List<String> lines = new ArrayList<>();
      for (Path file : files.sorted().limit(FILES).toList()) {
        lines.add(
            "%,15d %s".formatted(Files.size(file), Objects.requireNonNull(file.getFileName())));
      }
      lines.add("%,15d usable".formatted(Files.getFileStore(directory).getUsableSpace()));
      return lines(lines);
    }
  }
}
