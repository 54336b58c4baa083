package io.sluice.gateway.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.adapter.CallTrace;
import io.sluice.gateway.config.SecretTexts;
import io.vertx.core.buffer.Buffer;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AttemptTextsTest {
  private static final SecretTexts SECRETS = SecretTexts.of(List.of("s3cr3t-of-the-shop"));

  private static CallTrace.Exchange exchange(
      String url, String body, int status, String answer, @Nullable String reason) {
    return new CallTrace.Exchange(
        "PUT", "", url, Buffer.buffer(body), status, bytes(answer), reason);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String request(CallTrace.Exchange exchange) {
    return new AttemptTexts(List.of(exchange)).request("A-1").masked(SECRETS);
  }

  private static String answer(CallTrace.Exchange exchange) {
    return new AttemptTexts(List.of(exchange)).answer("A-1").masked(SECRETS);
  }

  @Test
  void requestAndAnswerAreShownWithoutSecrets() {
    CallTrace.Exchange exchange =
        exchange("http://shop/A-1?token=abc&x=1", "{\"a\":1}", 422, "no s3cr3t-of-the-shop", null);

    assertThat(request(exchange)).isEqualTo("PUT http://shop/A-1?token=***&x=1\n\n{\"a\":1}");
    assertThat(answer(exchange)).isEqualTo("no ***");
  }

  @Test
  void whatIsOnlyKnownAtRunTimeIsMaskedByItsName() {
    String answer =
        "{\"url\":\"https://docs/1?X-Amz-Signature=0123abcd&v=2\",\"refresh_token\":\"r-1\"}";

    assertThat(answer(exchange("http://x", "", 200, answer, null)))
        .isEqualTo(
            "{\"url\":\"https://docs/1?X-Amz-Signature=***&v=2\",\"refresh_token\":\"***\"}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'token':'ab~'cd','x':1}",
        "{'outer':'{~'client_secret~':~'ab~~~'cd~',~'x~':1}'}",
        "{'outer':'{~'in~':~'{~~~'password~~~':~~~'abcd~~~'}~'}'}",
        "{'refresh_token' : 'ab\ncd'}",
        "client_secret=abcd&grant_type=x",
        "grant_type=x&client_secret=abcd",
        "password=abcd",
        "{'form':'api_key=abcd&x=1'}"
      })
  void secretOfWhateverFormIsMaskedByItsName(String form) {
    String answer = form.replace('\'', '"').replace('~', '\\');

    assertThat(answer(exchange("http://x", "", 200, answer, null)))
        .contains("***")
        .doesNotContain("ab", "cd");
  }

  @Test
  void whatStandsBehindASecretIsShown() {
    String answer =
        "{\"outer\":\"{\\\"token\\\":\\\"abc\\\",\\\"x\\\":\\\"seen\\\"}\",\"y\":\"too\"}";

    assertThat(answer(exchange("http://x", "", 200, answer, null)))
        .isEqualTo(answer.replace("abc", "***"));
  }

  /** 1,000 updates of an answer of 8 MiB would be decoded to 8 GiB. */
  @Test
  void bodyIsDecodedOnceAndOnlySomeUpdatesGetTexts() {
    StringBuilder body = new StringBuilder();
    for (int i = 0; i < 1_000; i++) {
      body.append("{\"sku\":\"S-").append(i).append("\"}").append("-".repeat(8_000));
    }
    AttemptTexts texts =
        new AttemptTexts(List.of(exchange("http://x", "", 422, body.toString(), null)));
    com.sun.management.ThreadMXBean thread =
        (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = thread.getCurrentThreadAllocatedBytes();

    int shown = 0;
    for (int i = 0; i < 1_000; i++) {
      AttemptTexts.Excerpt excerpt = texts.answer("S-" + i + "\"");
      if (excerpt.length() > 0) {
        assertThat(excerpt.body()).contains("\"S-" + i + "\"");
        shown++;
      }
    }

    assertThat(shown).isBetween(10, 100);
    assertThat(thread.getCurrentThreadAllocatedBytes() - before).isLessThan(64 << 20);
  }

  @Test
  void ofALargeBatchThePlaceOfTheUpdateIsShown() {
    String batch = "x".repeat(50_000) + "{\"sku\":\"A-1\"}" + "y".repeat(50_000);

    String shown = request(exchange("http://shop", batch, 422, "", null));

    assertThat(shown).contains("{\"sku\":\"A-1\"}").hasSizeLessThan(AttemptTexts.AT_MOST + 100);
    assertThat(shown).startsWith("PUT http://shop\n\n…").endsWith("…");
  }

  /** The excerpt begins in the middle of the secret, or ends there. */
  @Test
  void aSecretThatIsCutDoesNotShowItsRest() {
    for (int before = 1_000; before < 3_200; before++) {
      String text =
          "-".repeat(20_000)
              + "s3cr3t-of-the-shop"
              + "-".repeat(before)
              + "A-1"
              + "-".repeat(9_000);
      assertThat(request(exchange("http://x", text, 0, "", "gone"))).doesNotContain("shop");
    }
    for (int behind = 4_060; behind < 4_100; behind++) {
      String text = "A-1" + "-".repeat(behind) + "s3cr3t-of-the-shop" + "-".repeat(9_000);
      assertThat(request(exchange("http://x", text, 0, "", "gone"))).doesNotContain("s3cr");
    }
  }

  @Test
  void theExchangeThatFailedTellsAndALoginNever() {
    CallTrace.Exchange login =
        exchange("http://x/token", "grant_type=client_credentials", 401, "", null);
    CallTrace.Exchange fine = exchange("http://x/1", "", 200, "", null);
    CallTrace.Exchange failed = exchange("http://x/2", "", 503, "", null);
    CallTrace.Exchange after = exchange("http://x/3", "", 200, "", null);

    assertThat(AttemptTexts.telling(List.of(login))).isNull();
    assertThat(AttemptTexts.telling(List.of(login, fine, after))).isSameAs(after);
    assertThat(AttemptTexts.telling(List.of(fine, failed, after))).isSameAs(failed);
    assertThat(answer(exchange("http://x", "", 0, "", "connection refused")))
        .isEqualTo("connection refused");
  }
}
