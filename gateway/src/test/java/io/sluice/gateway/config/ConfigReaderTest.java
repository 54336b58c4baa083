package io.sluice.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigReaderTest {
  @TempDir Path directory;

  @Test
  void problemsOfBothFilesComeAtOnceInTheirOrder() {
    var files =
        new ConfigFiles(directory)
            .gateway(
                """
                version: 2
                sources:
                  pim: { kind: rabbitmq, prefetch: 0, heartbeat: 5 }
                store: { durabilty: os }
                """)
            .channels(
                """
                version: 1
                defaults:
                  retry: { first_after: 1 }
                channels:
                  shop:
                    adapter: http
                    url: http://h
                    retry: { longest_wait: 1s }
                    keep: latest
                  other: { adapter: htttp }
                """);

    assertThat(ProblemPrinter.print(files.problems()))
        .isEqualTo(
            """
            gateway.yaml:1:10: error: version 2 is not known
                1 | version: 2
                  |          ^ this gateway reads version 1
            gateway.yaml:3:3: error: 'version_from' is missing in sources.pim
                3 |   pim: { kind: rabbitmq, prefetch: 0, heartbeat: 5 }
                  |   ^^^ sequence: the PIM counts up; time: its clock; arrival: the order of the queue
            gateway.yaml:3:3: error: 'uri' is missing in sources.pim
                3 |   pim: { kind: rabbitmq, prefetch: 0, heartbeat: 5 }
                  |   ^^^ uri: "${env:SLUICE_AMQP_URI}"
            gateway.yaml:3:36: error: 'prefetch' in sources.pim must be from 1 to 65535, got 0
                3 |   pim: { kind: rabbitmq, prefetch: 0, heartbeat: 5 }
                  |                                    ^
            gateway.yaml:3:50: error: 'heartbeat' in sources.pim must be a duration such as 500ms, 30s, 5m, 2h or 3d, got '5'
                3 |   pim: { kind: rabbitmq, prefetch: 0, heartbeat: 5 }
                  |                                                  ^
            gateway.yaml:4:10: error: unknown key 'durabilty' in store
                4 | store: { durabilty: os }
                  |          ^^^^^^^^^ did you mean 'durability'? (allowed: url, durability, group_commit, keep_events, disk, cache)
            channels.yaml:3:25: error: 'first_after' in defaults.retry must be a duration such as 500ms, 30s, 5m, 2h or 3d, got '1'
                3 |   retry: { first_after: 1 }
                  |                         ^
            channels.yaml:8:28: error: 'longest_wait' in channels.shop.retry must be at least first_after (2s), got 1s
                8 |     retry: { longest_wait: 1s }
                  |                            ^^
            channels.yaml:9:5: error: unknown key 'keep' in channels.shop
                9 |     keep: latest
                  |     ^^^^ allowed: adapter, account, was, mode, send, backlog, retry, breaker, limits, batch, guard, reconcile, send_traceparent, locale, create, when_excluded, when_discontinued, only_if, sku, stock, price, fields, url, method, headers, auth, sign, attempts, allow_private, total_timeout, answer_at_most
            channels.yaml:10:21: error: 'adapter' in channels.other cannot be 'htttp'
               10 |   other: { adapter: htttp }
                  |                     ^^^^^ did you mean 'http'? (allowed: http, bol)"""
                .stripTrailing());
  }

  @Test
  void whatDefaultsSayWrongIsReportedOnceForAllChannels() {
    var files =
        new ConfigFiles(directory)
            .channels(
                """
                version: 1
                defaults: { batch: { at_most: 0 } }
                channels:
                  one: { adapter: http, url: http://h }
                  two: { adapter: http, url: http://h }
                """);
    assertThat(files.problems())
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.line() + ":" + problem.column()).isEqualTo("2:31");
              assertThat(problem.message()).contains("'at_most' in defaults.batch must be from 1");
            });
  }

  @Test
  void valueOfTheChannelIsBlamedWhereOnlyTogetherWithTheDefaultsItIsWrong() {
    var files =
        new ConfigFiles(directory)
            .channels(
                """
                version: 1
                defaults: { retry: { longest_wait: 1m } }
                channels:
                  one: { adapter: http, url: http://h, retry: { first_after: 2m } }
                """);
    assertThat(files.problems())
        .singleElement()
        .satisfies(
            problem -> assertThat(problem.message()).contains("must be at least first_after (2m)"));
  }

  @Test
  void hundredsOfProblemsAreCutAndCounted() {
    StringBuilder text = new StringBuilder(ConfigFiles.CHANNELS);
    for (int i = 0; i < 250; i++) {
      text.append("key").append(i).append(": 1\n");
    }
    assertThat(new ConfigFiles(directory).channels(text.toString()).problems())
        .hasSize(201)
        .last()
        .satisfies(problem -> assertThat(problem.message()).isEqualTo("and 50 more problems"));
  }

  @Test
  void unsetVariablesAreNotesOffline() {
    var files =
        new ConfigFiles(directory)
            .gateway(
                """
                version: 1
                sources:
                  pim: { kind: rabbitmq, uri: "${env:URI}", bind: ["${env:KEY}"], prefetch: "${env:PREFETCH}", version_from: time, ca_file: ca.pem }
                store: { url: "${env:STORE}" }
                api: { listen: "${env:LISTEN}" }
                """)
            .channels(
                """
                version: 1
                channels:
                  shop:
                    adapter: http
                    url: "${env:SHOP}"
                    method: "${env:METHOD}"
                    sign: { standard_webhooks: "${env:KEY}" }
                    auth: { bearer: "${file:token}" }
                """);

    assertThat(files.read()).isInstanceOf(ConfigResult.Invalid.class);
    assertThat(files.problems()).hasSize(10).allMatch(Problem::isError);

    ConfigResult offline = files.offline().read();
    assertThat(offline).isInstanceOf(ConfigResult.Valid.class);
    assertThat(offline.problems()).hasSize(10).noneMatch(Problem::isError);
    assertThat(offline.problems().get(0).message()).isEqualTo("variable URI is not set here");
  }

  @Test
  void emptyVariableCountsAsUnset() {
    var files =
        new ConfigFiles(directory)
            .gateway(ConfigFiles.GATEWAY + "api: { listen: \"${env:LISTEN:-127.0.0.1:1}\" }\n")
            .with(Map.of("LISTEN", ""));
    assertThat(files.configuration().gateway().api().port()).isEqualTo(1);
  }

  @Test
  void summaryShowsWhatHoldsAndSecretsAsYesOrNo() {
    var files =
        new ConfigFiles(directory)
            .gateway(
                """
                version: 1
                sources:
                  pim: { kind: rabbitmq, uri: "${env:URI}", version_from: sequence }
                  erp: { kind: http, version_from: time }
                owners: { price: erp }
                store: { url: "jdbc:postgresql://h/db?password=${env:PW}" }
                """)
            .channels(
                """
                version: 1
                channels:
                  shop:
                    adapter: http
                    url: http://shop.example.com/hook/${env:PW}
                    headers: { X: "${env:PW}" }
                    auth: { bearer: "${env:PW}" }
                    total_timeout: 30s
                    answer_at_most: 1MB
                    allow_private: no
                """)
            .with(Map.of("URI", "amqp://me:s3cret@mq:5673/v", "PW", "s3cret"));

    assertThat(files.configuration().summary())
        .containsExactly(
            "source pim: rabbitmq amqp://mq:5673, queue sluice.pim (quorum), prefetch 1000, version from sequence",
            "source erp: http, version from time",
            "owners: price erp",
            "store: jdbc:postgresql://h/db, durability fsync, keeps events 14d and at most 10GB, stops taking below 1GB free",
            "api: listens on 127.0.0.1:8080",
            "shutdown: waits at most 30s",
            "channel shop: http, keeps every_change, sends stock price product, batches of 1;"
                + " url http://shop.example.com, headers configured,"
                + " auth (bearer yes), allow_private no,"
                + " total_timeout 30s, answer_at_most 1MB");
    assertThat(files.configuration().toString()).doesNotContain("s3cret");
  }
}
