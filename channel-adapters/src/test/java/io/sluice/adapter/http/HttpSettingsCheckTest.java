package io.sluice.adapter.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.adapter.ChannelSettings;
import io.sluice.adapter.Facet;
import io.sluice.adapter.Schedules;
import io.sluice.adapter.Secret;
import io.sluice.adapter.Setting;
import io.sluice.adapter.SettingProblem;
import java.time.Duration;
import java.util.Base64;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpSettingsCheckTest {
  private static final Set<Facet> ALL = EnumSet.allOf(Facet.class);
  private static final Secret KEY =
      new Secret("whsec_" + Base64.getEncoder().encodeToString(new byte[24]));

  private static List<SettingProblem> problems(Map<String, Object> values, int batch) {
    return new HttpAdapter().validate(new ChannelSettings("shop", values, ALL, batch, false));
  }

  private static List<String> paths(String name, Object value) {
    Map<String, Object> values = new HashMap<>(Map.of("url", "https://h/x"));
    values.put(name, value);
    return problems(values, 1).stream().map(SettingProblem::path).toList();
  }

  @Test
  void everythingSetToSomethingSensibleIsFine() {
    Map<String, Object> values = new HashMap<>();
    values.put("url", "http://h/{sku}");
    values.put("method", "PUT");
    values.put("headers", Map.of("X-Shop", "a b"));
    values.put("auth", Map.of("basic", Map.of("user", "me", "password", new Secret("pä:ss"))));
    values.put("sign", Map.of("standard_webhooks", KEY));
    values.put("format", "cloudevents");
    values.put("allow_private", true);
    values.put("connect_timeout", Duration.ofSeconds(1));
    values.put("total_timeout", Duration.ofSeconds(2));
    values.put("answer_at_most", 4096L);
    values.put("pending", Map.of("poll_every", Duration.ofSeconds(1)));

    assertThat(problems(values, 1)).isEmpty();
  }

  @Test
  void missingUrlIsAProblem() {
    assertThat(problems(Map.of(), 1))
        .containsExactly(
            new SettingProblem(
                "url", "is missing: where the updates go; or write requests, one for each facet"));
  }

  @Test
  void skuInTheUrlNeedsSingleCalls() {
    assertThat(problems(Map.of("url", "https://h/{sku}"), 2))
        .extracting(SettingProblem::path)
        .containsExactly("url");
  }

  @Test
  void allProblemsAreReportedTogether() {
    Map<String, Object> values = Map.of("url", "h", "method", "GET", "format", "xml");

    assertThat(problems(values, 1))
        .extracting(SettingProblem::path)
        .containsExactly("url", "method", "format");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Host",
        "content-length",
        "Transfer-Encoding",
        "Connection",
        "Content-Type",
        "webhook-id",
        "Accept-Encoding"
      })
  void headersOfOursAreRefused(String name) {
    assertThat(paths("headers", Map.of(name, "x"))).containsExactly("headers." + name);
  }

  @Test
  void headersThatBreakOutOfTheirLineAreRefused() {
    assertThat(paths("headers", Map.of("X-A", "a\r\nX-B: b"))).containsExactly("headers.X-A");
    assertThat(paths("headers", Map.of("X A\n", "a"))).containsExactly("headers.?");
  }

  @Test
  void authorizationIsSetInOnePlaceOnly() {
    Map<String, Object> values =
        Map.of(
            "url",
            "https://h/",
            "headers",
            Map.of("Authorization", "x"),
            "auth",
            Map.of(
                "bearer",
                new Secret("t"),
                "basic",
                Map.of("user", "a", "password", new Secret("p"))));

    assertThat(problems(values, 1))
        .extracting(SettingProblem::path)
        .containsExactly("headers.Authorization", "auth");
  }

  @Test
  void halfABasicLoginIsRefused() {
    assertThat(paths("auth", Map.of("basic", Map.of("user", "a:b"))))
        .containsExactly("auth.basic", "auth.basic.user");
  }

  @Test
  void secretsNeverStandInAProblem() {
    Secret token = new Secret("very\nsecret");
    Map<String, Object> values =
        Map.of(
            "url",
            "https://h/",
            "auth",
            Map.of("bearer", token),
            "sign",
            Map.of("standard_webhooks", new Secret("verysecret")));

    assertThat(problems(values, 1))
        .hasSize(2)
        .allSatisfy(problem -> assertThat(problem.message()).doesNotContain("very"));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 23, 65})
  void signingKeyOfAnotherLengthIsRefused(int bytes) {
    String key = "whsec_" + Base64.getEncoder().encodeToString(new byte[bytes]);
    assertThat(paths("sign", Map.of("standard_webhooks", new Secret(key))))
        .containsExactly("sign.standard_webhooks");
  }

  @Test
  void signingKeyThatIsNoBase64IsRefused() {
    assertThat(paths("sign", Map.of("standard_webhooks", new Secret("whsec_%%%"))))
        .containsExactly("sign.standard_webhooks");
  }

  @Test
  void whatIsTrustedIsACertificate() {
    assertThat(paths("trust", new Secret("/etc/ssl/ca.pem"))).containsExactly("trust");
    String empty = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
    assertThat(paths("trust", new Secret(empty))).containsExactly("trust");
  }

  @Test
  void timesAndSizesHaveBounds() {
    assertThat(paths("connect_timeout", Duration.ZERO)).containsExactly("connect_timeout");
    assertThat(paths("total_timeout", Duration.ofHours(1))).containsExactly("total_timeout");
    assertThat(paths("answer_at_most", 1L)).containsExactly("answer_at_most");
    assertThat(paths("pending", Map.of("poll_every", Duration.ZERO)))
        .containsExactly("pending.poll_every");
  }

  private static List<SettingProblem> dated(boolean schedules, Map<String, String> body) {
    Map<String, Object> price = Map.of("url", "https://h/p", "body", body);
    Map<String, Object> values = Map.of("schedules", schedules, "requests", Map.of("price", price));
    return new HttpAdapter()
        .validate(new ChannelSettings("shop", values, Set.of(Facet.PRICE), 1, false));
  }

  @Test
  void schedulesNeedAReceiverThatIsToldTheDates() {
    assertThat(dated(true, Map.of("p", "{price}", "w", "{windows}"))).isEmpty();
    assertThat(dated(true, Map.of("p", "{price}")))
        .containsExactly(
            new SettingProblem(
                "requests.price.body",
                "must have {windows} with schedules: yes: else the receiver does not know the"
                    + " dates"));
    assertThat(dated(false, Map.of("w", "{windows}")))
        .containsExactly(
            new SettingProblem(
                "requests.price.body", "{windows} is known with schedules: yes only"));
  }

  @Test
  void schedulesAreACapability() {
    Map<String, Object> on = Map.of("url", "https://h/", "schedules", true);
    Map<String, Object> off = Map.of("url", "https://h/");

    assertThat(
            new HttpAdapter()
                .capabilities(new ChannelSettings("shop", on, ALL, 1, false))
                .schedules())
        .isEqualTo(new Schedules(16, false));
    assertThat(
            new HttpAdapter()
                .capabilities(new ChannelSettings("shop", off, ALL, 1, false))
                .schedules()
                .any())
        .isFalse();
  }

  @Test
  void defaultsAreAsDocumented() {
    HttpSettings settings =
        HttpSettings.from(new ChannelSettings("shop", Map.of("url", "https://h/"), ALL, 1, false));

    assertThat(settings.method()).isEqualTo("POST");
    assertThat(settings.contentType()).isEqualTo("application/json");
    assertThat(settings.wire().allowPrivate()).isFalse();
    assertThat(settings.wire().connectTimeout()).isEqualTo(Duration.ofSeconds(5));
    assertThat(settings.wire().totalTimeout()).isEqualTo(Duration.ofSeconds(30));
    assertThat(settings.wire().answerAtMost()).isEqualTo(1 << 20);
    assertThat(settings.pollEvery()).isEqualTo(Duration.ofSeconds(10));
    assertThat(settings.expiresAfter()).isEqualTo(Duration.ofHours(24));
  }

  @Test
  void settingsDescribeThemselves() {
    List<Setting> settings = new HttpAdapter().settings();

    assertThat(settings)
        .extracting(Setting::name)
        .containsExactly(
            "url",
            "requests",
            "method",
            "headers",
            "auth",
            "sign",
            "format",
            "allow_private",
            "connect_timeout",
            "total_timeout",
            "answer_at_most",
            "trust",
            "pending",
            "schedules",
            "listings");
    assertThat(settings).allMatch(setting -> !setting.description().isBlank());
    assertThat(settings.get(4).children().get(0).type()).isEqualTo(Setting.Type.SECRET);
  }
}
