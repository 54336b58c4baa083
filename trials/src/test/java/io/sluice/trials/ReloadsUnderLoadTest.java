package io.sluice.trials;

import static io.sluice.trials.Trial.waiting;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.simulator.ReceivedUpdate;
import io.sluice.simulator.RequestRecord;
import io.sluice.simulator.check.FactKey;
import io.sluice.simulator.check.Published;
import io.sluice.simulator.pim.EventWriter;
import io.sluice.simulator.pim.Pace;
import io.sluice.simulator.pim.Publisher;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** {@code channels.yaml} is saved again and again, now and then broken, while events flow. */
@Tag("process")
class ReloadsUnderLoadTest {
  private static final int SAVES = 50;
  private static final int BROKEN_EVERY = 5;

  /** Often enough for the gateway to find the file by itself; the others ask for it. */
  private static final int UNASKED_EVERY = 10;

  private static final String SECTIONS =
      """
      version: 1
      catalog:
        warehouses: [BER]
        price_lists: { default: { currency: EUR, vat: 19% } }
      channels:
      """;

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private Path directory;

  private final AtomicBoolean enough = new AtomicBoolean();

  @Test
  void fiftyReloadsSomeBrokenLoseNothingAndNoCallIsMadeOfTwoConfigurations() throws Exception {
    try (Trial trial = Trial.recording(directory)) {
      ChannelSpec shop = trial.state("shop").batchOf(20);
      ChannelSpec plain = trial.state("plain");
      ChannelSpec events = trial.stream("events").batchOf(50);
      // Those that show the facts as they are can be compared with what was published.
      GatewayProcess gateway = trial.gateway("256m", plain, events);
      save(shop, plain, events, 0);
      gateway.start();
      Publisher publisher = trial.publisher(gateway);
      CompletableFuture<Void> load = CompletableFuture.runAsync(() -> publishAll(publisher));
      try {
        for (int number = 1; number <= SAVES; number++) {
          change(gateway, shop, plain, events, number);
        }
      } finally {
        enough.set(true);
      }
      load.join();
      trial.awaitDrained(gateway);

      trial.assertPromiseKept();
      List<RequestRecord> calls = trial.simulator.records().of("shop");
      assertEachCallIsOfOneConfiguration(calls);
      assertShowsTheLast(calls, trial.history.events());
    }
  }

  private void change(
      GatewayProcess gateway, ChannelSpec shop, ChannelSpec plain, ChannelSpec events, int number)
      throws IOException {
    boolean broken = isBroken(number);
    String before = gateway.api().configuration().getString("version");
    save(broken ? shop.with("prise: { add: 1 }") : shop, plain, events, number);
    if (number % UNASKED_EVERY == 1) {
      waiting().until(() -> !gateway.api().configuration().getString("version").equals(before));
    } else {
      JsonObject answer = gateway.api().reload();
      assertThat(answer.getBoolean("valid")).as("number " + number).isEqualTo(!broken);
      assertThat(answer.getString("version").equals(before)).isEqualTo(broken);
    }
  }

  private static boolean isBroken(int number) {
    return number % BROKEN_EVERY == 0;
  }

  /** Number N keeps N back of each stock and adds N to each price. */
  private void save(ChannelSpec shop, ChannelSpec plain, ChannelSpec events, int number)
      throws IOException {
    String file =
        SECTIONS
            + shop.with("stock: { keep_back: %d }".formatted(number))
                .with("price: { list: default, add: %d.00 }".formatted(number))
                .yaml()
            + plain.with("limits: { parallel: %d }".formatted(1 + number % 8)).yaml()
            + events.with("limits: { parallel: %d }".formatted(1 + number % 4)).yaml();
    Files.writeString(directory.resolve("config").resolve("channels.yaml"), file);
  }

  /** Whole hundreds, so that what is shown tells by which number. */
  private void publishAll(Publisher publisher) {
    EventWriter writer = new EventWriter(0);
    Random random = new Random(7);
    Pace pace = new Pace(500);
    while (!enough.get()) {
      pace.await();
      String sku = Workload.sku(random.nextInt(300));
      int hundreds = 1 + random.nextInt(9);
      publisher.publish(
          random.nextBoolean()
              ? writer.stock(sku, "BER", hundreds * 100L)
              : writer.price(sku, hundreds * 10_000L));
    }
    publisher.awaitConfirmed();
  }

  private static int number(ReceivedUpdate update) {
    int shown = shown(update);
    return update.facet().equals("stock") ? (100 - shown % 100) % 100 : shown % 100;
  }

  private static int shown(ReceivedUpdate update) {
    return Integer.parseInt(update.value().replaceFirst("(\\.0+)? EUR$", ""));
  }

  private static void assertEachCallIsOfOneConfiguration(List<RequestRecord> calls) {
    Map<Long, Integer> numbers = new HashMap<>();
    int newest = 0;
    int mixed = 0;
    for (RequestRecord record :
        calls.stream().sorted(Comparator.comparingLong(RequestRecord::number)).toList()) {
      int number = number(record.update());
      mixed += numbers.getOrDefault(record.number(), number) == number ? 0 : 1;
      numbers.put(record.number(), number);
      assertThat(isBroken(number) && number > 0).as("of a broken file: " + record).isFalse();
      assertThat(number)
          .as("older than what came before: " + record)
          .isGreaterThanOrEqualTo(newest);
      newest = number;
    }
    assertThat(mixed).as("calls of two configurations").isZero();
    assertThat(numbers.values().stream().distinct().count()).isGreaterThan(SAVES / 2);
  }

  private static void assertShowsTheLast(List<RequestRecord> calls, Iterable<Published> published) {
    Map<FactKey, Published> newest = new HashMap<>();
    published.forEach(
        event ->
            newest.merge(
                new FactKey(event.key().sku(), event.key().facet(), ""),
                event,
                (a, b) -> a.number() > b.number() ? a : b));
    Map<FactKey, Integer> shown = new HashMap<>();
    calls.stream()
        .filter(record -> record.did().equals("applied"))
        .sorted(Comparator.comparingLong(RequestRecord::number))
        .map(RequestRecord::update)
        .forEach(each -> shown.put(new FactKey(each.sku(), each.facet(), ""), shown(each)));
    int last = SAVES - 1;
    newest.forEach(
        (key, event) -> {
          int value = Integer.parseInt(event.value().replace(" EUR", ""));
          assertThat(shown.get(key))
              .as(key.toString())
              .isEqualTo(key.facet().equals("stock") ? value - last : value + last);
        });
  }
}
