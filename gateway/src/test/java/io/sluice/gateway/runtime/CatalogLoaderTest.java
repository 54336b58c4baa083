package io.sluice.gateway.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.catalog.Catalog;
import io.sluice.gateway.catalog.Decision;
import io.sluice.gateway.intake.Intake;
import io.sluice.gateway.intake.Verdict;
import io.sluice.gateway.intake.VersionFrom;
import io.sluice.source.ProductEvent;
import io.sluice.source.cloudevents.CloudEventsDecoder;
import io.sluice.store.JournalRow;
import io.sluice.store.Store;
import io.sluice.store.StoreConfig;
import io.sluice.store.Stores;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatalogLoaderTest {
  private static final int REMEMBERED = 600;

  private final Events events = new Events(new CloudEventsDecoder());
  private final List<JournalRow> rows = new ArrayList<>();
  private final Catalog catalog = new Catalog();
  private Store store;
  private Intake intake;

  @BeforeEach
  void open(@TempDir Path directory) {
    store =
        Stores.open(
            new StoreConfig(
                "jdbc:h2:file:" + directory.resolve("sluice"),
                StoreConfig.Durability.OS,
                0,
                1,
                500,
                Duration.ofDays(1),
                1 << 30,
                10_000,
                1 << 20,
                100));
    intake = intake(0);
  }

  @AfterEach
  void close() {
    store.close();
  }

  private Intake intake(long head) {
    Intake made = Intake.remembering(REMEMBERED, catalog, Map.of(), head);
    made.addSource("pim", VersionFrom.ARRIVAL, 0);
    return made;
  }

  private ProductEvent event(int number) {
    String json =
        """
        {"specversion": "1.0", "id": "%d", "source": "t", "type": "product.stock.changed",
         "data": {"sku": "S%d", "quantity": 1}}
        """
            .formatted(number, number);
    return events.decode(json.getBytes(StandardCharsets.UTF_8));
  }

  private Decision decide(ProductEvent event, boolean imported) {
    Verdict.Journal verdict = (Verdict.Journal) intake.decide("pim", event, imported, 1);
    rows.add(verdict.row());
    return verdict.event().decision();
  }

  private void restart() throws InterruptedException {
    CountDownLatch committed = new CountDownLatch(1);
    store.journal().append(rows, committed::countDown);
    assertThat(committed.await(30, TimeUnit.SECONDS)).isTrue();
    intake = intake(store.head());
    new CatalogLoader(store, events).remember(intake, REMEMBERED);
  }

  @Test
  void whatTheSourceSaidBeforeALargeImportIsRememberedUpToABound() throws Exception {
    for (int i = 0; i < 700; i++) {
      decide(event(i), false);
    }
    for (int i = 700; i < 5_900; i++) {
      decide(event(i), true);
    }
    decide(event(5_900), false);

    restart();

    assertThat(intake.lastDecisions("pim").get(Decision.NEW)).isEqualTo(200);
    assertThat(decide(event(5_900), false)).isEqualTo(Decision.DUPLICATE);
    assertThat(decide(event(101), false)).isEqualTo(Decision.DUPLICATE);
    assertThat(decide(event(100), false)).as("600 newer ones").isEqualTo(Decision.NEW);
  }

  @Test
  void manyTimesAsManyRowsAreNotLookedAt() throws Exception {
    decide(event(0), false);
    for (int i = 1; i <= 10 * REMEMBERED; i++) {
      decide(event(i), true);
    }

    restart();

    assertThat(decide(event(0), false)).isEqualTo(Decision.NEW);
  }
}
