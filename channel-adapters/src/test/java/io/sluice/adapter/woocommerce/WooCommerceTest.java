package io.sluice.adapter.woocommerce;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.adapter.CallPreview;
import io.sluice.adapter.ChannelCall;
import io.sluice.adapter.ChannelConnection;
import io.sluice.adapter.ChannelContext;
import io.sluice.adapter.ChannelSettings;
import io.sluice.adapter.ChannelUpdate;
import io.sluice.adapter.Facet;
import io.sluice.adapter.Listed;
import io.sluice.adapter.LocalCredentialStore;
import io.sluice.adapter.Outcome;
import io.sluice.adapter.RemoteIds;
import io.sluice.adapter.Secret;
import io.sluice.adapter.SettingProblem;
import io.sluice.adapter.Value;
import io.sluice.simulator.market.MarketAnswer;
import io.sluice.simulator.market.MarketExchange;
import io.sluice.simulator.woocommerce.WooProduct;
import io.sluice.simulator.woocommerce.WooShop;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What only WooCommerce has. */
class WooCommerceTest {
  private final Vertx vertx = Vertx.vertx();
  private final Context context = vertx.getOrCreateContext();
  private final WooShop shop = new WooShop(vertx, InstantSource.system());
  private final List<MarketExchange> exchanges = new CopyOnWriteArrayList<>();
  private ChannelConnection connection;

  @BeforeEach
  void begin() {
    await(() -> shop.listen(0));
    await(() -> shop.keys("ck_1", "cs_1"));
    await(() -> shop.listener(exchanges::add));
    connection = open(Map.of());
  }

  private ChannelConnection open(Map<String, Object> other) {
    return new WooCommerceAdapter()
        .open(settings(other), ChannelContext.passing(vertx, InstantSource.system()));
  }

  @AfterEach
  void end() throws Exception {
    vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
  }

  private ChannelSettings settings(Map<String, Object> other) {
    Map<String, Object> values = new HashMap<>();
    values.put("store", shop.url());
    values.put("consumer_key", new Secret("ck_1"));
    values.put("consumer_secret", new Secret("cs_1"));
    values.put("currency", "EUR");
    values.put("allow_private", true);
    values.putAll(other);
    return new ChannelSettings("shop", values, EnumSet.allOf(Facet.class), 1_000, false);
  }

  private <T> T await(Supplier<Future<T>> work) {
    CompletableFuture<T> done = new CompletableFuture<>();
    context.runOnContext(go -> work.get().onComplete(done::complete, done::completeExceptionally));
    return done.orTimeout(20, TimeUnit.SECONDS).join();
  }

  private static ChannelUpdate update(String sku, Facet facet, Value value, Listed listed) {
    return new ChannelUpdate("id-1", sku, facet, 1, "1", "pim", null, value, listed, null);
  }

  private static ChannelUpdate product(String sku) {
    byte[] json = "{\"name\":\"Bag\"}".getBytes(StandardCharsets.UTF_8);
    return update(sku, Facet.PRODUCT, new Value.Product(json), Listed.NO);
  }

  private static ChannelUpdate stock(String sku, long quantity) {
    return update(sku, Facet.STOCK, new Value.Stock(quantity, Map.of()), Listed.YES);
  }

  private static ChannelUpdate price(
      String sku, @Nullable String amount, @Nullable String compareAt, String currency) {
    Value.ListPrice price =
        new Value.ListPrice(
            "default",
            amount == null ? null : new BigDecimal(amount),
            currency,
            compareAt == null ? null : new BigDecimal(compareAt),
            null,
            null);
    return update(sku, Facet.PRICE, new Value.Price(List.of(price)), Listed.YES);
  }

  private List<Outcome> deliver(List<ChannelUpdate> updates) {
    return await(() -> connection.deliver(new ChannelCall("call", updates)));
  }

  private Outcome deliver(ChannelUpdate update) {
    return deliver(List.of(update)).get(0);
  }

  private WooProduct found(String sku) {
    WooProduct found = await(() -> shop.find(sku));
    assertThat(found).isNotNull();
    return found;
  }

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

    assertThat(deliver(List.of(product("A"), product("C"))))
        .containsOnly(Outcome.Accepted.PLAIN);
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

  private List<ChannelUpdate> products(List<String> skus) {
    return skus.stream().map(WooCommerceTest::product).toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"S", "Ж"})
  void longSkusAreAskedForInPartsThatAHostTakes(String letter) {
    List<String> skus =
        IntStream.range(100, 200).mapToObj(i -> letter.repeat(letter.equals("S") ? 80 : 15) + i).toList();

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
    connection = open(Map.of("consumer_key", new Secret("ck_1???>>>"), "consumer_secret", new Secret("cs_~~~")));
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
  void skuWithACommaIsFoundBesideOthers() {
    deliver(List.of(product("A,B"), product("C")));
    connection = open(Map.of());

    assertThat(deliver(List.of(stock("C", 1), stock("A,B", 2))))
        .containsOnly(Outcome.Accepted.PLAIN);
    assertThat(found("A,B").stockQuantity()).isEqualTo(2);
  }

  @Test
  void crossedOutPriceIsASale() {
    deliver(product("A"));
    deliver(price("A", "19.90", "24.95", "EUR"));
    assertThat(found("A").regularPrice()).isEqualTo("24.95");
    assertThat(found("A").salePrice()).isEqualTo("19.90");

    deliver(price("A", "21.00", null, "EUR"));
    assertThat(found("A").regularPrice()).isEqualTo("21.00");
    assertThat(found("A").salePrice()).isEmpty();

    deliver(price("A", null, null, "EUR"));
    assertThat(found("A").price()).isEmpty();
  }

  @Test
  void datesThatASaleHadBeforeAreTakenAway() {
    deliver(product("A"));
    deliver(price("A", "19.90", "24.95", "EUR"));
    await(() -> shop.saleDates("A", "2020-11-27T00:00:00", "2020-11-30T23:59:59"));
    assertThat(found("A").price()).isEqualTo("24.95");

    deliver(price("A", "18.90", "24.95", "EUR"));

    assertThat(found("A").price()).isEqualTo("18.90");
  }

  @Test
  void priceInAnotherCurrencyIsNotSent() {
    deliver(product("A"));
    assertThat(deliver(price("A", "19.90", null, "USD")))
        .isEqualTo(
            new Outcome.Rejected(
                "price.currency",
                "the price is in USD, the shop's currency is EUR",
                Outcome.Scope.ITEM,
                null));
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
    assertThat(problems("currency", "euro")).containsExactly("currency");
    assertThat(problems("allow_private", false)).containsExactly("store");
  }
}
