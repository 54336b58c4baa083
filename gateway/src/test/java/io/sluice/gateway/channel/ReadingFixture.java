package io.sluice.gateway.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.adapter.ChannelUpdate;
import io.sluice.adapter.Listing;
import io.sluice.adapter.ListingPage;
import io.sluice.adapter.Value;
import io.sluice.gateway.operations.ReadingView;
import io.sluice.gateway.rules.ChannelRules;
import io.sluice.gateway.rules.Freeze;
import io.sluice.gateway.rules.Percent;
import io.sluice.gateway.rules.PriceList;
import io.sluice.gateway.rules.PriceRules;
import io.sluice.gateway.rules.PriceSource;
import io.sluice.gateway.rules.PriceSteps;
import io.sluice.gateway.rules.Rules;
import io.sluice.source.Facet;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A channel that can be asked what it shows, and a far end that anybody may edit. */
abstract class ReadingFixture {
  static final int PAGE = 100;

  final SamplePlan plan = plan();

  /** What the far end shows, whoever put it there. */
  final Map<String, Listing> there = new LinkedHashMap<>();

  final List<Long> readAtMs = new ArrayList<>();

  static SamplePlan plan() {
    SamplePlan plan = SamplePlan.state();
    plan.send = EnumSet.of(Facet.STOCK, Facet.PRICE);
    plan.listings = true;
    plan.parallel = 16;
    return plan;
  }

  VirtualChannel shop() {
    VirtualChannel shop = new VirtualChannel(plan);
    shop.commitMs = () -> 1;
    shop.listings = cursor -> page(shop, cursor);
    return shop;
  }

  ListingPage page(VirtualChannel shop, @Nullable String cursor) {
    readAtMs.add(shop.time.nowMs());
    int from = cursor == null ? 0 : Integer.parseInt(cursor);
    List<Listing> all = List.copyOf(there.values());
    int to = Math.min(all.size(), from + PAGE);
    String next = to < all.size() ? Integer.toString(to) : null;
    return new ListingPage.Items(all.subList(from, to), next);
  }

  void shows(String sku, @Nullable Long stock, @Nullable String price) {
    BigDecimal amount = price == null ? null : new BigDecimal(price);
    there.put(sku, new Listing(sku, true, stock, amount, price == null ? null : "EUR"));
  }

  /** The far end shows what it was sent last. */
  void showsWhatItWasSent(VirtualChannel shop, String... skus) {
    for (String sku : skus) {
      shows(sku, stock(shop, sku), price(shop, sku));
    }
  }

  static @Nullable Long stock(VirtualChannel shop, String sku) {
    ChannelUpdate update = shop.checker.lastApplied(sku, "STOCK");
    return update == null ? null : ((Value.Stock) update.value()).quantity();
  }

  static @Nullable String price(VirtualChannel shop, String sku) {
    ChannelUpdate update = shop.checker.lastApplied(sku, "PRICE");
    return update == null
        ? null
        : String.valueOf(((Value.Price) update.value()).prices().get(0).amount());
  }

  static ReadingView read(VirtualChannel shop, ReadingKind kind) {
    assertThat(shop.channel.read(kind, shop.time.nowMs())).isTrue();
    for (int i = 0; i < 600 && !view(shop).over(); i++) {
      shop.run(100);
    }
    assertThat(view(shop).over()).as("%s", view(shop)).isTrue();
    return view(shop);
  }

  static ReadingView view(VirtualChannel shop) {
    return Objects.requireNonNull(shop.channel.reading());
  }

  static void publish(VirtualChannel shop, String sku, long stock, String price) {
    shop.publish(sku, SampleEvents.stock(stock));
    shop.publish(sku, SampleEvents.price(price));
  }

  static List<ChannelUpdate> sentSince(VirtualChannel shop, int before) {
    return List.copyOf(shop.checker.begun().subList(before, shop.checker.begun().size()));
  }

  VirtualChannel filled(int skus) {
    VirtualChannel shop = shop();
    IntStream.range(0, skus).forEach(i -> publish(shop, "sku-" + i, 10, "20.00"));
    shop.drain();
    IntStream.range(0, skus).forEach(i -> showsWhatItWasSent(shop, "sku-" + i));
    return shop;
  }

  /** Rules under which stock and price wait for a while. */
  static ChannelRules frozen(Instant from, Instant until) {
    PriceList list = new PriceList("default", "EUR", Percent.of("19"));
    return new Rules()
        .price(new PriceRules(PriceSource.of(list), null, List.of(), PriceSteps.NONE))
        .freeze(new Freeze("sale", Set.of(Facet.STOCK, Facet.PRICE), from, until, ZoneOffset.UTC))
        .build();
  }
}
