package io.sluice.adapter.woocommerce;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.adapter.ChannelContext;
import io.sluice.adapter.ChannelUpdate;
import io.sluice.adapter.Facet;
import io.sluice.adapter.Listed;
import io.sluice.adapter.LocalCredentialStore;
import io.sluice.adapter.Outcome;
import io.sluice.adapter.RemoteIds;
import io.sluice.adapter.Secret;
import io.sluice.adapter.Value;
import io.sluice.simulator.market.MarketAnswer;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How ids are found, and what a call makes of a shop or a store that does not play along. */
class WooCallsTest extends WooShopFixture {
  @Test
  void productMadeAnewIsFoundBehindItsOldId() {
    deliver(product("A"));
    await(() -> shop.delete("A"));
    await(() -> shop.putVariation("A"));
    assertThat(deliver(stock("A", 1))).isInstanceOf(Outcome.Conflict.class);

    assertThat(deliver(stock("A", 2))).isEqualTo(Outcome.Accepted.PLAIN);
    assertThat(found("A").stockQuantity()).isEqualTo(2);
  }

  @Test
  void productThatWasDeletedThereIsNotListed() {
    deliver(List.of(product("A"), product("B"), product("C")));
    for (String sku : List.of("A", "B", "C")) {
      await(() -> shop.delete(sku));
    }

    assertThat(deliver(stock("A", 1))).isInstanceOf(Outcome.NotListed.class);
    assertThat(deliver(update("B", Facet.PRODUCT, new Value.Discontinued(), Listed.YES)))
        .isEqualTo(Outcome.Accepted.PLAIN);
    assertThat(deliver(update("C", Facet.PRODUCT, product("C").value(), Listed.UNKNOWN)))
        .isInstanceOf(Outcome.Conflict.class);

    assertThat(deliver(List.of(product("A"), product("C")))).containsOnly(Outcome.Accepted.PLAIN);
  }

  @Test
  void skuWithACommaIsFoundBesideOthers() {
    deliver(List.of(product("A,B"), product("C")));
    connection = open(Map.of());

    assertThat(deliver(List.of(stock("C", 1), stock("A,B", 2))))
        .containsOnly(Outcome.Accepted.PLAIN);
    assertThat(found("A,B").stockQuantity()).isEqualTo(2);
  }

  private List<ChannelUpdate> products(List<String> skus) {
    return skus.stream().map(WooCommerceTest::product).toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"S", "Ж"})
  void longSkusAreAskedForInPartsThatAHostTakes(String letter) {
    List<String> skus =
        IntStream.range(100, 200)
            .mapToObj(i -> letter.repeat(letter.equals("S") ? 80 : 15) + i)
            .toList();

    assertThat(deliver(products(skus))).containsOnly(Outcome.Accepted.PLAIN);

    assertThat(exchanges).noneMatch(each -> each.answer().status() == 414);
  }

  @Test
  void skuThatMayNotBeAskedForKeepsNoOtherBack() {
    await(() -> shop.refuseSearch("SKU-42"));
    List<String> skus = IntStream.range(0, 100).mapToObj(i -> "SKU-" + i).toList();

    List<Outcome> outcomes = deliver(products(skus));

    assertThat(outcomes.get(42))
        .isInstanceOfSatisfying(
            Outcome.Rejected.class,
            no -> {
              assertThat(no.code()).isEqualTo("http.406");
              assertThat(no.scope()).isEqualTo(Outcome.Scope.ITEM);
            });
    assertThat(outcomes).filteredOn(Outcome.Accepted.PLAIN::equals).hasSize(99);
  }

  @Test
  void shopThatRefusesAllQuestionsIsNotAskedWithoutEnd() {
    List<String> skus = IntStream.range(0, 100).mapToObj(i -> "SKU-" + i).toList();
    skus.forEach(sku -> await(() -> shop.refuseSearch(sku)));

    assertThat(deliver(products(skus)))
        .hasOnlyElementsOfTypes(Outcome.Rejected.class, Outcome.Deferred.class)
        .hasAtLeastOneElementOfType(Outcome.Rejected.class);

    assertThat(exchanges).hasSizeLessThan(40);
  }

  @Test
  void manyRefusedSkusAreFoundOutCallByCall() {
    List<String> skus = IntStream.range(0, 100).mapToObj(i -> "SKU-" + i).toList();
    skus.subList(0, 10).forEach(sku -> await(() -> shop.refuseSearch(sku)));
    List<String> left = new ArrayList<>(skus);
    Set<String> refused = new HashSet<>();

    for (int call = 0; call < 5 && !left.isEmpty(); call++) {
      List<Outcome> outcomes = deliver(products(left));
      List<String> again = new ArrayList<>();
      for (int i = 0; i < outcomes.size(); i++) {
        if (outcomes.get(i) instanceof Outcome.Deferred later) {
          assertThat(later.scope()).isEqualTo(Outcome.Scope.ITEM);
          again.add(left.get(i));
        } else if (outcomes.get(i) instanceof Outcome.Rejected) {
          refused.add(left.get(i));
        }
      }
      left = again;
    }

    assertThat(left).isEmpty();
    assertThat(refused).containsExactlyInAnyOrderElementsOf(skus.subList(0, 10));
  }

  @Test
  void callWhoseTimeIsUsedUpKeepsNoOtherBack() {
    List<String> skus = IntStream.range(0, 10).mapToObj(i -> "V-" + i).toList();
    skus.forEach(sku -> await(() -> shop.putVariation(sku)));
    connection = open(Map.of("total_timeout", Duration.ofSeconds(1)));
    shop.latency(Duration.ofMillis(220));

    List<Outcome> outcomes = deliver(skus.stream().map(sku -> stock(sku, 3)).toList());

    assertThat(outcomes.get(0)).isEqualTo(Outcome.Accepted.PLAIN);
    assertThat(outcomes.get(9))
        .isInstanceOfSatisfying(
            Outcome.Deferred.class,
            later -> assertThat(later.scope()).isEqualTo(Outcome.Scope.ITEM));
  }

  @Test
  void storeOfIdsThatHangsHoldsNoCallLongerThanItsTime() {
    SlowRemoteIds ids = new SlowRemoteIds();
    connection =
        new WooCommerceAdapter()
            .open(
                settings(Map.of("total_timeout", Duration.ofMillis(700))),
                new ChannelContext(
                    vertx,
                    InstantSource.system(),
                    new LocalCredentialStore(vertx, InstantSource.system()),
                    ids));
    assertThat(deliver(product("A"))).isEqualTo(Outcome.Accepted.PLAIN);

    ids.hangs = true;
    assertThat(deliver(product("A")))
        .isInstanceOfSatisfying(
            Outcome.Deferred.class,
            later -> assertThat(later.scope()).isEqualTo(Outcome.Scope.CHANNEL));
  }

  /** Never says that anything is durable, and may not even answer. */
  private static final class SlowRemoteIds implements RemoteIds {
    volatile boolean hangs;

    @Override
    public Future<Map<String, Map<String, String>>> find(Collection<String> skus) {
      return hangs
          ? Promise.<Map<String, Map<String, String>>>promise().future()
          : Future.succeededFuture(Map.of());
    }

    @Override
    public Future<Void> put(Map<String, Map<String, String>> ids) {
      return Promise.<Void>promise().future();
    }
  }

  @Test
  void loginThatAServerSendsBackIsNotShown() {
    deliver(product("A"));
    connection =
        open(
            Map.of(
                "consumer_key", new Secret("ck_1???>>>"), "consumer_secret", new Secret("cs_~~~")));
    await(() -> shop.keys("ck_1???>>>", "cs_~~~"));
    String login =
        Base64.getEncoder().encodeToString("ck_1???>>>:cs_~~~".getBytes(StandardCharsets.UTF_8));
    assertThat(login).contains("/");
    String echo = "Basic " + login;
    String said = "{\"code\":\"odd\",\"message\":\"you sent %s\",\"data\":{\"status\":400}}";
    String escaped = said.formatted(echo.replace("/", "\\/"));

    for (MarketAnswer answer :
        List.of(
            MarketAnswer.json(400, said.formatted(echo)),
            MarketAnswer.json(400, escaped),
            MarketAnswer.json(400, " ".repeat(1_990) + echo),
            MarketAnswer.json(409, escaped),
            MarketAnswer.json(200, "{\"update\":[{\"id\":701,\"error\":" + escaped + "}]}"))) {
      await(() -> shop.answerNext(answer));
      String shown = deliver(stock("A", 1)).toString();
      assertThat(shown).contains("***").doesNotContain(login.substring(0, 7));
    }
  }
}
