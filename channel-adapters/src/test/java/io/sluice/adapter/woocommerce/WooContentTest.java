package io.sluice.adapter.woocommerce;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.adapter.ChannelUpdate;
import io.sluice.adapter.Facet;
import io.sluice.adapter.Listed;
import io.sluice.adapter.Outcome;
import io.sluice.adapter.Value;
import io.sluice.simulator.market.MarketFault;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Lists of a product take the place of what is there, and images are fetched each time. */
class WooContentTest extends WooShopFixture {
  private static ChannelUpdate content(String sku, String description, String... images) {
    return content(sku, new JsonObject().put("description", description), images);
  }

  private static ChannelUpdate content(String sku, JsonObject more, String... images) {
    JsonObject json = new JsonObject().put("name", "Bag").mergeIn(more);
    JsonArray list = new JsonArray();
    for (String image : images) {
      list.add("https://img.example/" + image);
    }
    byte[] bytes = json.put("images", list).encode().getBytes(StandardCharsets.UTF_8);
    return update(sku, Facet.PRODUCT, new Value.Product(bytes), Listed.UNKNOWN);
  }

  private int uploads() {
    return await(shop::uploads);
  }

  @Test
  void imagesAreFetchedOnceAndAgainWhenTheyChange() {
    deliver(content("A", "one", "1.jpg", "2.jpg"));
    assertThat(uploads()).isEqualTo(2);

    deliver(content("A", "two", "1.jpg", "2.jpg"));
    assertThat(uploads()).isEqualTo(2);

    assertThat(deliver(content("A", "two", "3.jpg"))).isEqualTo(Outcome.Accepted.PLAIN);
    assertThat(uploads()).isEqualTo(3);
    deliver(content("A", "three", "3.jpg"));
    assertThat(uploads()).isEqualTo(3);
  }

  @Test
  void imagesOfAProductThatWasThereAreLeftAloneUntilOursChange() {
    deliver(content("A", "one", "1.jpg"));
    deliver(product("B"));
    connection = open(Map.of());

    deliver(List.of(content("A", "two", "1.jpg"), content("B", "two", "1.jpg")));
    assertThat(uploads()).as("B had none").isEqualTo(2);

    deliver(content("A", "three", "4.jpg"));
    assertThat(uploads()).isEqualTo(3);
  }

  @Test
  void productWhoseCreationWasNotAnsweredGetsItsImagesOnce() {
    await(
        () ->
            shop.fault(
                MarketFault.Kind.RESET_AFTER, 1, request -> request.method().equals("POST")));
    assertThat(deliver(content("A", "one", "1.jpg"))).isInstanceOf(Outcome.Unknown.class);

    assertThat(deliver(content("A", "one", "1.jpg"))).isEqualTo(Outcome.Accepted.PLAIN);

    assertThat(uploads()).isEqualTo(1);
  }

  @Test
  void imagesAreFetchedAFewAtATime() {
    connection = open(Map.of("total_timeout", Duration.ofSeconds(2)));
    await(() -> shop.imagesTake(Duration.ofMillis(60)));
    List<ChannelUpdate> all =
        IntStream.range(0, 50).mapToObj(i -> content("S-" + i, "one", i + ".jpg")).toList();

    List<Outcome> outcomes = deliver(all);

    assertThat(outcomes)
        .hasOnlyElementsOfTypes(Outcome.Accepted.class, Outcome.Deferred.class)
        .startsWith(Outcome.Accepted.PLAIN);
    assertThat(outcomes.get(49))
        .isInstanceOfSatisfying(
            Outcome.Deferred.class,
            later -> assertThat(later.scope()).isEqualTo(Outcome.Scope.ITEM));
  }

  private static JsonObject colours(String... colours) {
    return new JsonObject()
        .put("attributes", new JsonObject().put("Colour", new JsonArray(List.of(colours))));
  }

  private JsonObject attribute(String sku, String name) {
    return await(() -> shop.attributes(sku)).stream()
        .map(JsonObject.class::cast)
        .filter(each -> each.getString("name").equals(name))
        .findFirst()
        .orElse(new JsonObject());
  }

  @Test
  void attributesThatVariationsAreMadeOfStay() {
    await(() -> shop.putVariation("RED-S", "RED"));

    deliver(content("RED", colours("red")));
    assertThat(attribute("RED", "Size").getBoolean("variation")).isTrue();
    assertThat(attribute("RED", "Colour").getJsonArray("options")).containsExactly("red");

    JsonObject size = new JsonObject().put("Size", "L").put("Colour", "blue");
    deliver(content("RED", new JsonObject().put("attributes", size)));
    assertThat(attribute("RED", "Size").getJsonArray("options")).containsExactly("S", "M");
    assertThat(attribute("RED", "Colour").getJsonArray("options")).containsExactly("blue");
  }

  @Test
  void attributesThatSomebodyGaveStay() {
    deliver(content("A", colours("red")));
    JsonObject care = new JsonObject().put("name", "Care").put("visible", false);
    JsonObject brand = new JsonObject().put("id", 7).put("name", "Colour").put("position", 3);
    await(
        () ->
            shop.setAttributes(
                "A",
                new JsonArray()
                    .add(care.put("options", new JsonArray().add("wash")))
                    .add(brand.put("visible", true).put("options", new JsonArray().add("red")))));

    deliver(content("A", colours("red", "green")));

    assertThat(attribute("A", "Care").getJsonArray("options")).containsExactly("wash");
    assertThat(attribute("A", "Care").getBoolean("visible")).isFalse();
    assertThat(attribute("A", "Colour").getInteger("id")).isEqualTo(7);
    assertThat(attribute("A", "Colour").getJsonArray("options")).containsExactly("red", "green");
  }

  @Test
  void contentWithoutListsAsksForNothing() {
    deliver(product("A"));
    exchanges.clear();

    deliver(product("A"));

    assertThat(exchanges).hasSize(1);
  }

  @Test
  void contentWaitsWhereItsListsCannotBeAskedFor() {
    deliver(content("A", colours("red")));
    await(
        () ->
            shop.fault(MarketFault.Kind.RESET_AFTER, 1, request -> request.method().equals("GET")));

    assertThat(deliver(content("A", colours("green")))).isInstanceOf(Outcome.Unreachable.class);

    assertThat(attribute("A", "Colour").getJsonArray("options")).containsExactly("red");
  }
}
