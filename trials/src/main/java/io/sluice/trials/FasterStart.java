package io.sluice.trials;

import io.sluice.gateway.Main;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Lets processes of ours map their classes instead of reading and checking them, which is half of
 * what a start costs: worth its price where many are started. For all of this JVM; what {@code
 * bin/faster-start} does for an installation.
 */
public final class FasterStart {
  private static final Duration TRAINED_AT_MOST = Duration.ofMinutes(2);
  private static volatile @Nullable FasterStart prepared;

  private final String classPath;
  private final Path archive;

  private FasterStart(String classPath, Path archive) {
    this.classPath = classPath;
    this.archive = archive;
  }

  /**
   * Starts a gateway that writes down which classes it uses; without effect after the first time.
   * Where that fails starts are as slow as before.
   */
  public static synchronized void prepare() {
    if (prepared != null) {
      return;
    }
    try {
      Path own = Files.createTempDirectory("sluice-classes");
      Runtime.getRuntime().addShutdownHook(new Thread(() -> Directories.delete(own)));
      FasterStart made = new FasterStart(jars(own), own.resolve("classes.jsa"));
      if (made.train(own)) {
        prepared = made;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The options that a JVM with classes of ours begins with. */
  static List<String> options() {
    FasterStart made = prepared;
    return made == null
        ? List.of("-cp", System.getProperty("java.class.path"))
        : List.of("-XX:SharedArchiveFile=" + made.archive, "-cp", made.classPath);
  }

  private boolean train(Path own) {
    String nowhere = "127.0.0.1:1";
    GatewayFiles.write(
        own,
        List.of(
            ChannelSpec.state("state", "http://" + nowhere),
            ChannelSpec.stream("stream", "http://" + nowhere).batchOf(2)));
    List<String> command = new ArrayList<>();
    command.add(ChildProcess.javaProgram());
    command.addAll(List.of("-XX:+UseG1GC", "-XX:ArchiveClassesAtExit=" + archive));
    command.add("-Xlog:disable");
    command.addAll(List.of("-cp", classPath, Main.class.getName(), "run", "--until-ready"));
    command.addAll(List.of("--config", own.resolve("config").toString()));
    command.addAll(List.of("--data", own.resolve("data").toString(), "--listen", "127.0.0.1:0"));
    Map<String, String> environment = Map.of("SLUICE_AMQP_URI", "amqp://" + nowhere);
    try (ChildProcess start = ChildProcess.start(command, environment, own.resolve("output.log"))) {
      return start.exitCode(TRAINED_AT_MOST) == 0;
    }
  }

  /** This JVM's class path, with a jar for each directory: only jars can be mapped. */
  private static String jars(Path own) throws IOException {
    List<String> all = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      Path path = Path.of(entry);
      boolean directory = Files.isDirectory(path);
      all.add(directory ? jar(path, own.resolve(all.size() + ".jar")).toString() : entry);
    }
    return String.join(File.pathSeparator, all);
  }

  private static Path jar(Path directory, Path jar) throws IOException {
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
        Stream<Path> paths = Files.walk(directory)) {
      for (Path file : paths.filter(Files::isRegularFile).sorted().toList()) {
        out.putNextEntry(new JarEntry(directory.relativize(file).toString()));
        Files.copy(file, out);
        out.closeEntry();
      }
    }
    return jar;
  }
}
