package io.sluice.demo;

import io.sluice.demo.market.Books;
import io.sluice.demo.market.Market;
import io.sluice.demo.market.Markets;
import io.sluice.demo.shop.Catalogue;
import io.sluice.demo.shop.Changes;
import io.sluice.demo.shop.Product;
import io.sluice.demo.shop.Variant;
import io.sluice.demo.stage.Stage;
import io.sluice.demo.stage.StageException;
import io.sluice.demo.stage.StageFiles;
import io.sluice.demo.stage.StagePlan;
import io.sluice.gateway.api.ListenAddress;
import io.sluice.gateway.operations.ChannelView;
import io.sluice.gateway.runtime.Time;
import io.sluice.simulator.pim.EventWriter;
import io.sluice.simulator.pim.PimEvent;
import io.sluice.simulator.pim.Publisher;
import io.sluice.simulator.time.TimeLapse;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;

/**
 * A merchant's morning: his whole assortment is new to four marketplaces, which have their real
 * limits. The gateway is restarted while it creates listings, one marketplace is down for over an
 * hour in the middle of it, the gateway is restarted once more, tokens end, and prices, stocks and
 * the assortment itself change. At the end each listing is compared with what the rules make of
 * what the shop has said, calculated by itself.
 *
 * <p>Gateway, adapters and marketplaces go by one {@link TimeLapse}; the hour of the outage is
 * skipped once nothing else is to be done. Limits of waiting are those of the wall.
 */
final class Morning {
  static final int PRODUCTS = 2_000;

  /** Seconds that pass in a second. */
  static final int FACTOR = 30;

  /** A Monday, seven o'clock in Berlin. */
  static final Instant BEGINS = Instant.parse("2026-03-02T06:00:00Z");

  private static final long SEED = 1;
  private static final Duration OUTAGE = Duration.ofMinutes(70);
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final int SAMPLES = 20;
  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm").withZone(ZoneId.of("Europe/Berlin"));

  private final Stage stage;
  private final Markets markets;
  private final TimeLapse time;
  private final Catalogue catalogue;
  private final Consumer<String> progress;
  private final EventWriter writer = new EventWriter("/demo/shop", 0, 0);
  private final Changes changes;
  private final Books books;
  private final List<Variant> variants;
  private long published;
  private int restarts;

  /**
   * @param stage with marketplaces that may have the catalogue, in that time
   * @param progress is told each step, in words
   */
  Morning(Stage stage, TimeLapse time, Catalogue catalogue, Consumer<String> progress) {
    this.stage = stage;
    this.markets = stage.markets().orElseThrow();
    this.time = time;
    this.catalogue = catalogue;
    this.progress = progress;
    this.changes = new Changes(catalogue, SEED, writer);
    this.books = new Books(catalogue);
    this.variants =
        catalogue.products().stream().map(Product::variants).flatMap(List::stream).toList();
  }

  static Catalogue catalogue(int products) {
    return Catalogue.of(SEED, products);
  }

  static StagePlan plan(ListenAddress listen, Catalogue catalogue, TimeLapse time) {
    return StagePlan.marketplaces(listen, catalogue, new Time(time, time::timersOf));
  }

  /** Returns when it is over, also where it got stuck: then listings are not as they should be. */
  MorningResult run() {
    long begun = System.nanoTime();
    Instant from = time.instant();
    List<String> differences = new ArrayList<>();
    try (Publisher publisher =
        new Publisher(stage.amqpUri(), StageFiles.EXCHANGE, confirmed -> {})) {
      until("the broker", SOON, () -> stage.source().state().equals("connected"));
      listEverything(publisher);
      goThroughAnOutage(publisher);
      changeWhatIsThere(publisher);
    } catch (StageException stuck) {
      differences.add(stuck.getMessage());
    }
    differences.addAll(markets.differences(books));
    return new MorningResult(
        published,
        byChannel(Market::listings),
        differences.size(),
        markets.violations(),
        restarts,
        byChannel(Market::tokens),
        Duration.between(from, time.instant()),
        Duration.ofNanos(System.nanoTime() - begun),
        differences.subList(0, Math.min(SAMPLES, differences.size())));
  }

  private void listEverything(Publisher publisher) {
    tell(
        "%d new products in %d variants, with prices and stock"
            .formatted(catalogue.products().size(), variants.size()));
    publish(publisher, changes.catalogue());
    has(markets.bol(), variants.size() / 3);
    restart("a third of the offers is at " + markets.bol().name());
    has(markets.bol(), variants.size() * 2 / 3);
  }

  private void goThroughAnOutage(Publisher publisher) {
    Market down = markets.bol();
    down.goDown();
    tell(down.name() + " is down with two thirds; prices and stocks change");
    change(publisher, variants.size() / 4);
    until(down.name() + " to be offline", SOON, () -> view(down).state().equals("offline"));
    restart(down.name() + " is still down");
    until("the others", patience(), this::othersDrained);
    tell("the others have everything");
    time.skip(OUTAGE);
    markets.endShopifyTokens();
    down.comeUp();
    tell(
        "%s is back after %d minutes; tokens have ended"
            .formatted(down.name(), OUTAGE.toMinutes()));
  }

  private void changeWhatIsThere(Publisher publisher) {
    change(publisher, variants.size() / 2);
    // What leaves keeps the price that is there, so that is to be the newest.
    until("everything", patience(), stage::drained);
    tell("everything is delivered; every fiftieth is sold no more");
    for (int i = 0; i < variants.size(); i += 50) {
      discontinue(publisher, variants.get(i).sku());
    }
    publisher.awaitConfirmed();
    until("everything", patience(), stage::drained);
    tell("everything is delivered");
  }

  private void change(Publisher publisher, int times) {
    for (int i = 0; i < times; i++) {
      publish(publisher, changes.next());
    }
    publisher.awaitConfirmed();
  }

  private void publish(Publisher publisher, List<PimEvent> events) {
    events.forEach(event -> publish(publisher, event));
    publisher.awaitConfirmed();
  }

  private void publish(Publisher publisher, PimEvent event) {
    publisher.publish(event);
    books.said(event);
    published++;
  }

  private void discontinue(Publisher publisher, String sku) {
    publish(
        publisher, writer.product(sku, "product.discontinued", "{\"sku\":\"%s\"}".formatted(sku)));
    books.discontinued(sku);
  }

  private void has(Market market, int listings) {
    until(
        "%d listings at %s".formatted(listings, market.name()),
        patience(),
        () -> market.listings() >= listings);
  }

  private void restart(String why) {
    tell("the gateway is restarted while " + why);
    stage.restart();
    restarts++;
  }

  private boolean othersDrained() {
    return stage.waiting() == 0
        && stage.source().unanswered() == 0
        && stage.channels().stream()
            .filter(each -> !each.channel().equals(markets.bol().name()))
            .allMatch(each -> each.backlog() == 0 && each.inFlight() == 0);
  }

  private ChannelView view(Market market) {
    return stage.channels().stream()
        .filter(each -> each.channel().equals(market.name()))
        .findFirst()
        .orElseThrow();
  }

  /** Several times of what it takes; a slow machine gets its time. */
  private Duration patience() {
    return Duration.ofMinutes(2).plusMillis(60L * variants.size());
  }

  private void until(String what, Duration atMost, BooleanSupplier condition) {
    if (!Waiting.until(atMost, condition)) {
      throw new StageException(
          "waited %d s for %s in vain: %s".formatted(atMost.toSeconds(), what, stage.channels()));
    }
  }

  private Map<String, Integer> byChannel(ToIntFunction<Market> count) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    markets.all().forEach(market -> counts.put(market.name(), count.applyAsInt(market)));
    return counts;
  }

  private void tell(String step) {
    progress.accept(CLOCK.format(time.instant()) + " " + step);
  }
}
