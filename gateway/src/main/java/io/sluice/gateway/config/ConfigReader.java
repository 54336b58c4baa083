package io.sluice.gateway.config;

import io.sluice.adapter.Adapters;
import io.sluice.adapter.ChannelAdapter;
import io.sluice.gateway.rehearsal.RuleTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads {@code gateway.yaml} and {@code channels.yaml}.
 *
 * <p>Whatever the files hold, reading answers with problems and never throws; all problems of both
 * files come at once. Touches no network.
 */
public final class ConfigReader {
  public static final String GATEWAY_FILE = "gateway.yaml";
  public static final String CHANNELS_FILE = "channels.yaml";
  private static final String TEST_FILES = "_test.yaml";

  private final Path directory;
  private final List<ChannelAdapter> adapters;
  private final Problems problems = new Problems();
  private final ReadFiles files = new ReadFiles();
  private final Reading reading;

  private ConfigReader(Path directory, Environment environment, List<ChannelAdapter> adapters) {
    this.directory = directory.toAbsolutePath();
    this.adapters = List.copyOf(adapters);
    this.reading =
        Reading.of(
            problems,
            new References(this.directory, environment, problems, files),
            files,
            environment.clock().instant());
  }

  /**
   * @param directory that holds both files; relative files they name are looked up there
   */
  public static ConfigResult read(Path directory, Environment environment) {
    return read(directory, environment, Adapters.all());
  }

  /**
   * @param adapters those that a channel may name
   */
  public static ConfigResult read(
      Path directory, Environment environment, List<ChannelAdapter> adapters) {
    return new ConfigReader(directory, environment, adapters).read();
  }

  private ConfigResult read() {
    Optional<GatewayConfig> gateway =
        root(GATEWAY_FILE).flatMap(root -> new GatewayReader(root).read());
    Optional<ChannelsReader.Channels> channels =
        root(CHANNELS_FILE).map(root -> new ChannelsReader(root, adapters).read());
    // Tests of channels that are wrong themselves would only say so again.
    List<RuleTest> tests =
        channels.isEmpty() || problems.hasErrors() ? List.of() : tests(channels.get());
    if (!problems.hasErrors() && gateway.orElseThrow().traces().isEmpty()) {
      noteTraceparents(channels.orElseThrow().root());
    }
    List<Problem> found = problems.toList(List.of(GATEWAY_FILE, CHANNELS_FILE));
    if (problems.hasErrors()) {
      return new ConfigResult.Invalid(found, files);
    }
    ChannelsReader.Channels read = channels.orElseThrow();
    return new ConfigResult.Valid(
        new Configuration(
            gateway.orElseThrow(),
            read.channels(),
            read.declared().vocabulary(),
            tests,
            read.confirmOver(),
            files.version()),
        found,
        files);
  }

  private List<RuleTest> tests(ChannelsReader.Channels channels) {
    List<RuleTest> tests = new ArrayList<>(channels.tests(channels.root()));
    for (String name : testFiles()) {
      root(name).ifPresent(root -> tests.addAll(channels.tests(root.expect(Shape.TESTS))));
    }
    return tests;
  }

  private void noteTraceparents(Section root) {
    Section channels = root.section("channels");
    List<Section> sections = new ArrayList<>(List.of(root.section("defaults")));
    channels.entries().forEach(entry -> sections.add(channels.section(entry)));
    for (Section section : sections) {
      if (section.value("send_traceparent", Scalars::yesNo).orElse(false)) {
        problems.note(
            section.placeOf("send_traceparent"),
            "'send_traceparent' in %s does nothing without traces".formatted(section.path()),
            "write traces: { endpoint: ... } in " + GATEWAY_FILE);
      }
    }
  }

  /** Files beside channels.yaml that hold nothing but tests. */
  private List<String> testFiles() {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .map(file -> String.valueOf(file.getFileName()))
          .filter(name -> name.endsWith(TEST_FILES))
          .sorted()
          .toList();
    } catch (IOException e) {
      // Reading the files that must be there has said what is wrong with the directory.
      return List.of();
    }
  }

  private Optional<Section> root(String name) {
    return new FileLoader(problems, files)
        .load(directory.resolve(name))
        .flatMap(
            file ->
                new YamlTree(file, problems)
                    .compose()
                    .map(root -> Section.ofFile(reading, file, root)));
  }
}
