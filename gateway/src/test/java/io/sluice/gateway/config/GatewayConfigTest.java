package io.sluice.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.adapter.Secret;
import io.sluice.gateway.access.Users;
import io.sluice.gateway.alerts.AlertRules;
import io.sluice.gateway.alerts.AlertRules.Threshold;
import io.sluice.gateway.alerts.Condition;
import io.sluice.gateway.config.SourceConfig.Format;
import io.sluice.gateway.config.SourceConfig.QueueType;
import io.sluice.gateway.config.SourceConfig.Rabbit;
import io.sluice.gateway.intake.VersionFrom;
import io.sluice.gateway.validation.InvalidSettingsException;
import io.sluice.source.Facet;
import io.sluice.store.StoreConfig.Durability;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GatewayConfigTest {
  private static final long GB = 1L << 30;
  private static final String SIGN = "whsec_" + "A".repeat(32);

  @TempDir Path directory;

  @Test
  void defaultsHoldWhereNothingIsWritten() {
    GatewayConfig gateway = new ConfigFiles(directory).configuration().gateway();

    assertThat(gateway.sources())
        .containsExactly(
            new Rabbit(
                "pim",
                new Secret("amqp://127.0.0.1"),
                "product.events",
                "sluice.pim",
                QueueType.QUORUM,
                List.of("#"),
                true,
                1_000,
                Duration.ofSeconds(10),
                Format.CLOUDEVENTS,
                VersionFrom.SEQUENCE,
                Optional.empty(),
                Optional.empty()));
    assertThat(gateway.owners()).isEmpty();
    assertThat(gateway.store())
        .isEqualTo(
            new StoreSettings(
                "jdbc:h2:file:./data/sluice",
                Durability.FSYNC,
                500,
                Duration.ofDays(14),
                10 * GB,
                GB,
                64L << 20));
    assertThat(gateway.api()).isEqualTo(ApiSettings.loopback("127.0.0.1", 8080));
    assertThat(gateway.alerts()).isEqualTo(AlertSettings.DEFAULT);
    assertThat(gateway.shutdownWait()).isEqualTo(Duration.ofSeconds(30));
    assertThat(gateway.log()).isEqualTo(LogSettings.DEFAULT);
    assertThat(gateway.traces()).isEmpty();
  }

  @Test
  void everyKeyIsRead() {
    String text =
        """
        version: 1
        sources:
          pim:
            kind: rabbitmq
            uri: "${env:PIM_URI}"
            exchange: changes
            queue: q
            queue_type: classic
            bind: [stock.#, "price.*"]
            declare: no
            prefetch: 65535
            heartbeat: 1m
            format: cloudevents
            version_from: time
            ca_file: ca.pem
            expect_event_every: 10m
          erp: { kind: http, format: cloudevents, version_from: arrival, expect_event_every: 1d }
        owners: { price: erp, stock: pim, product: pim }
        store:
          url: "jdbc:postgresql://host/db"
          durability: os
          group_commit: { at_most: 10000 }
          keep_events: { for: 2h, at_most: 1TB }
          disk: { stop_taking_below: 512KB }
          cache: 1MB
        api:
          listen: "0.0.0.0:8443"
          users: users.txt
          names: [ops.example.com, sluice]
          tls: { certificate: ca.pem, key: ca.pem }
          behind_proxy: no
        alerts:
          receivers:
            chat: { kind: webhook, url: "https://chat.example/${env:HOOK}", secret: "${env:SIGN}" }
            ops:
              kind: email
              host: smtp.example
              port: 2525
              tls: tls
              user: sluice
              password: "${env:PASSWORD}"
              ca_file: ca.pem
              from: sluice@example.com
              to: [ops@example.com, b@example.com]
          repeat: 1h
          gather: 10s
          recovered_after: 2m
          conditions:
            channel_offline: { for: 10m }
            held: { over: 20, for: 2h }
            dead_letters: { over: 3 }
            guard: yes
            backlog: no
        shutdown: { wait_at_most: 500ms }
        log: { attempts: all, slow: 2m }
        traces: { endpoint: "http://127.0.0.1:4318", sample: 12.5% }
        """;

    Path pem = directory.resolve("ca.pem").toAbsolutePath();
    GatewayConfig gateway =
        new ConfigFiles(directory)
            .gateway(text)
            .write("ca.pem", "certificate")
            .write("users.txt", "ci:viewer:" + Users.tokenSecret("slu_ci"))
            .with(
                Map.of(
                    "PIM_URI",
                    "amqps://u:p@host:5671/v",
                    "HOOK",
                    "x",
                    "SIGN",
                    SIGN,
                    "PASSWORD",
                    "p"))
            .configuration()
            .gateway();

    assertThat(gateway)
        .isEqualTo(
            new GatewayConfig(
                List.of(
                    new Rabbit(
                        "pim",
                        new Secret("amqps://u:p@host:5671/v"),
                        "changes",
                        "q",
                        QueueType.CLASSIC,
                        List.of("stock.#", "price.*"),
                        false,
                        65_535,
                        Duration.ofMinutes(1),
                        Format.CLOUDEVENTS,
                        VersionFrom.TIME,
                        Optional.of(directory.resolve("ca.pem").toAbsolutePath()),
                        Optional.of(Duration.ofMinutes(10))),
                    new SourceConfig.Http(
                        "erp",
                        Format.CLOUDEVENTS,
                        VersionFrom.ARRIVAL,
                        Optional.of(Duration.ofDays(1)))),
                Map.of(Facet.PRICE, "erp", Facet.STOCK, "pim", Facet.PRODUCT, "pim"),
                new StoreSettings(
                    "jdbc:postgresql://host/db",
                    Durability.OS,
                    10_000,
                    Duration.ofHours(2),
                    1024 * GB,
                    512 << 10,
                    1 << 20),
                new ApiSettings(
                    "0.0.0.0",
                    8443,
                    Optional.of(directory.resolve("users.txt").toAbsolutePath()),
                    List.of("ops.example.com", "sluice"),
                    Optional.of(new ApiSettings.Tls(pem, pem)),
                    false),
                alerts(pem),
                Duration.ofMillis(500),
                new LogSettings(LogSettings.Attempts.ALL, Duration.ofMinutes(2)),
                Optional.of(new TraceSettings("http://127.0.0.1:4318", 0.125))));
  }

  @Test
  void oneOfAHundredIsTracedUnlessWritten() {
    String text = ConfigFiles.GATEWAY + "traces: { endpoint: https://collector.example }\n";

    assertThat(new ConfigFiles(directory).gateway(text).configuration().gateway().traces())
        .contains(new TraceSettings("https://collector.example", 0.01));
  }

  private static AlertSettings alerts(Path pem) {
    Map<Condition, Threshold> conditions = AlertRules.everything();
    conditions.put(Condition.CHANNEL_OFFLINE, new Threshold(Duration.ofMinutes(10), 0));
    conditions.put(Condition.HELD, new Threshold(Duration.ofHours(2), 20));
    conditions.put(Condition.DEAD_LETTERS, new Threshold(Duration.ZERO, 3));
    conditions.remove(Condition.BACKLOG);
    return new AlertSettings(
        List.of(
            new AlertReceiver.Webhook(
                "chat", new Secret("https://chat.example/x"), Optional.of(new Secret(SIGN))),
            new AlertReceiver.Email(
                "ops",
                "smtp.example",
                2525,
                AlertReceiver.Security.TLS,
                Optional.of(new AlertReceiver.Login("sluice", new Secret("p"))),
                Optional.of(pem),
                "sluice@example.com",
                List.of("ops@example.com", "b@example.com"))),
        new AlertRules(
            conditions, Duration.ofHours(1), Duration.ofSeconds(10), Duration.ofMinutes(2)));
  }

  @Test
  void passwordsNeverTravelInTheClear() {
    Optional<Path> users = Optional.of(Path.of("users.txt"));

    assertThatThrownBy(
            () -> new ApiSettings("0.0.0.0", 80, users, List.of(), Optional.empty(), false))
        .isInstanceOf(InvalidSettingsException.class)
        .hasMessageContaining("must be a loopback address without tls")
        .hasMessageContaining("behind_proxy: yes");
    assertThat(new ApiSettings("0.0.0.0", 80, users, List.of(), Optional.empty(), true))
        .isNotNull();
  }

  @Test
  void recordsSayAllThatTheyCannotHoldAtOnce() {
    assertThatThrownBy(
            () -> new StoreSettings("x", Durability.OS, 0, Duration.ofDays(1), GB, GB, 1))
        .isInstanceOf(InvalidSettingsException.class)
        .hasMessage(
            "url must begin with jdbc:h2:file: or jdbc:postgresql:;"
                + " group_commit.at_most must be from 1 to 10000, got 0;"
                + " cache must be at least 1MB, got 1B");
  }

  @Test
  void anchorsAndAliasesStandForWhatTheyName() {
    String text =
        """
        version: 1
        sources:
          pim: &source { kind: http, version_from: time }
          erp: *source
        """;
    assertThat(new ConfigFiles(directory).gateway(text).configuration().gateway().sources())
        .containsExactly(
            new SourceConfig.Http("pim", Format.CLOUDEVENTS, VersionFrom.TIME, Optional.empty()),
            new SourceConfig.Http("erp", Format.CLOUDEVENTS, VersionFrom.TIME, Optional.empty()));
  }

  @Test
  void wordsAndNumbersStayWhatTheyAreWrittenAs() {
    String text =
        ConfigFiles.GATEWAY.replace("version_from", "queue: 0123, exchange: NO, version_from");
    Rabbit source = new ConfigFiles(directory).gateway(text).rabbit();
    assertThat(source.queue()).isEqualTo("0123");
    assertThat(source.exchange()).isEqualTo("NO");
  }
}
