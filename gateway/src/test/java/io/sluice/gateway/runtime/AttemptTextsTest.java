package io.sluice.gateway.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.adapter.CallTrace;
import io.sluice.gateway.config.SecretTexts;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

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
    return AttemptTexts.request(exchange, "A-1").masked(SECRETS);
  }

  private static String answer(CallTrace.Exchange exchange) {
    return AttemptTexts.answer(exchange, "A-1").masked(SECRETS);
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
