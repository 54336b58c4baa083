package io.sluice.source.cloudevents;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.source.RawMessage;
import io.sluice.source.Refusal;
import io.sluice.source.RefusalCode;
import io.sluice.source.cloudevents.CloudEventsBatch.Split;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CloudEventsBatchTest {
  private static final String EVENT =
      new String(
          Decoding.event(Decoding.STOCK, "{\"sku\":\"Ä\",\"quantity\":1}").body(),
          StandardCharsets.UTF_8);

  private static RawMessage batch(String json) {
    return new RawMessage(
        json.getBytes(StandardCharsets.UTF_8),
        "Application/CloudEvents-Batch+JSON; charset=utf-8",
        Map.of());
  }

  private static List<RawMessage> messages(String json) {
    Split split = CloudEventsBatch.split(batch(json));
    assertThat(split).isInstanceOf(Split.Events.class);
    return ((Split.Events) split).messages();
  }

  private static Refusal refused(String json) {
    Split split = CloudEventsBatch.split(batch(json));
    assertThat(split).isInstanceOf(Split.Refused.class);
    return ((Split.Refused) split).refusal();
  }

  @Test
  void aBatchIsKnownByItsMediaType() {
    assertThat(CloudEventsBatch.isBatch(batch("[]"))).isTrue();
    assertThat(CloudEventsBatch.isBatch(Decoding.structured("[]"))).isFalse();
  }

  @Test
  void everyEventKeepsItsBytesAndItsPlace() {
    String second = EVENT.replace("e-1", "e-2");

    List<RawMessage> messages = messages(" [\n" + EVENT + " , " + second + "] \n");

    assertThat(messages)
        .extracting(message -> Decoding.decoded(message).id())
        .containsExactly("e-1", "e-2");
    assertThat(messages.get(0).body()).isEqualTo(EVENT.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void anEmptyBatchHasNoEvents() {
    assertThat(messages("[]")).isEmpty();
  }

  @Test
  void whatIsWrongWithinOneEventIsThatEventsAffair() {
    String twice = "{\"id\":\"1\",\"id\":\"1\"}";
    String bomb = "{\"x\":1e99999999}";

    List<RawMessage> messages = messages("[" + EVENT + "," + twice + "," + bomb + ",{}]");

    assertThat(messages).hasSize(4);
    Decoding.assertRefused(messages.get(1), RefusalCode.JSON_DUPLICATE_KEY, "");
    Decoding.assertRefused(messages.get(2), RefusalCode.JSON_NUMBER, "/x");
    Decoding.assertRefused(messages.get(3), RefusalCode.CLOUDEVENT_INVALID, "/specversion");
  }

  @Test
  void aThousandEventsAreTheMost() {
    assertThat(messages("[" + "{},".repeat(999) + "{}]")).hasSize(1000);
    assertThat(refused("[" + "{},".repeat(1000) + "{}]").code())
        .isEqualTo(RefusalCode.BODY_TOO_LARGE);
  }

  @Test
  void fourMebibytesAreTheMost() {
    assertThat(messages("[]" + " ".repeat((4 << 20) - 2))).isEmpty();
    assertThat(refused("[]" + " ".repeat((4 << 20) - 1)).code())
        .isEqualTo(RefusalCode.BODY_TOO_LARGE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "``       | json.syntax",
        "[        | json.syntax",
        "[{},]    | json.syntax",
        "[{]      | json.syntax",
        "nonsense | json.syntax",
        "{}       | cloudevent.invalid",
        "[{},1]   | cloudevent.invalid",
        "[[]]     | cloudevent.invalid",
        "[]x      | json.trailing",
        "[][]     | json.trailing",
      })
  void whatIsNoArrayOfObjectsIsRefusedAsAWhole(String json, String code) {
    assertThat(refused(json).code().toString()).isEqualTo(code);
  }

  @Test
  void depthIsHarmless() {
    assertThat(refused("[{\"x\":" + "[".repeat(100_000)).code())
        .isEqualTo(RefusalCode.JSON_TOO_DEEP);
  }
}
