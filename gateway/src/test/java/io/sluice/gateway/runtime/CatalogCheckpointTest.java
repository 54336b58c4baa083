package io.sluice.gateway.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.catalog.Catalog;
import io.sluice.gateway.catalog.CatalogEntry;
import io.sluice.gateway.catalog.Decision;
import io.sluice.gateway.catalog.JournaledEvent;
import io.sluice.gateway.channel.CheckpointPace;
import io.sluice.source.Change;
import io.sluice.source.ProductEvent;
import io.sluice.source.cloudevents.CloudEventsDecoder;
import io.sluice.store.Store;
import io.sluice.store.StoreConfig;
import io.sluice.store.Stores;
import io.sluice.store.Write;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatalogCheckpointTest {
  private final Catalog catalog = new Catalog();
  private final List<String> written = new ArrayList<>();
  private Store store;
  private Contents contents;
  private CatalogCheckpoint checkpoint;
  private long head;

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
                Duration.ZERO,
                1 << 20,
                1_000,
                1 << 20,
                100));
    contents = new Contents(store, new Events(new CloudEventsDecoder()), 100 << 20);
    checkpoint = new CatalogCheckpoint(catalog, contents, CheckpointPace.always(2), 0);
  }

  @AfterEach
  void close() {
    store.close();
  }

  private void apply(String sku, Change change) {
    byte[] json = "{}".getBytes(StandardCharsets.UTF_8);
    ProductEvent event = new ProductEvent("id", "/test", "test", sku, null, 1, change, json, 1);
    CatalogEntry entry =
        catalog.apply(new JournaledEvent(++head, "pim", 0, head, Decision.NEW, 1, event));
    checkpoint.changed(entry);
  }

  private void stock(String sku) {
    apply(sku, new Change.Stock("BER", 1));
  }

  private boolean step() {
    CatalogCheckpoint.Step step = checkpoint.next(head, 0);
    CatalogCheckpoint.Rows rows = checkpoint.rows(step);
    for (Write write : rows.writes()) {
      if (write instanceof Write.PutState put) {
        put.rows().forEach(row -> written.add(row.key()));
      }
    }
    checkpoint.committed(step, rows);
    return checkpoint.durable() == head;
  }

  @Test
  void passClaimsItsBeginOnceEverythingIsWritten() {
    for (String sku : List.of("A", "B", "C")) {
      stock(sku);
    }
    assertThat(step()).isFalse();
    assertThat(checkpoint.durable()).isZero();
    assertThat(step()).isTrue();
    assertThat(written).containsExactly("A", "B", "C");
  }

  @Test
  void stepThatCouldNotBeReadIsRepeatedBeforeAnythingIsClaimed() {
    for (String sku : List.of("A", "B", "C")) {
      stock(sku);
    }
    CatalogCheckpoint.Step lost = checkpoint.next(head, 0);
    checkpoint.failed(lost);
    while (!step()) {
      assertThat(checkpoint.durable()).isZero();
    }
    assertThat(written).containsExactlyInAnyOrder("A", "B", "C");
  }

  @Test
  void contentThatIsLargeIsWrittenInSmallerSteps() {
    byte[] large = new byte[1 << 20];
    checkpoint = new CatalogCheckpoint(catalog, contents, CheckpointPace.always(100), 0);
    for (int i = 0; i < 20; i++) {
      contents.put(head + 1, large);
      apply("S" + i, new Change.Product(large));
    }
    int steps = 1;
    while (!step()) {
      assertThat(written.size()).isLessThanOrEqualTo(5 * steps);
      steps++;
    }
    assertThat(written).hasSize(20).doesNotHaveDuplicates();
  }

  private void finish() {
    while (!step()) {
      assertThat(checkpoint.durable()).isLessThan(head);
    }
  }

  @Test
  void factThatWasSaidAgainIsWrittenAlthoughItsPositionStayed() {
    stock("A");
    stock("B");
    finish();
    written.clear();
    head++;
    checkpoint.confirmed(catalog.find("A"));

    checkpoint.failed(checkpoint.next(head, 0));
    finish();

    assertThat(written).containsExactly("A");
  }
}
