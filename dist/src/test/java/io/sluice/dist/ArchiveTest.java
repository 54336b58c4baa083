package io.sluice.dist;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.trials.ChildProcess;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where there is a Java and what every system has, and neither a JDK, Maven nor sources. */
@Tag("process")
class ArchiveTest {
  /** What the launcher calls. */
  private static final List<String> TOOLS =
      List.of("bash", "dirname", "env", "head", "readlink", "sed");

  /** The modules of a JRE: none of the tools of a JDK. */
  private static final String JRE = "--limit-modules=java.se,jdk.unsupported,jdk.crypto.ec";

  private static final Pattern READY = Pattern.compile("Ready\\. API on (http://\\S+)/api/v1");

  @TempDir private Path directory;

  private Unpacked archive;
  private Map<String, String> environment;

  @BeforeEach
  void unpack() throws IOException {
    archive = Unpacked.into(directory);
    environment =
        Map.of(
            "PATH",
            jreOnly().toString(),
            "JAVA_HOME",
            "",
            "JAVA_OPTS",
            JRE,
            "SLUICE_AMQP_URI",
            "amqp://guest:guest@127.0.0.1:1");
  }

  private Path jreOnly() throws IOException {
    Path bin = Files.createDirectory(directory.resolve("jre-only"));
    for (String tool : TOOLS) {
      Files.createSymbolicLink(bin.resolve(tool), Path.of("/usr/bin", tool));
    }
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    Files.createSymbolicLink(bin.resolve("java"), java);
    return bin;
  }

  /** JUnit warns of links that lead out of its directory. */
  @AfterEach
  void removeLinks() throws IOException {
    try (DirectoryStream<Path> links = Files.newDirectoryStream(directory.resolve("jre-only"))) {
      for (Path link : links) {
        Files.delete(link);
      }
    }
  }

  @Test
  void versionIsThatOfTheBuild() {
    assertThat(output(0, "--version"))
        .isEqualTo("sluice " + System.getProperty("sluice.version") + "\n");
  }

  @Test
  void configurationThatComesAlongIsFine() {
    assertThat(output(0, "check", "--config", archive.root().resolve("config").toString()))
        .contains("Fine: 1 source and 2 channels.");
  }

  @Test
  void startsWithAnEmptyStoreAndStopsCleanly() {
    try (ChildProcess gateway = archive.start(run("--listen", "127.0.0.1:0"), environment)) {
      String url = gateway.awaitLine(READY, Unpacked.AT_MOST);

      assertThat(output(0, "channels", "--url", url)).contains("webshop", "events_out");

      assertThat(gateway.terminate(Unpacked.AT_MOST)).isZero();
      assertThat(gateway.said())
          .contains("store: jdbc:h2:file:" + directory.resolve("data/sluice"))
          .contains("holds: 0 SKUs", "backlog: nothing waits", "Stopped.");
    }
  }

  @Test
  void startThatWasPreparedTakesItsClassesFromMemory() throws IOException {
    try (ChildProcess prepared =
        archive.start(List.of(archive.root().resolve("bin/faster-start").toString()), Map.of())) {
      assertThat(prepared.exitCode(Unpacked.AT_MOST)).as("%s", prepared.said()).isZero();
    }
    Path loaded = directory.resolve("loaded");

    Map<String, String> logging =
        Map.of(
            "JAVA_OPTS",
            "-Xlog:class+load:file=" + loaded,
            "SLUICE_AMQP_URI",
            "amqp://guest:guest@127.0.0.1:1");
    try (ChildProcess gateway =
        archive.start(run("--listen", "127.0.0.1:0", "--until-ready"), logging)) {
      assertThat(gateway.exitCode(Unpacked.AT_MOST)).as("%s", gateway.said()).isZero();
    }

    try (Stream<String> lines = Files.lines(loaded)) {
      assertThat(lines.filter(line -> line.contains("io.sluice.gateway.runtime.Gateway ")))
          .singleElement()
          .asString()
          .contains("shared objects file");
    }
  }

  @Test
  void nothingOfTheDemoOrOfTestsIsOnTheClassPath() throws IOException {
    try (Stream<Path> libraries = Files.list(archive.root().resolve("lib"))) {
      assertThat(libraries.map(library -> library.getFileName().toString()))
          .noneMatch(name -> name.matches(".*(qpid|junit|assertj|simulator|trials|-tests).*"));
    }
  }

  @Test
  void everyLibraryStandsInTheListOfParts() throws Exception {
    String parts = Files.readString(archive.root().resolve("sluice.cdx.json"));
    assertThat(parts).contains("\"bomFormat\" : \"CycloneDX\"").doesNotContain("junit", "assertj");

    List<Path> libraries = new ArrayList<>();
    for (String folder : List.of("lib", "demo/lib")) {
      try (Stream<Path> files = Files.list(archive.root().resolve(folder))) {
        files.filter(file -> !isOurs(file)).forEach(libraries::add);
      }
    }
    assertThat(libraries).hasSizeGreaterThan(50);
    for (Path library : libraries) {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(library));
      assertThat(parts.contains(HexFormat.of().formatHex(digest))).as("%s", library).isTrue();
    }
  }

  private static boolean isOurs(Path library) {
    return library.toString().endsWith("-" + System.getProperty("sluice.version") + ".jar");
  }

  private List<String> run(String... more) {
    List<String> command =
        archive.sluice("run", "--config", archive.root().resolve("config").toString());
    command.addAll(List.of("--data", directory.resolve("data").toString()));
    command.addAll(List.of(more));
    return command;
  }

  private String output(int exitCode, String... arguments) {
    try (ChildProcess command = archive.start(archive.sluice(arguments), environment)) {
      assertThat(command.exitCode(Unpacked.AT_MOST)).as("%s", command.said()).isEqualTo(exitCode);
      return command.said();
    }
  }
}
