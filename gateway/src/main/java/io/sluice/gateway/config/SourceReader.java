package io.sluice.gateway.config;

import io.sluice.adapter.Secret;
import io.sluice.gateway.config.SourceConfig.Format;
import io.sluice.gateway.config.SourceConfig.QueueType;
import io.sluice.gateway.config.SourceConfig.Rabbit;
import io.sluice.gateway.intake.VersionFrom;
import io.sluice.gateway.validation.Suggestions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Reads one entry of {@code sources}. */
final class SourceReader {
  private static final List<String> KINDS = List.of("rabbitmq", "http", "webhook");
  private static final List<String> LATER = List.of("kafka", "embedded");
  private static final String VERSION_HINT =
      "sequence: the PIM counts up; time: its clock; arrival: the order of the queue";

  /** Takes the place of a URI that is unset or a problem already: the rest is looked at. */
  private static final Secret STAND_IN = new Secret("amqp://" + References.STAND_IN);

  /** Likewise; of a configuration without problems no part is a stand-in. */
  private static final Secret STAND_IN_KEY = new Secret("whsec_" + "A".repeat(32));

  /** A password between the colon and the @ that is written here rather than referred to. */
  private static final Pattern CLEAR_PASSWORD = Pattern.compile("[^/@:]*:.+@");

  private final String name;
  private final Section section;

  SourceReader(String name, Section section) {
    this.name = name;
    this.section = section;
  }

  Optional<SourceConfig> read() {
    if (section.entries().isEmpty() || !section.require("kind", Suggestions.hint("", KINDS))) {
      return Optional.empty();
    }
    Optional<String> kind = section.value("kind", this::kind);
    if (kind.isEmpty()) {
      return Optional.empty();
    }
    section.expect(
        switch (kind.get()) {
          case "rabbitmq" -> Shape.RABBIT;
          case "webhook" -> Shape.WEBHOOK;
          default -> Shape.HTTP_SOURCE;
        });
    Format format = section.word("format", Format.class).orElse(Format.CLOUDEVENTS);
    Optional<VersionFrom> versionFrom = section.word("version_from", VersionFrom.class);
    boolean said = section.require("version_from", VERSION_HINT) && versionFrom.isPresent();
    VersionFrom version = versionFrom.orElse(VersionFrom.ARRIVAL);
    Optional<Duration> every = section.duration("expect_event_every");
    Optional<SourceConfig> source =
        switch (kind.get()) {
          case "rabbitmq" -> rabbit(format, version, every);
          case "webhook" -> webhook(format, version, every);
          default -> section.build(() -> new SourceConfig.Http(name, format, version, every));
        };
    return said ? source : Optional.empty();
  }

  private Optional<String> kind(Scalars scalars, Entry entry) {
    if (entry.value() instanceof ScalarNode scalar && LATER.contains(scalar.getValue())) {
      section
          .reading()
          .problems()
          .error(
              entry.valuePlace(),
              "%s: %s comes later".formatted(entry.named(), scalar.getValue()),
              "use rabbitmq");
      return Optional.empty();
    }
    return scalars.word(entry, KINDS);
  }

  private Optional<SourceConfig> rabbit(
      Format format, VersionFrom versionFrom, Optional<Duration> every) {
    section.require("uri", "uri: \"${env:SLUICE_AMQP_URI}\"");
    Secret uri = section.value("uri", this::uri).orElse(STAND_IN);
    String exchange = section.text("exchange").orElse(Rabbit.DEFAULT_EXCHANGE);
    String queue = section.text("queue").orElse("sluice." + name);
    QueueType type = section.word("queue_type", QueueType.class).orElse(QueueType.QUORUM);
    List<String> bind = section.value("bind", Scalars::texts).orElse(Rabbit.DEFAULT_BIND);
    boolean declare = section.value("declare", Scalars::yesNo).orElse(true);
    int prefetch = section.count("prefetch").orElse(Rabbit.DEFAULT_PREFETCH);
    Duration heartbeat = section.duration("heartbeat").orElse(Rabbit.DEFAULT_HEARTBEAT);
    Optional<Path> caFile = section.value("ca_file", Scalars::existingFile);
    return section.build(
        () ->
            new Rabbit(
                name,
                uri,
                exchange,
                queue,
                type,
                bind,
                declare,
                prefetch,
                heartbeat,
                format,
                versionFrom,
                caFile,
                every));
  }

  private Optional<SourceConfig> webhook(
      Format format, VersionFrom versionFrom, Optional<Duration> every) {
    boolean said = section.require("listen", "listen: 127.0.0.1:8090");
    said &= section.require("secret", "secret: \"${env:PIM_WEBHOOK_SECRET}\"");
    Secret secret = section.value("secret", Scalars::secret).orElse(STAND_IN_KEY);
    Optional<ApiSettings.Tls> tls = ListenReader.tls(section);
    boolean proxy = section.value("behind_proxy", Scalars::yesNo).orElse(false);
    Optional<ListenReader.At> at =
        section.text("listen").flatMap(text -> ListenReader.at(section, text));
    if (!said || at.isEmpty()) {
      return Optional.empty();
    }
    return section.build(
        () ->
            new SourceConfig.Webhook(
                name,
                at.get().host(),
                at.get().port(),
                secret,
                tls,
                proxy,
                format,
                versionFrom,
                every));
  }

  /** A URI may be written here as long as its password is not. */
  private Optional<Secret> uri(Scalars scalars, Entry entry) {
    if (entry.value() instanceof ScalarNode scalar && holdsPassword(scalar.getValue())) {
      Problems problems = section.reading().problems();
      problems.hide(entry.valuePlace());
      problems.error(
          entry.valuePlace(),
          entry.named() + " must not hold a password in clear",
          "write the whole URI as ${env:NAME}, or its password as ${env:NAME}");
      return Optional.empty();
    }
    return scalars.completeText(entry).map(Secret::new);
  }

  private static boolean holdsPassword(String uri) {
    String written = uri.replaceAll("\\$\\{[^}]*}", "");
    int authority = written.indexOf("//");
    return CLEAR_PASSWORD.matcher(written.substring(Math.max(0, authority))).find();
  }
}
