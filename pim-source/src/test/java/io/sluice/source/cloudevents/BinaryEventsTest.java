package io.sluice.source.cloudevents;

import static io.sluice.source.cloudevents.Decoding.assertRefused;
import static io.sluice.source.cloudevents.Decoding.decoded;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.source.Change;
import io.sluice.source.ProductEvent;
import io.sluice.source.RawMessage;
import io.sluice.source.RefusalCode;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BinaryEventsTest {
  private static final String DATA = "{\"sku\": \"A\", \"quantity\": 1}";

  private static RawMessage binary(String prefix, String body, String... more) {
    Map<String, String> headers = new HashMap<>();
    headers.put(prefix + "specversion", "1.0");
    headers.put(prefix + "id", "e-1");
    headers.put(prefix + "source", "/pim");
    headers.put(prefix + "type", "product.stock.changed");
    for (int i = 0; i < more.length; i += 2) {
      headers.put(more[i], more[i + 1]);
    }
    return new RawMessage(body.getBytes(StandardCharsets.UTF_8), "application/json", headers);
  }

  @ParameterizedTest
  @ValueSource(strings = {"cloudEvents:", "cloudEvents_", "ce-", "ce_", "CE-", "cloudevents_"})
  void everyPrefixIsUnderstoodInAnyCase(String prefix) {
    ProductEvent event = decoded(binary(prefix, DATA, prefix + "Sequence", "9"));

    assertThat(event.id()).isEqualTo("e-1");
    assertThat(event.sequence()).isEqualTo(9);
    assertThat(event.change()).isEqualTo(new Change.Stock("default", 1));
  }

  @Test
  void theJournalGetsOneDocumentInAFixedOrder() {
    ProductEvent event =
        decoded(
            binary(
                "cloudEvents:",
                " " + DATA + "\n",
                "cloudEvents:zone",
                "b\"\n",
                "cloudEvents:sequence",
                "9",
                "cloudEvents:subject",
                "A",
                "cloudEvents:time",
                "2026-01-31T12:00:00Z",
                "x-other",
                "not an attribute"));

    assertThat(new String(event.json(), StandardCharsets.UTF_8))
        .isEqualTo(
            "{\"specversion\":\"1.0\",\"id\":\"e-1\",\"source\":\"/pim\","
                + "\"type\":\"product.stock.changed\",\"subject\":\"A\","
                + "\"time\":\"2026-01-31T12:00:00Z\",\"datacontenttype\":\"application/json\","
                + "\"sequence\":\"9\",\"zone\":\"b\\\"\\n\",\"data\":"
                + DATA
                + "}");
  }

  @Test
  void theDigestIsThatOfTheSameEventSentStructured() {
    assertThat(decoded(binary("ce-", DATA)).digest())
        .isEqualTo(decoded(Decoding.event(Decoding.STOCK, DATA)).digest());
  }

  @Test
  void onlyHttpHeadersArePercentEncoded() {
    String data = "{\"quantity\":1}";

    assertThat(decoded(binary("ce-", data, "ce-subject", "Sch%C3%BCh 100%")).sku())
        .isEqualTo("Schüh 100%");
    assertThat(decoded(binary("ce_", data, "ce_subject", "A%20B")).sku()).isEqualTo("A%20B");
  }

  @Test
  void aBodyIsNotNeededWhereTheTypeHasNoData() {
    RawMessage message = binary("ce-", "", "ce-type", "product.discontinued", "ce-subject", "A");

    assertThat(decoded(message).change()).isEqualTo(new Change.Discontinued());
  }

  @Test
  void structuredContentTypeDecidesOverHeaders() {
    RawMessage both =
        binary(
            "ce-", new String(Decoding.event(Decoding.STOCK, DATA).body(), StandardCharsets.UTF_8));
    RawMessage structured =
        new RawMessage(both.body(), "application/cloudevents+json", both.headers());

    assertThat(decoded(structured).json()).isEqualTo(both.body());
  }

  @Test
  void badBodiesAreRefusedAsInStructuredMode() {
    assertRefused(binary("ce-", ""), RefusalCode.FIELD_MISSING, "/data");
    assertRefused(binary("ce-", "null"), RefusalCode.FIELD_MISSING, "/data");
    assertRefused(binary("ce-", "[]"), RefusalCode.FIELD_TYPE, "/data");
    assertRefused(binary("ce-", DATA + "x"), RefusalCode.JSON_TRAILING, "");
    assertRefused(binary("ce-", "\uFEFF" + DATA), RefusalCode.JSON_SYNTAX, "");
    assertRefused(
        binary("ce-", DATA.replace("1", "1.5")), RefusalCode.FIELD_VALUE, "/data/quantity");
    assertRefused(
        binary("ce-", "{\"x\":" + "[".repeat(63) + "]".repeat(63) + "}"),
        RefusalCode.JSON_TOO_DEEP,
        "");
  }

  @Test
  void badHeadersAreRefused() {
    assertRefused(binary("ce-", DATA, "ce-data", "{}"), RefusalCode.CLOUDEVENT_INVALID, "");
    assertRefused(binary("ce-", DATA, "ce-Bad_Name", "x"), RefusalCode.CLOUDEVENT_INVALID, "");
    assertRefused(binary("ce-", DATA, "ce_id", "other"), RefusalCode.CLOUDEVENT_INVALID, "");
    assertRefused(binary("ce-", DATA, "ce-id", "a\nb"), RefusalCode.CLOUDEVENT_INVALID, "/id");
    assertRefused(
        binary("ce-", DATA, "ce-sequence", "x"), RefusalCode.VERSION_INVALID, "/sequence");
    assertRefused(
        binary("ce-", DATA, "ce-specversion", "2"), RefusalCode.CLOUDEVENT_INVALID, "/specversion");
  }

  @Test
  void dataThatIsNoJsonIsRefused() {
    RawMessage message = binary("ce-", DATA);

    assertRefused(
        new RawMessage(message.body(), "application/xml", message.headers()),
        RefusalCode.CLOUDEVENT_INVALID,
        "/datacontenttype");
  }

  @Test
  void theWholeEventMustFitTheLimit() {
    String data = DATA + " ".repeat((1 << 20) - DATA.length());
    assertThat(decoded(binary("ce-", data)).sku()).isEqualTo("A");

    String text = "{\"sku\":\"A\",\"quantity\":1,\"x\":\"%s\"}";
    assertRefused(
        binary("ce-", text.formatted("x".repeat((1 << 20) - text.length()))),
        RefusalCode.BODY_TOO_LARGE,
        "");
  }
}
