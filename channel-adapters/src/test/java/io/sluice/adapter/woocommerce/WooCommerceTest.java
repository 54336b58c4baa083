package io.sluice.adapter.woocommerce;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.adapter.CallPreview;
import io.sluice.adapter.ChannelCall;
import io.sluice.adapter.ChannelUpdate;
import io.sluice.adapter.Facet;
import io.sluice.adapter.Listed;
import io.sluice.adapter.Outcome;
import io.sluice.adapter.Secret;
import io.sluice.adapter.SettingProblem;
import io.sluice.adapter.Value;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What only WooCommerce has. */
class WooCommerceTest extends WooShopFixture {
  @Test
  void thousandStocksAreTenRequests() {
    for (int hundred = 0; hundred < 10; hundred++) {
      List<ChannelUpdate> some = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        some.add(product("SKU-" + (hundred * 100 + i)));
      }
      assertThat(deliver(some)).allMatch(Outcome.Accepted.PLAIN::equals);
    }
    exchanges.clear();

    for (int hundred = 0; hundred < 10; hundred++) {
      List<ChannelUpdate> some = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        some.add(stock("SKU-" + (hundred * 100 + i), i));
      }
      assertThat(deliver(some)).allMatch(Outcome.Accepted.PLAIN::equals);
    }

    assertThat(exchanges).hasSize(10);
    assertThat(found("SKU-742").stockQuantity()).isEqualTo(42);
  }

  @Test
  void newProductCannotBeBoughtBeforeItsStockIsKnown() {
    deliver(product("A"));
    deliver(price("A", "19.90", null, "EUR"));

    assertThat(found("A").stockQuantity()).isZero();
    assertThat(found("A").buyable()).isFalse();

    deliver(stock("A", 1));
    assertThat(found("A").buyable()).isTrue();
  }

  @Test
  void variationIsChangedAtItsProduct() {
    await(() -> shop.putVariation("RED"));
    deliver(product("A"));

    assertThat(deliver(List.of(stock("RED", 3), stock("A", 4))))
        .containsExactly(Outcome.Accepted.PLAIN, Outcome.Accepted.PLAIN);
    assertThat(deliver(product("RED"))).isEqualTo(Outcome.Accepted.PLAIN);

    assertThat(found("RED").stockQuantity()).isEqualTo(3);
    assertThat(found("RED").name()).isEqualTo("One of it");
    assertThat(found("A").stockQuantity()).isEqualTo(4);
    long parent = found("RED").parent();
    assertThat(exchanges)
        .anyMatch(each -> each.request().target().contains("/" + parent + "/variations/batch"));
  }

  @Test
  void productWithoutANameIsNotSent() {
    byte[] json = "{\"description\":\"x\"}".getBytes(StandardCharsets.UTF_8);
    assertThat(deliver(update("A", Facet.PRODUCT, new Value.Product(json), Listed.NO)))
        .isInstanceOfSatisfying(
            Outcome.Rejected.class, no -> assertThat(no.code()).isEqualTo("product.name"));
    assertThat(await(shop::products)).isEmpty();
  }

  @Test
  void productThatComesBackIsPublished() {
    deliver(product("A"));
    deliver(update("A", Facet.PRODUCT, new Value.Discontinued(), Listed.YES));
    assertThat(found("A").status()).isEqualTo("draft");
    deliver(product("A"));
    assertThat(found("A").status()).isEqualTo("publish");
  }

  @Test
  void previewIsTheBatch() {
    CallPreview preview =
        new WooCommerceAdapter()
            .preview(settings(Map.of()), new ChannelCall("c", List.of(stock("A", 3))));

    assertThat(preview).isInstanceOf(CallPreview.Requests.class);
    var request = ((CallPreview.Requests) preview).requests().get(0);
    assertThat(request.url()).isEqualTo(shop.url() + "/wp-json/wc/v3/products/batch");
    assertThat(new String(request.body(), StandardCharsets.UTF_8))
        .contains("\"id\":\"***\"")
        .contains("\"stock_quantity\":3");
  }

  private List<String> problems(String key, Object value) {
    return new WooCommerceAdapter()
        .validate(settings(Map.of(key, value))).stream().map(SettingProblem::path).toList();
  }

  @Test
  void wrongSettingsArePointedAt() {
    assertThat(problems("store", "https://shop.example/blog")).isEmpty();
    assertThat(problems("store", "shop.example")).containsExactly("store");
    assertThat(problems("store", "https://a:b@shop.example")).containsExactly("store");
    assertThat(problems("store", "https://shop.example/wp-json/wc/v3")).containsExactly("store");
    assertThat(problems("store", "https://shop.example?x=1")).containsExactly("store");
    assertThat(problems("store", "https://shop example")).containsExactly("store");
    assertThat(problems("consumer_key", new Secret("ck:1"))).containsExactly("consumer_key");
    assertThat(problems("consumer_secret", new Secret(""))).containsExactly("consumer_secret");
    assertThat(problems("consumer_key", new Secret("cs_1"))).containsExactly("consumer_key");
    assertThat(problems("consumer_secret", new Secret("ck_1"))).containsExactly("consumer_secret");
    assertThat(problems("currency", "euro")).containsExactly("currency");
    assertThat(problems("allow_private", false)).containsExactly("store");
  }
}
