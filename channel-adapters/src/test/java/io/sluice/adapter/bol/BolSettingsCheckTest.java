package io.sluice.adapter.bol;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.adapter.ChannelSettings;
import io.sluice.adapter.Facet;
import io.sluice.adapter.Secret;
import io.sluice.adapter.SettingProblem;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BolSettingsCheckTest {
  private final Map<String, Object> values = new HashMap<>();
  private Set<Facet> send = EnumSet.allOf(Facet.class);

  BolSettingsCheckTest() {
    values.put("client_id", "id");
    values.put("client_secret", new Secret("secret"));
  }

  private List<SettingProblem> problems(int batch, boolean stream) {
    return new BolAdapter().validate(new ChannelSettings("bol_nl", values, send, batch, stream));
  }

  private void assertProblem(String path, String message) {
    assertThat(problems(1, false)).containsExactly(new SettingProblem(path, message));
  }

  @Test
  void credentialsAreAllThatIsNeeded() {
    assertThat(problems(1, false)).isEmpty();
  }

  @Test
  void everyProblemIsToldAtOnceAndNoSecret() {
    values.clear();
    values.put("client_secret", new Secret("two\nlines"));
    values.put("endpoint", "api.bol.com");
    values.put("token_endpoint", "https://login.bol.com/token?x=1");
    values.put("pending", Map.of("poll_every", Duration.ofMillis(1)));
    values.put("export_at_most", 1L);
    values.put("total_timeout", Duration.ofHours(1));
    values.put("economic_operator", " ");

    assertThat(problems(5, true))
        .extracting(SettingProblem::path)
        .containsExactlyInAnyOrder(
            "client_id",
            "client_secret",
            "endpoint",
            "token_endpoint",
            "economic_operator",
            "backlog.keep",
            "batch.at_most",
            "total_timeout",
            "pending.poll_every",
            "export_at_most");
    assertThat(problems(1, false).toString()).doesNotContain("two");
  }

  @Test
  void emptySecretIsToldApartFromAMissingOne() {
    values.remove("client_secret");
    assertProblem("client_secret", "is missing: bol shows it beside the client id");

    values.put("client_secret", new Secret(""));
    assertProblem("client_secret", "must be one line of printable characters, not empty");
  }

  @Test
  void stockOfWhatBolStoresIsBolsOwn() {
    values.put("fulfilment", "FBB");
    assertProblem("fulfilment", "FBB: bol counts the stock itself; take stock out of send");

    send = EnumSet.of(Facet.PRICE, Facet.PRODUCT);
    values.put("delivery_code", "1-2d");
    assertProblem("delivery_code", "is for fulfilment: FBR only");
  }

  @Test
  void defaultsLeadToTheRealThing() {
    BolSettings settings = BolSettings.of(new ChannelSettings("bol_nl", values, send, 1, false));

    assertThat(settings.endpoint()).hasToString("https://api.bol.com");
    assertThat(settings.login()).hasToString("https://login.bol.com/token");
    assertThat(settings.byBol()).isFalse();
    assertThat(settings.managedByRetailer()).isTrue();
    assertThat(settings.deletes()).isTrue();
    assertThat(settings.condition()).isEqualTo("NEW");
    assertThat(settings.contentLanguage()).isNull();
    assertThat(settings.pollEvery()).isEqualTo(Duration.ofSeconds(5));
    assertThat(settings.toString()).doesNotContain("secret]").doesNotContain("=secret,");
  }

  @Test
  void everyKeyIsRead() {
    values.put("endpoint", "https://proxy.example/bol/");
    values.put("token_endpoint", "https://proxy.example/login");
    values.put("fulfilment", "FBB");
    values.put("delivery_code", "2-3d");
    values.put("condition", "GOOD");
    values.put("managed_by_retailer", false);
    values.put("end_with", "hold");
    values.put("content_language", "fr");
    values.put("economic_operator", "e");
    values.put("price_list", "nl");
    values.put("pending", Map.of("poll_every", Duration.ofSeconds(9)));
    values.put("export_at_most", 1L << 20);

    BolSettings settings = BolSettings.of(new ChannelSettings("bol_nl", values, send, 1, false));

    assertThat(settings.endpoint()).hasToString("https://proxy.example/bol");
    assertThat(settings.login()).hasToString("https://proxy.example/login");
    assertThat(settings.byBol()).isTrue();
    assertThat(settings.deliveryCode()).isEqualTo("2-3d");
    assertThat(settings.condition()).isEqualTo("GOOD");
    assertThat(settings.managedByRetailer()).isFalse();
    assertThat(settings.deletes()).isFalse();
    assertThat(settings.contentLanguage()).isEqualTo("fr");
    assertThat(settings.economicOperator()).isEqualTo("e");
    assertThat(settings.priceList()).isEqualTo("nl");
    assertThat(settings.pollEvery()).isEqualTo(Duration.ofSeconds(9));
    assertThat(settings.bulkWire().answerAtMost()).isEqualTo(1 << 20);
  }
}
