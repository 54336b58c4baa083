package io.sluice.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.adapter.Adapters;
import io.sluice.adapter.ChannelAdapter;
import io.sluice.adapter.ChannelSettings;
import io.sluice.adapter.Facet;
import io.sluice.adapter.Secret;
import io.sluice.gateway.config.Backlog.FoldOver;
import io.sluice.gateway.rules.Guard;
import io.sluice.gateway.rules.Percent;
import io.sluice.gateway.validation.InvalidSettingsException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ChannelConfigTest {
  private static final String EVERY_DELIVERY_KEY =
      """
        send: [price, stock]
        retry: { first_after: 1s, longest_wait: 2s, give_up_after: 4s }
        breaker: { open_after_failures: 1, probe_every: 1m }
        limits: { requests_per_second: 0.5, parallel: 1 }
        batch: { at_most: 50, wait: 5ms }
        mode: dry_run
        reconcile: { every: 24h }
        send_traceparent: yes
        backlog:
          keep: latest_per_sku
          alert_over: 10
          alert_older_than: 1h
          fold_over: { events: 20, bytes: 2MB }
        guard: { leaving_over: 10%, out_of_stock_over: 20.5% }
      """;

  @TempDir Path directory;

  @Test
  void defaultsHoldWhereNothingIsWritten() {
    ChannelConfig shop = new ConfigFiles(directory).channel();

    assertThat(shop)
        .isEqualTo(
            new ChannelConfig(
                "shop",
                Optional.empty(),
                new TestAdapter("http"),
                new ChannelSettings(
                    "shop",
                    Map.of("url", "http://127.0.0.1:9090"),
                    EnumSet.allOf(Facet.class),
                    1,
                    true),
                SecretTexts.NONE,
                Set.of(Facet.STOCK, Facet.PRICE, Facet.PRODUCT),
                null,
                "",
                Keep.EVERY_CHANGE,
                new Backlog(
                    500_000, Duration.ofMinutes(15), new FoldOver(5_000_000, 5L * (1 << 30))),
                new Retry(Duration.ofSeconds(2), Duration.ofMinutes(5), Duration.ofDays(3)),
                new Breaker(5, Duration.ofSeconds(30)),
                new Limits(OptionalDouble.empty(), 8),
                new Batch(1, Duration.ZERO),
                Guard.NONE,
                null,
                Mode.LIVE,
                Optional.empty(),
                false));
  }

  @Test
  void marketplacesKeepTheLatestUnlessTheySayOtherwise() {
    ChannelConfig shop =
        new ConfigFiles(directory)
            .channels(ConfigFiles.CHANNELS.replace("adapter: http", "adapter: bol"))
            .channel();
    assertThat(shop.keep()).isEqualTo(Keep.LATEST_PER_SKU);
    assertThat(shop.settings().stream()).isFalse();
  }

  @Test
  void everyKeyIsReadFromTheChannel() {
    String keys = EVERY_DELIVERY_KEY.indent(2);
    ChannelConfig shop =
        channel("version: 1\nchannels:\n  shop:\n    adapter: http\n    url: http://h\n" + keys);
    assertEveryKey(shop);
  }

  @Test
  void everyKeyIsTakenOverFromTheDefaults() {
    String channels = "channels: { shop: { adapter: http, url: http://h } }\n";
    assertEveryKey(channel("version: 1\ndefaults:\n" + EVERY_DELIVERY_KEY + channels));
  }

  @Test
  void channelWinsOverDefaultsKeyByKey() {
    String text =
        """
        version: 1
        defaults:
          send: [stock]
          retry: { first_after: 1s, longest_wait: 10s }
          backlog: { fold_over: { events: 20, bytes: 2MB } }
        channels:
          shop:
            adapter: http
            url: http://h
            send: [price]
            retry: { first_after: 3s }
            backlog: { fold_over: { bytes: 3MB } }
        """;
    ChannelConfig shop = channel(text);
    assertThat(shop.send()).containsExactly(Facet.PRICE);
    assertThat(shop.retry())
        .isEqualTo(new Retry(Duration.ofSeconds(3), Duration.ofSeconds(10), Duration.ofDays(3)));
    assertThat(shop.backlog().foldOver()).isEqualTo(new FoldOver(20, 3 << 20));
  }

  @Test
  void settingsHaveTheTypesTheirAdapterAsksFor() {
    String text =
        """
        version: 1
        channels:
          shop:
            adapter: http
            url: "http://${env:SHOP_HOST}/${env:SHOP_PATH:-in}"
            method: PUT
            headers: { X-Shop: de, X-Region: "${env:REGION}" }
            auth: { basic: { user: me, password: "${env:SHOP_PASSWORD}" } }
            sign: { standard_webhooks: "${file:signing.key}" }
            attempts: 3
            allow_private: yes
            total_timeout: 30s
            answer_at_most: 1MB
        """;
    ChannelConfig shop =
        new ConfigFiles(directory)
            .channels(text)
            .write("signing.key", "whsec_0123456789\n")
            .with(Map.of("SHOP_HOST", "h", "REGION", "eu", "SHOP_PASSWORD", "pw"))
            .channel();

    assertThat(shop.settings().values())
        .isEqualTo(
            Map.of(
                "url",
                "http://h/in",
                "method",
                "PUT",
                "headers",
                Map.of("X-Shop", "de", "X-Region", "eu"),
                "auth",
                Map.of("basic", Map.of("user", "me", "password", new Secret("pw"))),
                "sign",
                Map.of("standard_webhooks", new Secret("whsec_0123456789")),
                "attempts",
                3L,
                "allow_private",
                true,
                "total_timeout",
                Duration.ofSeconds(30),
                "answer_at_most",
                1L << 20));
  }

  /** Secrets of Kubernetes come so, of a file that an editor wrote. */
  @Test
  void lineBreakAtTheEndOfASecretIsNoPartOfIt() {
    String auth = "auth: { bearer: \"${env:TOKEN}\" }, url";
    ChannelConfig shop =
        new ConfigFiles(directory)
            .channels(ConfigFiles.CHANNELS.replace("url", auth))
            .with(Map.of("TOKEN", "hunter2\r\n"))
            .channel();

    assertThat(shop.settings().values())
        .containsEntry("auth", Map.of("bearer", new Secret("hunter2")));
  }

  @Test
  void foldingIsNotedWhereItDoesNothing() {
    String backlog = "backlog: { keep: latest_per_sku, fold_over: { events: 5 } }, url";
    var files = new ConfigFiles(directory).channels(ConfigFiles.CHANNELS.replace("url", backlog));
    assertThat(files.channel().keep()).isEqualTo(Keep.LATEST_PER_SKU);
    assertThat(files.problems())
        .singleElement()
        .satisfies(note -> assertThat(note.message()).contains("does nothing with keep"));
  }

  @Test
  void traceparentIsNotedWhereThereAreNoTraces() {
    String channels = ConfigFiles.CHANNELS.replace("url", "send_traceparent: yes, url");
    var files = new ConfigFiles(directory).channels(channels);
    assertThat(files.channel().sendTraceparent()).isTrue();
    assertThat(files.problems())
        .singleElement()
        .satisfies(
            note ->
                assertThat(note.message())
                    .isEqualTo("'send_traceparent' in channels.shop does nothing without traces"));

    String traces = ConfigFiles.GATEWAY + "traces: { endpoint: http://127.0.0.1:4318 }\n";
    assertThat(new ConfigFiles(directory).gateway(traces).channels(channels).problems()).isEmpty();
  }

  @Test
  void recordsSayAllThatTheyCannotHoldAtOnce() {
    assertThatThrownBy(() -> new Retry(Duration.ofSeconds(9), Duration.ofSeconds(5), Duration.ZERO))
        .isInstanceOf(InvalidSettingsException.class)
        .hasMessage(
            "give_up_after must be from 1s to 3650d, got 0;"
                + " longest_wait must be at least first_after (9s), got 5s;"
                + " give_up_after must be at least longest_wait (5s), got 0");
  }

  private static void assertEveryKey(ChannelConfig shop) {
    assertThat(shop)
        .isEqualTo(
            new ChannelConfig(
                "shop",
                Optional.empty(),
                new TestAdapter("http"),
                new ChannelSettings(
                    "shop", Map.of("url", "http://h"), Set.of(Facet.STOCK, Facet.PRICE), 50, false),
                SecretTexts.NONE,
                Set.of(Facet.STOCK, Facet.PRICE),
                null,
                "",
                Keep.LATEST_PER_SKU,
                new Backlog(10, Duration.ofHours(1), new FoldOver(20, 2 << 20)),
                new Retry(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(4)),
                new Breaker(1, Duration.ofMinutes(1)),
                new Limits(OptionalDouble.of(0.5), 1),
                new Batch(50, Duration.ofMillis(5)),
                new Guard(null, null, null, null, Percent.of("10"), Percent.of("20.5")),
                null,
                Mode.DRY_RUN,
                Optional.of(Duration.ofHours(24)),
                true));
    assertThat(List.copyOf(shop.send())).containsExactly(Facet.STOCK, Facet.PRICE);
  }

  private ChannelConfig channel(String text) {
    return new ConfigFiles(directory).channels(text).channel();
  }

  static List<String> kinds() {
    return Adapters.all().stream().map(ChannelAdapter::kind).toList();
  }

  /** As a merchant begins: with the name of the marketplace. */
  @ParameterizedTest
  @MethodSource("kinds")
  void everyAdapterTellsWhatItNeeds(String kind) {
    new ConfigFiles(directory)
        .channels("version: 1\nchannels:\n  shop: { adapter: %s }\n".formatted(kind));

    List<Problem> problems =
        ConfigReader.read(directory, Environment.of(Map.of()), Adapters.all()).problems();

    assertThat(problems).isNotEmpty().allMatch(problem -> problem.line() == 3);
    assertThat(problems).anyMatch(problem -> problem.message().contains("is missing"));
  }
}
