package io.sluice.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What makes a channel another one than that which runs. */
class FingerprintTest {
  private static final String SHOP =
      """
      version: 1
      catalog:
        price_lists: { retail: { currency: EUR, vat: 19% } }
      tables: { categories: categories.csv }
      channels:
        shop:
          adapter: http
          url: "http://127.0.0.1:9090"
          auth: { bearer: "${env:TOKEN}" }
          backlog: { keep: latest_per_sku }
          price: { list: retail, markup: 10% }
          fields: { kind: { from: category, table: categories, otherwise: hold } }
        other: { adapter: http, url: "http://127.0.0.1:9091" }
      """;
  private static final String TABLE = "from,to\nshoes,SHOES\n";

  @TempDir Path directory;

  private ChannelConfig shop(String text, String table, String token) {
    return new ConfigFiles(directory)
        .write("categories.csv", table)
        .channels(text)
        .with(Map.of("TOKEN", token))
        .channel();
  }

  private ChannelConfig shop() {
    return shop(SHOP, TABLE, "one");
  }

  private ChannelConfig shop(String from, String to) {
    assertThat(SHOP).contains(from);
    return shop(SHOP.replace(from, to), TABLE, "one");
  }

  private void assertOtherRules(ChannelConfig changed) {
    assertThat(changed.fingerprint()).isNotEqualTo(shop().fingerprint());
    assertThat(changed.sameAs(shop())).isFalse();
  }

  private void assertSame(ChannelConfig changed) {
    assertThat(changed.fingerprint()).isEqualTo(shop().fingerprint());
    assertThat(changed.sameAs(shop())).isTrue();
  }

  @Test
  void commentsSpacesAndOtherChannelsChangeNothing() {
    assertSame(shop());
    assertSame(shop("channels:", "# mine\nchannels:\n"));
    assertSame(shop("{ list: retail, markup: 10% }", "{list:  retail,   markup: 10%}"));
    assertSame(shop("http://127.0.0.1:9091", "http://127.0.0.1:9099"));
    assertSame(shop(SHOP + "tests: []\n", TABLE, "one"));
  }

  @Test
  void rulesAndWhatTheyReferToMakeItAnother() {
    assertOtherRules(shop("markup: 10%", "markup: 11%"));
    assertOtherRules(shop("vat: 19%", "vat: 7%"));
    assertOtherRules(shop("version: 1", "version: 1\ntime_zone: Europe/Berlin"));
    assertOtherRules(shop("    price:", "    when_excluded: delist\n    price:"));
    assertOtherRules(shop(SHOP, TABLE + "bags,LUGGAGE\n", "one"));
    assertOtherRules(shop("10% }", "10% }\n    locale: de"));
  }

  @Test
  void settingsMakeItAnotherWithTheSameRules() {
    ChannelConfig moved = shop("127.0.0.1:9090", "127.0.0.1:9092");
    ChannelConfig otherToken = shop(SHOP, TABLE, "two");
    ChannelConfig otherLimits = shop("    price:", "    limits: { parallel: 2 }\n    price:");

    assertThat(moved.sameAs(shop())).isFalse();
    assertThat(otherToken.sameAs(shop())).isFalse();
    assertThat(otherLimits.sameAs(shop())).isFalse();
    assertThat(moved.fingerprint())
        .isEqualTo(shop().fingerprint())
        .isEqualTo(otherToken.fingerprint())
        .isEqualTo(otherLimits.fingerprint());
  }

  @Test
  void defaultsCountForChannelsThatTakeThemOver() {
    String defaults = "version: 1\ndefaults: { when_excluded: leave }";
    assertOtherRules(shop("version: 1", defaults));
    assertSame(shop("version: 1", "version: 1\ndefaults: { retry: { first_after: 2s } }"));
  }

  @Test
  void anAliasThatLeadsBackToItselfIsNoEndlessText() {
    ConfigResult result =
        new ConfigFiles(directory)
            .write("categories.csv", TABLE)
            .channels(SHOP.replace("catalog:", "catalog:\n  attributes: &all { x: *all }"))
            .with(Map.of("TOKEN", "one"))
            .read();

    assertThat(result).isInstanceOf(ConfigResult.Invalid.class);
  }

  @Test
  void filesAreTheSameUntilOneOfThemIsWritten() throws Exception {
    ConfigFiles files =
        new ConfigFiles(directory)
            .write("categories.csv", TABLE)
            .channels(SHOP)
            .with(Map.of("TOKEN", "one"));
    ConfigResult.Valid read = (ConfigResult.Valid) files.read();
    assertThat(read.files().now().unchanged(read.files())).isTrue();

    files.write("categories.csv", TABLE + "bags,LUGGAGE\n");

    assertThat(read.files().now().unchanged(read.files())).isFalse();
    ConfigResult.Valid again = (ConfigResult.Valid) files.read();
    assertThat(again.configuration().version()).isNotEqualTo(read.configuration().version());
    files.write("categories.csv", TABLE);
    assertThat(files.configuration().version()).isEqualTo(read.configuration().version());
  }
}
