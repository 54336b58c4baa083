package io.sluice.demo.shop;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.simulator.pim.EventWriter;
import io.sluice.simulator.pim.PimEvent;
import io.sluice.source.Decoded;
import io.sluice.source.RawMessage;
import io.sluice.source.cloudevents.CloudEventsDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ChangesTest {
  private static List<PimEvent> events(long seed, int products, int changes) {
    Changes shop = new Changes(Catalogue.of(seed, products), seed, new EventWriter("/shop", 0, 0));
    List<PimEvent> events = new ArrayList<>(shop.catalogue());
    for (int i = 0; i < changes; i++) {
      events.add(shop.next());
    }
    return events;
  }

  private static List<String> texts(List<PimEvent> events) {
    return events.stream().map(event -> new String(event.body(), StandardCharsets.UTF_8)).toList();
  }

  @Test
  void everyEventIsValid() {
    CloudEventsDecoder decoder = new CloudEventsDecoder();

    assertThat(events(1, 200, 3_000))
        .allSatisfy(
            event -> {
              RawMessage message =
                  new RawMessage(event.body(), "application/cloudevents+json", Map.of());
              Decoded decoded = decoder.decode(message);
              assertThat(decoded).isInstanceOf(Decoded.Event.class);
              assertThat(((Decoded.Event) decoded).event().sku()).isEqualTo(event.key().sku());
            });
  }

  @Test
  void sameSeedGivesTheSameEvents() {
    assertThat(texts(events(7, 40, 500))).isEqualTo(texts(events(7, 40, 500)));
    assertThat(texts(events(7, 40, 500))).isNotEqualTo(texts(events(8, 40, 500)));
  }

  @Test
  void catalogueHasTwoWarehousesAndTwoListsForEachVariant() {
    Catalogue catalogue = Catalogue.of(1, 200);
    Set<String> variants =
        catalogue.products().stream()
            .flatMap(product -> product.variants().stream())
            .map(Variant::sku)
            .collect(Collectors.toSet());
    Set<String> told =
        events(1, 200, 0).stream()
            .map(event -> event.key().sku() + "/" + event.key().facet() + "/" + event.key().part())
            .collect(Collectors.toSet());

    assertThat(variants).hasSizeBetween(350, 600);
    for (String sku : variants) {
      assertThat(told)
          .contains(
              sku + "/stock/BER",
              sku + "/stock/HAM",
              sku + "/price/retail",
              sku + "/price/b2b",
              sku + "/product/");
    }
  }

  @Test
  void numbersAndGtinsAreGivenOnce() {
    Set<Long> numbers = new HashSet<>();
    Set<String> gtins = new HashSet<>();

    assertThat(events(1, 50, 200)).allMatch(event -> numbers.add(event.number()));
    assertThat(Catalogue.of(1, 200).products())
        .flatMap(Product::variants)
        .allMatch(variant -> gtins.add(variant.gtin()) && variant.gtin().length() == 13);
  }

  @Test
  void changesAreMostlyStock() {
    Changes shop = new Changes(Catalogue.of(1, 50), 1, new EventWriter("/shop", 0, 0));
    Map<String, Long> facets =
        Stream.generate(shop::next)
            .limit(2_000)
            .collect(Collectors.groupingBy(event -> event.key().facet(), Collectors.counting()));

    assertThat(facets.get("stock")).isBetween(1_500L, 1_700L);
    assertThat(facets.keySet()).containsExactlyInAnyOrder("stock", "price", "product");
  }
}
