package io.sluice.gateway.flow;

import static io.sluice.gateway.flow.Flow.event;
import static io.sluice.gateway.flow.Flow.soon;
import static io.sluice.gateway.flow.Flow.stock;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A merchant's rules, from the broker to the channel. */
class RulesTest extends FlowTest {
  private static final String RULES =
      """
        only_if: brand != "NoName"
        sku: { prefix: UK- }
        stock: { keep_back: 2 }
        price: { list: retail, markup: 10%, round: { up_to: .99 } }
        fields: { title: "{name} {attr.size}" }
      """;

  private List<JsonObject> received(String sku, String facet) {
    return receiver.accepted().stream()
        .map(Receiver.Request::json)
        .filter(body -> body.getString("sku").equals(sku) && body.getString("facet").equals(facet))
        .map(body -> body.getJsonObject(facet))
        .toList();
  }

  private static String product(long sequence, String brand) {
    return event(
        "p" + sequence,
        "product.updated",
        sequence,
        "",
        "{\"sku\":\"S1\",\"name\":\"Runner\",\"brand\":\"%s\",\"attributes\":{\"size\":\"42\"}}"
            .formatted(brand));
  }

  @Test
  void whatIsIncompleteIsHeldOverARestartAndGoesOutAsTheRulesSay(@TempDir Path directory) {
    try (Flow flow = Flow.withSections(node, directory, CATALOG, shop() + RULES)) {
      flow.publish(stock("s1", "S1", "BER", 1, 5));
      soon().until(() -> flow.held().size() == 1);
      assertThat(flow.held().get(0).getString("why")).isEqualTo("incomplete");
      assertThat(flow.held().get(0).getString("reason")).contains("brand");
      assertThat(flow.channel("shop").getLong("backlog")).isZero();

      flow.restart();
      assertThat(flow.held()).hasSize(1);
      assertThat(receiver.requests()).isEmpty();
      flow.publish(
          event(
              "r1",
              "product.price.changed",
              1,
              "",
              "{\"sku\":\"S1\",\"list\":\"retail\",\"amount\":\"17.00\",\"currency\":\"EUR\"}"));
      flow.publish(product(1, "Acme"));

      soon().until(() -> received("UK-S1", "price").size() == 1);
      soon().until(() -> received("UK-S1", "stock").size() == 1);
      soon().until(() -> received("UK-S1", "product").size() == 1);
      assertThat(received("UK-S1", "stock").get(0).getLong("quantity")).isEqualTo(3);
      assertThat(received("UK-S1", "price").get(0).getString("amount")).isEqualTo("18.99");
      assertThat(received("UK-S1", "product").get(0))
          .isEqualTo(new JsonObject().put("title", "Runner 42"));
      soon().until(() -> flow.held().isEmpty());

      flow.publish(product(2, "NoName"));

      soon().until(() -> received("UK-S1", "stock").size() == 2);
      assertThat(received("UK-S1", "stock").get(1).getLong("quantity")).isZero();
      flow.restart();
      flow.publish(stock("s2", "S1", "BER", 2, 9));
      flow.publish(stock("s3", "S2", "BER", 1, 9));
      soon().until(() -> flow.held().size() == 1);
      assertThat(receiver.accepted()).hasSize(4);
    }
  }
}
