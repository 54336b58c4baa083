package io.sluice.adapter.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sluice.adapter.CallPreview;
import io.sluice.adapter.Capabilities;
import io.sluice.adapter.ChannelCall;
import io.sluice.adapter.ChannelUpdate;
import io.sluice.adapter.Facet;
import io.sluice.adapter.Listed;
import io.sluice.adapter.Listing;
import io.sluice.adapter.ListingPage;
import io.sluice.adapter.Outcome;
import io.sluice.adapter.OutgoingRequest;
import io.sluice.adapter.Reached;
import io.sluice.adapter.Setting;
import io.sluice.adapter.Value;
import io.vertx.core.CompositeFuture;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * What every adapter must do. {@link ContractSubject} is the subclass's part; every exchange of
 * every test is held against the marketplace's official description where there is one, and the
 * stand-in must have nothing to complain of.
 */
public abstract class ChannelAdapterContract extends OutcomesContract {
  @Test
  void settingsAreFineAndHaveTheSharedKeys() {
    assertThat(adapter().validate(settings())).isEmpty();
    assertThat(adapter().settings())
        .extracting(Setting::name)
        .contains("allow_private", "connect_timeout", "total_timeout", "answer_at_most", "trust");
  }

  @Test
  void newProductIsShown() {
    settled(created(SKU, "Travel bag"));

    assertThat(get(SKU).listed()).isTrue();
    assertName("Travel bag");
    assertThat(products()).isEqualTo(1);
  }

  @Test
  void changedProductIsShown() {
    settled(created(SKU, "Travel bag"), changed(SKU, "Travel bag, large"));

    assertName("Travel bag, large");
    assertThat(products()).isEqualTo(1);
  }

  private void assertName(String wanted) {
    Shown found = get(SKU);
    if (found.name() != null) {
      assertThat(found.name()).isEqualTo(wanted);
    }
  }

  @Test
  void productOfUnknownStandingIsShownOnce() {
    ChannelUpdate unknown = update(SKU, Facet.PRODUCT, product(SKU, "Travel bag"), Listed.UNKNOWN);
    settled(unknown);
    settled(update(SKU, Facet.PRODUCT, product(SKU, "Travel bag"), Listed.UNKNOWN));

    assertThat(get(SKU).listed()).isTrue();
    assertThat(products()).isEqualTo(1);
  }

  @Test
  void stockAndPriceAreShown() {
    settled(created(SKU, "Travel bag"), stock(SKU, 42), price(SKU, "24.95"));

    assertStock(SKU, 42);
    assertThat(get(SKU).price()).isEqualByComparingTo("24.95");

    settled(stock(SKU, 0), price(SKU, "19.90"));

    assertStock(SKU, 0);
    assertThat(get(SKU).price()).isEqualByComparingTo("19.90");
  }

  @Test
  void discontinuedProductIsNotShown() {
    settled(created(SKU, "Travel bag"), stock(SKU, 4), discontinued(SKU));

    Shown left = shown(SKU);
    assertThat(left == null || !left.listed()).as("not shown: " + left).isTrue();
  }

  @Test
  void discontinuedTwiceIsFine() {
    settled(created(SKU, "Travel bag"), discontinued(SKU));

    assertThat(settle(discontinued(SKU)))
        .isInstanceOfAny(Outcome.Accepted.class, Outcome.NotListed.class);
  }

  @Test
  void productThatComesBackTakesTheSameValuesAgain() {
    settled(created(SKU, "Travel bag"), stock(SKU, 5), price(SKU, "24.95"), discontinued(SKU));

    settled(created(SKU, "Travel bag"), stock(SKU, 5), price(SKU, "24.95"));

    assertThat(get(SKU).listed()).isTrue();
    assertStock(SKU, 5);
    assertThat(get(SKU).price()).isEqualByComparingTo("24.95");
    assertThat(products()).isEqualTo(1);
  }

  @Test
  void oddSkuIsOneProduct() {
    String odd = oddSku();
    settled(created(odd, "Travel bag"), stock(odd, 7), price(odd, "9.90"));

    assertStock(odd, 7);
    assertThat(products()).isEqualTo(1);
  }

  @Test
  void lastValueStays() {
    settled(created(SKU, "Travel bag"), stock(SKU, 1), stock(SKU, 2), stock(SKU, 3));

    assertStock(SKU, 3);
  }

  @Test
  void sameCallTwiceIsTheSame() {
    ChannelUpdate create = created(SKU, "Travel bag");
    settled(create);
    assertThat(recover(create)).isEqualTo(ACCEPTED);
    ChannelUpdate stock = stock(SKU, 5);
    settled(stock, stock);

    assertStock(SKU, 5);
    assertThat(products()).isEqualTo(1);
  }

  @Test
  void callsMayOverlap() {
    List<String> skus = List.of("SKU-1", "SKU-2", "SKU-3", "SKU-4");
    skus.forEach(sku -> settled(created(sku, "Bag")));
    clock.jump(Duration.ofMinutes(20));
    List<ChannelCall> calls =
        skus.stream().map(sku -> new ChannelCall("c-" + sku, List.of(stock(sku, 9)))).toList();

    List<List<Outcome>> outcomes = together(calls);

    for (int i = 0; i < skus.size(); i++) {
      Outcome first = outcomes.get(i).get(0);
      boolean waits = first instanceof Outcome.Deferred;
      assertThat(waits ? settle(calls.get(i).updates().get(0)) : finished(first))
          .isEqualTo(ACCEPTED);
      assertStock(skus.get(i), 9);
    }
  }

  private List<List<Outcome>> together(List<ChannelCall> calls) {
    return await(
        () ->
            Future.all(calls.stream().map(connection::deliver).toList())
                .map(CompositeFuture::list));
  }

  @Test
  void batchIsOneCallWithAnOutcomeForEach() {
    List<String> skus = batch();

    List<ChannelUpdate> stocks = skus.stream().map(sku -> stock(sku, 6)).toList();
    assertThat(settle(stocks)).hasSize(skus.size()).allMatch(ACCEPTED::equals);

    skus.forEach(sku -> assertStock(sku, 6));
  }

  @Test
  void listingsTellWhatIsShown() {
    assumeTrue(capabilities().listings(), "tells nothing of what it shows");
    for (int i = 1; i <= 3; i++) {
      String sku = "SKU-" + i;
      settled(created(sku, "Bag"), stock(sku, i), price(sku, i + ".50"));
    }

    Map<String, Listing> found =
        listings().stream().collect(Collectors.toMap(Listing::sku, Function.identity()));

    assertThat(found).containsOnlyKeys("SKU-1", "SKU-2", "SKU-3");
    Listing second = found.get("SKU-2");
    assertThat(second.listed()).isTrue();
    assertThat(second.quantity()).isEqualTo(2);
    assertThat(second.price()).isEqualByComparingTo("2.50");
  }

  private List<Listing> listings() {
    List<Listing> all = new ArrayList<>();
    String cursor = null;
    for (int page = 0; page < 100; page++) {
      String from = cursor;
      ListingPage read = await(() -> connection.listings(from));
      if (read instanceof ListingPage.Items items) {
        all.addAll(items.listings());
        cursor = items.next();
        if (cursor == null) {
          return all;
        }
      } else {
        Outcome why = ((ListingPage.Problem) read).why();
        assertThat(why).isInstanceOf(Outcome.Deferred.class);
        clock.jumpTo(((Outcome.Deferred) why).until());
        process().toCompletionStage().toCompletableFuture().join();
      }
    }
    throw new AssertionError("listings without an end");
  }

  @Test
  void lookIsFineAndChangesNothing() {
    Reached reached = look();

    assertThat(reached.fine()).as(reached.text()).isTrue();
    assertNoSecretIn(reached);
    assertThat(exchanges).noneMatch(each -> bringsUpdates(each.request()));
  }

  @Test
  void previewShowsNoSecretAndTouchesNothing() {
    List<Value> values =
        List.of(
            stock(SKU, 3).value(),
            price(SKU, "2.50").value(),
            product(SKU, "Bag"),
            new Value.Discontinued());
    for (Value value : values) {
      Facet facet =
          value instanceof Value.Stock
              ? Facet.STOCK
              : value instanceof Value.Price ? Facet.PRICE : Facet.PRODUCT;
      ChannelCall call = new ChannelCall("p", List.of(update(SKU, facet, value, Listed.YES)));
      CallPreview preview = adapter().preview(settings(), call);
      if (preview instanceof CallPreview.Requests some) {
        assertThat(some.requests()).isNotEmpty();
        some.requests().forEach(this::assertNoSecretIn);
      } else {
        assertNoSecretIn(preview);
      }
    }
    assertThat(exchanges).isEmpty();
  }

  private void assertNoSecretIn(OutgoingRequest request) {
    assertThat(request.url()).startsWith("http");
    assertNoSecretIn(request.toString());
    assertNoSecretIn(new String(request.body(), StandardCharsets.UTF_8));
  }

  @Test
  void exchangesFitTheOfficialDescription() {
    if (official() == null) {
      abort("no official description");
    }
    settled(created(SKU, "Bag"), changed(SKU, "Case"), stock(SKU, 2), price(SKU, "2.50"));
    settled(discontinued(SKU));

    assertThat(exchanges).anyMatch(each -> bringsUpdates(each.request()));
  }

  @Test
  void lanesAreWhatTheAdapterSays() {
    assumeTrue(
        capabilities().exclusiveKey() == Capabilities.ExclusiveKey.SKU_AND_FACET,
        "one call for a SKU at a time");
    settled(created(SKU, "Bag"));
    clock.jump(Duration.ofMinutes(20));
    ChannelUpdate stock = stock(SKU, 8);
    ChannelUpdate price = price(SKU, "8.80");

    List<List<Outcome>> outcomes =
        together(
            List.of(new ChannelCall("s", List.of(stock)), new ChannelCall("p", List.of(price))));

    for (List<Outcome> each : outcomes) {
      assertThat(finished(each.get(0)))
          .isInstanceOfAny(Outcome.Accepted.class, Outcome.Deferred.class);
    }
    settled(stock, price);
    assertStock(SKU, 8);
    assertThat(get(SKU).price()).isEqualByComparingTo("8.80");
  }
}
