package io.sluice.gateway.catalog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.source.Change;
import io.sluice.source.ProductEvent;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ComponentsTest {
  private final Catalog catalog = new Catalog();
  private long position;

  @Test
  void partsOfABundleAreFoundWhereverTheyStand() {
    assertThat(
            in(
                """
                {"name": "components", "attributes": {"components": [{"sku": "NO", "quantity": 1}]},
                 "components": [{"quantity": 2, "note": {"x": [1]}, "sku": "SOCKS"},
                                {"sku": "RUNNER", "quantity": 1}], "brand": "Acme"}"""))
        .containsExactly(new Component("SOCKS", 2), new Component("RUNNER", 1));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"components\": null}",
        "{\"components\": {\"sku\": \"A\", \"quantity\": 1}}",
        "{\"components\": [7, \"x\", [], {\"sku\": \"A\"}, {\"quantity\": 1}]}",
        "{\"components\": [{\"sku\": \"A\", \"quantity\": 0}, {\"sku\": 7, \"quantity\": 1}]}",
        "{\"components\": [{\"sku\": \"A\", \"quantity\": 1",
      })
  void whatIsNoPartCountsAsAbsent(String json) {
    assertThat(in(json)).isEmpty();
  }

  @Test
  void catalogKnowsTheBundlesOfAPart() {
    product("SET", "{\"components\": [{\"sku\": \"SOCKS\", \"quantity\": 2}]}");
    product("GIFT", "{\"components\": [{\"sku\": \"SOCKS\", \"quantity\": 1}]}");
    assertThat(catalog.bundlesWith("SOCKS")).containsExactlyInAnyOrder(0, 1);

    product("SET", "{\"components\": [{\"sku\": \"SHOES\", \"quantity\": 2}]}");
    product("GIFT", "{}");

    assertThat(catalog.bundlesWith("SOCKS")).isEmpty();
    assertThat(catalog.bundlesWith("SHOES")).containsExactly(0);
  }

  @Test
  void partsOutliveTheCheckpoint() {
    byte[] json = "{\"components\": [{\"sku\": \"SOCKS\", \"quantity\": 2}]}".getBytes(UTF_8);
    product("SET", new String(json, UTF_8));
    Fact fact = catalog.get(0).facts().get(0);

    assertThat(FactCodec.decode(FactCodec.encode(fact, json)).fact()).isEqualTo(fact);
  }

  private static List<Component> in(String json) {
    return Components.in(json.getBytes(UTF_8));
  }

  private void product(String sku, String json) {
    position++;
    Change change = new Change.Product(json.getBytes(UTF_8));
    ProductEvent event =
        new ProductEvent("e" + position, "/pim", "t", sku, null, 1, change, new byte[0], position);
    catalog.apply(new JournaledEvent(position, "pim", 0, position, Decision.NEW, 1_000, event));
  }
}
