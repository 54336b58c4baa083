package io.sluice.source.cloudevents;

import static io.sluice.source.cloudevents.Decoding.assertRefused;
import static io.sluice.source.cloudevents.Decoding.event;
import static io.sluice.source.cloudevents.Decoding.refused;
import static io.sluice.source.cloudevents.Decoding.structured;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.source.RawMessage;
import io.sluice.source.RefusalCode;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MalformedMessagesTest {
  private static final String VALID =
      """
      {"specversion":"1.0","id":"1","source":"s","type":"product.stock.changed",\
      "data":{"sku":"A","quantity":1}}""";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "  \n",
        "hello",
        "{",
        "{\"id\":",
        "<xml/>",
        "{'id':1}",
        "{\"a\":1,}",
        "{\"a\" 1}",
        "{\"a\":\"\\x\"}",
        "{\"a\":\"line\nbreak\"}",
        "{\"a\":01}"
      })
  void whatIsNoJsonIsRefused(String body) {
    assertRefused(structured(body), RefusalCode.JSON_SYNTAX, "");
  }

  @Test
  void everyCutOffOfAValidEventIsRefused() {
    for (int length = 0; length < VALID.length(); length++) {
      assertRefused(structured(VALID.substring(0, length)), RefusalCode.JSON_SYNTAX, "");
    }
  }

  @Test
  void aByteOrderMarkIsRefusedByName() {
    assertThat(refused(structured("\uFEFF" + VALID)).message()).contains("byte order mark");
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32", "UTF-32LE"})
  void otherUnicodeEncodingsAreRefusedByName(String charset) {
    byte[] body = VALID.getBytes(Charset.forName(charset));

    assertRefused(structured(body), RefusalCode.JSON_SYNTAX, "");
    assertThat(refused(structured(body)).message()).contains("UTF-16");
  }

  @Test
  void bytesThatAreNoUtf8AreRefused() {
    byte[] body = VALID.replace("A", "ä").getBytes(StandardCharsets.ISO_8859_1);

    assertRefused(structured(body), RefusalCode.JSON_SYNTAX, "");
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "{}", ",", "}", "null", " 1", "\u0000"})
  void nothingMayFollowTheDocument(String trailing) {
    assertRefused(structured(VALID + trailing), RefusalCode.JSON_TRAILING, "");
  }

  @Test
  void whiteSpaceAroundTheDocumentIsFine() {
    assertThat(Decoding.decoded(structured("\n " + VALID + " \r\n\t")).sku()).isEqualTo("A");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"sku\":\"A\",\"quantity\":1,\"quantity\":2}",
        "{\"sku\":\"A\",\"quantity\":1,\"x\":{\"y\":1,\"y\":1}}",
        "{\"sku\":\"A\",\"quantity\":1,\"qu\\u0061ntity\":2}"
      })
  void duplicateKeysAreRefusedAtAnyDepth(String data) {
    assertRefused(event(Decoding.STOCK, data), RefusalCode.JSON_DUPLICATE_KEY, "");
  }

  @Test
  void duplicateAttributesAreRefused() {
    assertRefused(
        structured(VALID.replace("{\"spec", "{\"id\":\"0\",\"spec")),
        RefusalCode.JSON_DUPLICATE_KEY,
        "");
  }

  @Test
  void depthIsCountedFromTheEvent() {
    String deepest = "[".repeat(62) + "]".repeat(62);
    String data = "{\"sku\":\"A\",\"quantity\":1,\"x\":%s}";

    assertThat(Decoding.stock(data.formatted(deepest)).quantity()).isEqualTo(1);
    assertRefused(
        event(Decoding.STOCK, data.formatted("[" + deepest + "]")), RefusalCode.JSON_TOO_DEEP, "");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "{\"a\":"})
  void aHundredThousandLevelsAreHarmless(String level) {
    assertRefused(structured("{\"x\":" + level.repeat(100_000)), RefusalCode.JSON_TOO_DEEP, "");
    assertRefused(
        event(Decoding.STOCK, "{\"x\":" + level.repeat(100_000)), RefusalCode.JSON_TOO_DEEP, "");
  }

  @Test
  void aBodyOverOneMebibyteIsRefusedUnread() {
    assertRefused(structured(new byte[(1 << 20) + 1]), RefusalCode.BODY_TOO_LARGE, "");
  }

  @Test
  void aBodyOfOneMebibyteIsRead() {
    String padding = " ".repeat((1 << 20) - VALID.length());

    assertThat(Decoding.decoded(structured(VALID + padding)).sku()).isEqualTo("A");
  }

  @Test
  void aBodyFullOfKeysIsReadOrRefusedInBoundedTime() {
    StringBuilder data = new StringBuilder("{\"sku\":\"A\",\"quantity\":1");
    for (int i = 0; data.length() < 1_000_000; i++) {
      data.append(",\"key-").append(Integer.toString(i, 36)).append("\":1");
    }

    assertThat(Decoding.stock(data.append('}').toString()).quantity()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "1", "\"text\"", "null", "true"})
  void aDocumentOtherThanAnObjectIsRefused(String body) {
    assertRefused(structured(body), RefusalCode.CLOUDEVENT_INVALID, "");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/cloudevents-batch+json",
        "application/cloudevents+avro",
        "text/plain",
        "application/octet-stream"
      })
  void otherContentTypesAreRefused(String contentType) {
    byte[] body = VALID.getBytes(StandardCharsets.UTF_8);

    assertRefused(new RawMessage(body, contentType, Map.of()), RefusalCode.CLOUDEVENT_INVALID, "");
  }

  @Test
  void noiseIsAlwaysAnsweredByARefusal() {
    Random random = new Random(4711);
    byte[] valid = VALID.getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < 20_000; i++) {
      byte[] body = valid.clone();
      for (int changes = random.nextInt(1, 4); changes > 0; changes--) {
        body[random.nextInt(body.length)] = (byte) random.nextInt(256);
      }
      assertThat(new CloudEventsDecoder().decode(structured(body))).isNotNull();
    }
  }
}
