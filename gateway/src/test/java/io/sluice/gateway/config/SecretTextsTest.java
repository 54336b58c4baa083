package io.sluice.gateway.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.Json;
import java.net.URLEncoder;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
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
            Base64.getEncoder().withoutPadding().encodeToString(secret.getBytes(UTF_8)),
            Base64.getUrlEncoder().withoutPadding().encodeToString(secret.getBytes(UTF_8)))) {
      assertThat(texts.mask("before " + form + " after")).isEqualTo("before *** after");
    }
    assertThat(texts.mask("nothing of it")).isEqualTo("nothing of it");
  }

  @Test
  void whatWasCutInTheMiddleOfItShowsNoPartOfIt() {
    SecretTexts texts = SecretTexts.of(List.of("hunter2hunter2"));

    assertThat(texts.mask("token hunter2hun…")).isEqualTo("token ***…");
    assertThat(texts.mask("token hunter2hunter2…")).isEqualTo("token ***…");
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
