package io.sluice.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.rehearsal.RuleTests;
import io.sluice.gateway.rules.Freeze;
import io.sluice.source.Facet;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Freezes as merchants write them. */
class FreezesConfigTest {
  private static final String TOP =
      RulesConfigTest.TOP.substring(0, RulesConfigTest.TOP.indexOf("tables:"));
  private static final Instant BEFORE = Instant.parse("2026-11-20T12:00:00Z");
  private static final String DATES = "from: 2026-11-26T18:00, until: 2026-12-01";
  private static final String CHANNELS =
      """
      channels:
        shop:
          adapter: http
          url: http://127.0.0.1:9090
          backlog: { keep: latest_per_sku }
          stock: { keep_back: 1 }
          price: { list: retail }
        other:
          adapter: http
          url: http://127.0.0.1:9091
          backlog: { keep: latest_per_sku }
          stock: { keep_back: 1 }
        plain:
          adapter: http
          url: http://127.0.0.1:9092
      """;

  @TempDir Path directory;

  private ConfigResult read(String freezes, Instant now) {
    return read(TOP, freezes, CHANNELS, now);
  }

  private ConfigResult read(String top, String freezes, String channels, Instant now) {
    new ConfigFiles(directory).channels(top + "freezes:\n" + freezes.indent(2) + channels);
    return ConfigReader.read(directory, Environment.of(Map.of()).at(InstantSource.fixed(now)));
  }

  private static Configuration configuration(ConfigResult result) {
    assertThat(ProblemPrinter.print(result.problems())).isEmpty();
    return ((ConfigResult.Valid) result).configuration();
  }

  private static List<String> freezes(Configuration configuration, int channel) {
    return configuration.channels().get(channel).rules().freezes().all().stream()
        .map(Freeze::name)
        .toList();
  }

  @Test
  void aFreezeIsForAllChannelsWithRulesUnlessItNamesSome() {
    Configuration read =
        configuration(
            read(
                """
                - { name: Black Friday, hold: [product, price], %s }
                - { name: stocktaking, hold: [stock], channels: [other], %s }
                """
                    .formatted(DATES, DATES),
                BEFORE));

    assertThat(freezes(read, 0)).containsExactly("Black Friday");
    assertThat(freezes(read, 1)).containsExactly("Black Friday", "stocktaking");
    assertThat(read.channels().get(2).rules()).isNull();
    assertThat(read.channels().get(0).rules().freezes().all())
        .containsExactly(
            new Freeze(
                "Black Friday",
                Set.of(Facet.PRODUCT, Facet.PRICE),
                Instant.parse("2026-11-26T17:00:00Z"),
                Instant.parse("2026-11-30T23:00:00Z"),
                ZoneId.of("Europe/Berlin")));
  }

  @Test
  void aFreezeThatIsOverIsANote() {
    String freeze = "- { name: Black Friday, hold: [product], " + DATES + " }";

    assertThat(read(freeze, Instant.parse("2026-11-30T22:59:59Z")).problems()).isEmpty();
    assertThat(read(freeze, Instant.parse("2026-11-30T23:00:00Z")).problems())
        .singleElement()
        .satisfies(
            note -> {
              assertThat(note.isError()).isFalse();
              assertThat(note.message()).isEqualTo("freeze 'Black Friday' is over");
            });
  }

  @Test
  void aFreezeThatHoldsNothingIsANote() {
    String plain = "channels:\n  plain: { adapter: http, url: \"http://127.0.0.1:9092\" }\n";

    assertThat(
            read(TOP, "- { name: Black Friday, hold: [product], " + DATES + " }", plain, BEFORE)
                .problems())
        .filteredOn(note -> note.message().contains("freeze"))
        .singleElement()
        .satisfies(
            note -> {
              assertThat(note.isError()).isFalse();
              assertThat(note.message())
                  .isEqualTo("freeze 'Black Friday' holds nothing: no channel has rules");
            });
  }

  @Test
  void datesOfAFreezeNeedATimeZone() {
    String top = TOP.replace("time_zone: Europe/Berlin\n", "");

    assertThat(
            read(top, "- { name: a, hold: [price], " + DATES + " }", CHANNELS, BEFORE).problems())
        .filteredOn(Problem::isError)
        .extracting(Problem::message)
        .containsExactly(
            "'from' in freezes is a date, and nobody said where",
            "'until' in freezes is a date, and nobody said where");
  }

  @Test
  void aFreezeReplacesTheChannelsThatItIsForAndIsNoChangeOfTheirRules() {
    Configuration without = configuration(read("[]", BEFORE));
    Configuration with =
        configuration(
            read("- { name: a, hold: [price], channels: [shop], " + DATES + " }", BEFORE));

    assertThat(with.channels().get(0).sameAs(without.channels().get(0))).isFalse();
    assertThat(with.channels().get(0).fingerprint())
        .isEqualTo(without.channels().get(0).fingerprint());
    assertThat(with.channels().get(1).sameAs(without.channels().get(1))).isTrue();
  }

  @Test
  void theMerchantsTestsSeeTheFreeze() {
    String tests =
        """
        tests:
          - name: the evening before
            at: 2026-11-26T17:59
            given: { price: { retail: 17.00 } }
            expect: { shop: { price: 17.00 } }
          - name: while it holds
            like: the evening before
            at: 2026-11-26T18:00
            expect: { shop: { held: freeze } }
          - name: a price in spite of it
            like: the evening before
            at: 2026-11-26T18:00
            expect: { shop: { price: 17.00 } }
        """;
    Configuration read =
        configuration(
            read(
                TOP,
                "- { name: Black Friday, hold: [price], " + DATES + " }",
                CHANNELS + tests,
                BEFORE));

    List<RuleTests.Result> results = read.rehearse(BEFORE);

    assertThat(results.get(0).differences()).isEmpty();
    assertThat(results.get(1).differences()).isEmpty();
    assertThat(results.get(2).differences())
        .singleElement()
        .satisfies(
            difference ->
                assertThat(difference.actual())
                    .isEqualTo(
                        "held, freeze: freeze 'Black Friday' holds it until 2026-12-01T00:00"
                            + " (Europe/Berlin)"));
  }
}
