package io.sluice.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Both files in a directory of their own; good ones until a test says otherwise. */
final class ConfigFiles {
  static final String GATEWAY =
      """
      version: 1
      sources:
        pim: { kind: rabbitmq, uri: "amqp://127.0.0.1", version_from: sequence }
      """;
  static final String CHANNELS =
      """
      version: 1
      channels:
        shop: { adapter: http, url: http://127.0.0.1:9090 }
      """;

  private final Path directory;
  private Environment environment = Environment.of(Map.of());

  ConfigFiles(Path directory) {
    this.directory = directory;
    gateway(GATEWAY);
    channels(CHANNELS);
  }

  ConfigFiles gateway(String text) {
    return write(ConfigReader.GATEWAY_FILE, text);
  }

  ConfigFiles channels(String text) {
    return write(ConfigReader.CHANNELS_FILE, text);
  }

  ConfigFiles write(String name, String text) {
    try {
      Files.writeString(directory.resolve(name), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  ConfigFiles with(Map<String, String> variables) {
    environment = Environment.of(variables);
    return this;
  }

  ConfigFiles offline() {
    environment = environment.forOfflineCheck();
    return this;
  }

  ConfigResult read() {
    return ConfigReader.read(directory, environment, TestAdapter.ALL);
  }

  List<Problem> problems() {
    return read().problems();
  }

  /** Fails with the printed problems when there are errors. */
  Configuration configuration() {
    ConfigResult result = read();
    assertThat(result)
        .as(ProblemPrinter.print(result.problems()))
        .isInstanceOf(ConfigResult.Valid.class);
    return ((ConfigResult.Valid) result).configuration();
  }

  SourceConfig.Rabbit rabbit() {
    return (SourceConfig.Rabbit) configuration().gateway().sources().get(0);
  }

  ChannelConfig channel() {
    return configuration().channels().get(0);
  }
}
