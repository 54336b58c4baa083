package io.sluice.gateway.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.vertx.core.json.Json;
import java.net.URLEncoder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a receiver sends back of what it was sent is not shown, in whatever form. */
class SecretTextsTest {
  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"hunter2", "hun/ter+2==", "\"hunter\" \\ 2", "<h&nter'2>", "hüntér ☃ 2"})
  void noFormOfItIsLeft(String secret) {
    SecretTexts texts = SecretTexts.of(List.of(secret));
    String json = Json.encode(secret);
    String encoded = URLEncoder.encode(secret, UTF_8);

    for (String form :
        List.of(
            secret,
            json.substring(1, json.length() - 1),
            json.substring(1, json.length() - 1).replace("/", "\\/"),
            encoded,
            encoded.replace("+", "%20"),
            unicodeEscaped(secret, "\\u%04x"),
            unicodeEscaped(secret, "\\\\u%04X"),
            encoded.toLowerCase(Locale.ROOT),
            encoded.replace("%", "%25"),
            everyOctet(secret),
            html(secret, "&#%d;"),
            html(secret, "&#x%X;"),
            html(secret, "&amp;#x%x;"),
            Base64.getEncoder().encodeToString(secret.getBytes(UTF_8)).replace("=", "\\u003d"),
            Base64.getEncoder().encodeToString(secret.getBytes(UTF_8)).replace("=", "%3D"),
            Base64.getEncoder().withoutPadding().encodeToString(secret.getBytes(UTF_8)),
            Base64.getUrlEncoder().withoutPadding().encodeToString(secret.getBytes(UTF_8)))) {
      assertThat(texts.mask("before " + form + " after")).isEqualTo("before *** after");
    }
    assertThat(texts.mask("nothing of it")).isEqualTo("nothing of it");
  }

  /** As serializers do that take no risk. */
  private static String unicodeEscaped(String secret, String format) {
    return escaped(secret, each -> format.formatted((int) each));
  }

  private static String html(String secret, String format) {
    return escaped(secret, each -> format.formatted((int) each));
  }

  private static String everyOctet(String secret) {
    return escaped(
        secret,
        each -> {
          StringBuilder octets = new StringBuilder();
          for (byte octet : String.valueOf((char) each).getBytes(UTF_8)) {
            octets.append("%%%02x".formatted(octet));
          }
          return octets.toString();
        });
  }

  private static String escaped(String secret, IntFunction<String> escape) {
    return secret
        .chars()
        .mapToObj(
            each ->
                each < 0x80 && Character.isLetterOrDigit(each)
                    ? String.valueOf((char) each)
                    : escape.apply(each))
        .collect(Collectors.joining());
  }

  @Test
  void wordsThatAShortSecretIsAPartOfStayAndEscapesBesideItDoNotHideIt() {
    SecretTexts texts = SecretTexts.of(List.of("shop", "warehouse", "p4ss"));

    assertThat(texts.mask("workshop, shops, warehouses and p4ssage: not a word of it"))
        .isEqualTo("workshop, shops, warehouses and p4ssage: not a word of it");
    assertThat(texts.mask("key=shop, 'warehouse' \"p4ss\" key%3Dshop \\nshop \\u003dp4ss p4ss"))
        .isEqualTo("key=***, '***' \"***\" key%3D*** \\n*** \\u003d*** ***");
  }

  @Test
  void wordsOutOfVariablesAndOfASentenceStayReadable() {
    SecretTexts secrets =
        secrets(
            """
            url: "http://127.0.0.1:9090/${env:STAGE}/{sku}"
            auth: { basic: { user: merchant, password: "${env:SENTENCE}" } }
            headers: { X-Country: "${env:COUNTRY}" }
            """,
            Map.of("STAGE", "production", "COUNTRY", "new-zealand", "SENTENCE", "no such product"));

    assertThat(secrets.mask("production of a product in new-zealand: such is life"))
        .isEqualTo("production of a product in new-zealand: such is life");
    assertThat(secrets.mask("bad password no such product")).isEqualTo("bad password ***");
  }

  @Test
  void hostileTextIsLookedThroughInTime() {
    SecretTexts texts =
        SecretTexts.of(
            List.of("\\\\\\\\\\\\/\\/\\/\\/x", "%25%25%25%25%25%25y", "&&&&&&&&&&z", "        w"));
    for (String each : List.of("\\", "\\/", "%25", "&amp;", "+", "\\u005c", " ")) {
      assertTimeoutPreemptively(Duration.ofSeconds(10), () -> texts.mask(each.repeat(2_000) + "…"));
    }
  }

  @Test
  void whatWasCutInTheMiddleOfItShowsNoPartOfIt() {
    SecretTexts texts = SecretTexts.of(List.of("hunter2hunter2"));

    assertThat(texts.mask("token hunter2hun…")).isEqualTo("token ***…");
    assertThat(texts.mask("token hunter2hunter2…")).isEqualTo("token ***…");
    assertThat(SecretTexts.of(List.of("hun/ter+2==")).mask("token hun%2Fter%2…"))
        .isEqualTo("token ***…");
    assertThat(texts.mask("token of another…")).isEqualTo("token of another…");
    assertThat(texts.mask("hunters and gatherers")).isEqualTo("hunters and gatherers");
  }

  @Test
  void whatIsTooShortToBeOneIsLeftAlone() {
    assertThat(SecretTexts.of(List.of("", "a", "80")).mask("a port of 80"))
        .isEqualTo("a port of 80");
  }

  private SecretTexts secrets(String keys, Map<String, String> variables) {
    return new ConfigFiles(directory)
        .channels(
            "version: 1\nchannels:\n  shop:\n    adapter: http\n    allow_private: yes\n"
                + keys.indent(4))
        .with(variables)
        .channel()
        .secrets();
  }

  @Test
  void credentialsAndWhatVariablesBringIsHiddenAndTheRestIsShown() {
    SecretTexts secrets =
        secrets(
            """
            url: "http://127.0.0.1:9090/${env:PLACE}/{sku}?key=${env:KEY}&page=first"
            auth: { basic: { user: merchant, password: "${env:PASSWORD}" } }
            headers: { X-Shop: "${env:SHOP}", X-Api-Key: written-in-clear, Accept: text/plain }
            """,
            Map.of("PLACE", "place1", "KEY", "key-0815", "PASSWORD", "p4ss", "SHOP", "shop-4711"));
    String basic = Base64.getEncoder().encodeToString("merchant:p4ss".getBytes(UTF_8));

    assertThat(secrets.mask("place1 key-0815 p4ss shop-4711 written-in-clear " + basic))
        .isEqualTo("*** *** *** *** *** ***");
    assertThat(secrets.mask("merchant first text/plain http://127.0.0.1:9090"))
        .isEqualTo("merchant first text/plain http://127.0.0.1:9090");
  }

  @Test
  void ofAnAddressFromAVariableThePathAndTheQueryAreHidden() {
    SecretTexts secrets =
        secrets(
            "url: \"${env:URL}\"",
            Map.of("URL", "http://127.0.0.1:9090/hooks/T0/B0/{sku}/x?token=t0k3n0&a=b"));

    assertThat(secrets.mask("POST http://127.0.0.1:9090/hooks/T0/B0/A-1/x?token=t0k3n0&a=b"))
        .isEqualTo("POST http://127.0.0.1:9090***A-1/x?token=***&a=b");
  }

  @Test
  void whatIsHiddenForALaterUseIsBroughtBackUnlessTheSecretsAreOthers() {
    String handle = "https://a/status?token=hun/ter+2==&again=hun%2Fter%2B2%3D%3D#1.2";
    SecretTexts texts = SecretTexts.of(List.of("hun/ter+2==", "another secret"));
    String hidden = texts.hide(handle);

    assertThat(hidden)
        .startsWith("https://a/status?token={***:")
        .doesNotContain("ter")
        .endsWith("#1.2");
    assertThat(texts.mask(hidden)).isEqualTo(hidden);
    assertThat(SecretTexts.of(List.of("hun/ter+2==", "another secret")).reveal(hidden))
        .isEqualTo(handle);
    assertThat(SecretTexts.of(List.of("hun/ter+3==", "another secret")).reveal(hidden)).isEmpty();
    assertThat(SecretTexts.NONE.reveal(hidden)).isEmpty();
    assertThat(SecretTexts.NONE.reveal(handle)).isEqualTo(handle);
  }
}
