package io.sluice.gateway.flow;

import static io.sluice.gateway.flow.Flow.event;
import static io.sluice.gateway.flow.Flow.soon;
import static io.sluice.gateway.flow.Flow.stock;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.source.rabbitmq.RabbitMqNode;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a sender can get wrong, through a real broker: each with its one right end. */
@Tag("rabbitmq")
class BadInputTest {
  private static RabbitMqNode node;
  private static Receiver receiver;
  private static Flow flow;

  @BeforeAll
  static void open(@TempDir Path directory) {
    node = RabbitMqNode.startOrSkip();
    receiver = new Receiver();
    flow =
        new Flow(
            node,
            directory,
            Flow.pim(),
            """
            shop:
              adapter: http
              url: "%s/items/{sku}"
              allow_private: yes
            """
                .formatted(receiver.url()));
  }

  @AfterAll
  static void close() {
    flow.close();
    receiver.close();
    node.close();
  }

  static Stream<Arguments> refused() {
    String deep = "[".repeat(100_000) + "]".repeat(100_000);
    return Stream.of(
        row("no JSON", "not json", "json.syntax", ""),
        row("empty", "", "json.syntax", ""),
        row("trailing bytes", stock("t1", "T", "BER", 1, 1) + "x", "json.trailing", ""),
        row(
            "duplicate keys",
            stockOf("{\"sku\":\"D\",\"quantity\":1,\"quantity\":2}"),
            "json.duplicate_key",
            ""),
        row(
            "1e99999999",
            stockOf("{\"sku\":\"N\",\"quantity\":1e99999999}"),
            "json.number",
            "/data/quantity"),
        row("NaN", stockOf("{\"sku\":\"N\",\"quantity\":NaN}"), "json.number", "/data/quantity"),
        row(
            "1.5 pieces",
            stockOf("{\"sku\":\"N\",\"quantity\":1.5}"),
            "field.value",
            "/data/quantity"),
        row(
            "2^63",
            stockOf("{\"sku\":\"N\",\"quantity\":9223372036854775808}"),
            "field.value",
            "/data/quantity"),
        row(
            "unknown type",
            event("u", "product.sold", 1, "", "{\"sku\":\"U\"}"),
            "type.unknown",
            "/type"),
        row(
            "unknown major version",
            event("u", "product.stock.changed.v2", 1, "", "{\"sku\":\"U\",\"quantity\":1}"),
            "type.version_unknown",
            "/type"),
        row("missing SKU", stockOf("{\"quantity\":1}"), "field.missing", "/data/sku"),
        row(
            "SKU with line breaks",
            stockOf("{\"sku\":\"A\\r\\nB\",\"quantity\":1}"),
            "field.value",
            "/data/sku"),
        row(
            "SKU of 100 kB",
            stockOf("{\"sku\":\"" + "S".repeat(100_000) + "\",\"quantity\":1}"),
            "field.value",
            "/data/sku"),
        row(
            "body of 5 MB",
            stockOf("{\"sku\":\"B\",\"quantity\":1,\"x\":\"" + "x".repeat(5_000_000) + "\"}"),
            "body.too_large",
            ""),
        row(
            "depth 100,000",
            stockOf("{\"sku\":\"D\",\"quantity\":1,\"x\":" + deep + "}"),
            "json.too_deep",
            ""),
        row(
            "no sequence",
            stockOf("{\"sku\":\"V\",\"quantity\":1}").replace("\"sequence\":\"1\",", ""),
            "version.missing",
            "/sequence"));
  }

  private static String stockOf(String data) {
    return event("bad", "product.stock.changed", 1, "", data);
  }

  private static Arguments row(String name, String body, String code, String path) {
    return Arguments.of(name, body, code, path);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("refused")
  void isRefusedWithCodeAndFieldAndKeptAsItCame(
      String name, String body, String code, String path) {
    int before = flow.refused().size();
    flow.publish(body);
    soon().until(() -> flow.refused().size() > before);

    JsonObject newest = flow.refused().get(0);
    assertThat(newest.getString("code")).as(newest.getString("message")).isEqualTo(code);
    assertThat(newest.getString("path")).startsWith(path);
    assertThat(newest.getLong("bodyBytes")).isEqualTo(body.getBytes(StandardCharsets.UTF_8).length);
    assertThat(body).startsWith(newest.getString("body").substring(0, Math.min(50, body.length())));
  }

  static Stream<Arguments> odd() {
    return Stream.of(
        Arguments.of("../../etc/passwd", null, 7L),
        Arguments.of("a/b c%d?e#f", "/items/a%2Fb%20c%25d%3Fe%23f", 7L),
        Arguments.of("\ud83d\udc5f-42", "/items/%F0%9F%91%9F-42", 7L),
        Arguments.of("<script>", "/items/%3Cscript%3E", 7L));
  }

  @ParameterizedTest(name = "SKU {0}")
  @MethodSource("odd")
  void anOddSkuIsOneEncodedPathSegmentOrADeadLetter(String sku, String path, long quantity) {
    flow.publish(stock("odd-" + sku, sku, "BER", 1, quantity));
    if (path == null) {
      // No encoding of dot segments survives every server: never sent, visible as a dead letter.
      flow.publish(stock("after-" + sku, "AFTER", "BER", System.nanoTime(), 1));
      soon()
          .until(
              () ->
                  flow.deadLetters().stream().anyMatch(each -> each.getString("sku").equals(sku)));
      assertThat(receiver.of(sku)).isEmpty();
      return;
    }
    soon().until(() -> !receiver.of(sku).isEmpty());
    Receiver.Request request = receiver.of(sku).get(0);
    assertThat(request.rawPath()).isEqualTo(path);
    assertThat(request.json().getJsonObject("stock").getLong("quantity")).isEqualTo(quantity);
  }

  @Test
  void numbersThatMeanTheSameAreSentAsTheyMean() {
    flow.publish(event("n1", "product.stock.changed", 1, "", "{\"sku\":\"NEG\",\"quantity\":-3}"));
    flow.publish(
        event("n2", "product.stock.changed", 1, "", "{\"sku\":\"FLOAT\",\"quantity\":42.0}"));
    soon().until(() -> !receiver.of("NEG").isEmpty() && !receiver.of("FLOAT").isEmpty());
    assertThat(quantity("NEG")).isEqualTo(-3);
    assertThat(quantity("FLOAT")).isEqualTo(42);
  }

  private static long quantity(String sku) {
    return receiver.of(sku).get(0).json().getJsonObject("stock").getLong("quantity");
  }

  @Test
  void aVersionIsNewStaleDuplicateOrInConflictAndOnlyTheNewIsSent() {
    flow.publish(stock("v5", "VER", "BER", 5, 50));
    flow.publish(stock("v3", "VER", "BER", 3, 30));
    flow.publish(stock("v5", "VER", "BER", 5, 50));
    flow.publish(stock("v5b", "VER", "BER", 5, 51));
    flow.publish(stock("v5", "VER", "BER", 6, 60));
    flow.publish(stock("v7", "VER", "BER", 7, 70));
    soon().until(() -> flow.decisions("VER").size() == 6);

    assertThat(flow.decisions("VER"))
        .isEqualTo(List.of("new", "conflict", "conflict", "duplicate", "stale", "new"));
    soon().until(() -> receiver.of("VER").size() == 2);
    assertThat(receiver.of("VER"))
        .extracting(request -> request.json().getJsonObject("stock").getLong("quantity"))
        .containsExactly(50L, 70L);
  }
}
