package io.sluice.gateway.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.catalog.Decision;
import io.sluice.gateway.operations.EventQuery;
import io.sluice.gateway.operations.EventView;
import io.sluice.gateway.operations.Page;
import io.sluice.store.AttemptRow;
import io.sluice.store.HeldRow;
import io.sluice.store.JournalRow;
import io.sluice.store.Store;
import io.sluice.store.StoreConfig;
import io.sluice.store.Stores;
import io.sluice.store.Write;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventSearchTest {
  private static final byte[] NOTHING = new byte[0];
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  private final Map<String, Integer> asked = new HashMap<>();
  private Store store;

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
                1L << 30,
                10_000,
                16L << 20,
                100));
  }

  @AfterEach
  void close() {
    store.close();
  }

  /** The store, counting what is asked of it. */
  private Store counted() {
    return (Store)
        Proxy.newProxyInstance(
            Store.class.getClassLoader(),
            new Class<?>[] {Store.class},
            (proxy, method, arguments) -> {
              asked.merge(method.getName(), 1, Integer::sum);
              try {
                return method.invoke(store, arguments);
              } catch (InvocationTargetException failed) {
                throw failed.getCause();
              }
            });
  }

  private void commit(List<Write> writes) throws InterruptedException {
    CountDownLatch committed = new CountDownLatch(1);
    store.submit(writes, committed::countDown);
    assertThat(committed.await(20, TimeUnit.SECONDS)).isTrue();
  }

  private static JournalRow event(long position, String sku, Instant received) {
    return new JournalRow(
        position,
        "pim",
        "e-" + position,
        sku,
        "stock/BER",
        0,
        position,
        Decision.NEW.code(),
        Long.MIN_VALUE,
        received.toEpochMilli(),
        position,
        position,
        NOTHING);
  }

  private static AttemptRow attempt(long position, String sku, int status) {
    return new AttemptRow(
        0,
        "shop",
        sku,
        "stock",
        position,
        1,
        0,
        1,
        "rejected",
        "http." + status,
        status,
        null,
        NOTHING,
        NOTHING,
        false);
  }

  /** 400 events of one product, every fourth of which was refused. */
  private void fill() throws InterruptedException {
    List<Write> writes = new ArrayList<>();
    List<AttemptRow> attempts = new ArrayList<>();
    for (int position = 1; position <= 400; position++) {
      writes.add(new Write.Append(event(position, "HOT", NOON.plusMillis(position))));
      attempts.add(attempt(position, "HOT", position % 4 == 0 ? 503 : 200));
    }
    writes.add(new Write.PutAttempts(attempts));
    writes.add(
        new Write.PutHeld(
            new HeldRow(
                "shop",
                "HOT",
                "stock",
                77,
                "dead",
                0,
                Long.MIN_VALUE,
                1,
                null,
                null,
                NOTHING,
                NOTHING)));
    commit(writes);
  }

  private List<String> ids(EventQuery query) {
    Store counted = counted();
    EventSearch search = new EventSearch(List::of, counted, new Attempts(counted));
    List<String> ids = new ArrayList<>();
    String cursor = null;
    do {
      Page<EventView> page = search.page(query, cursor, 500);
      page.items().forEach(item -> ids.add(item.id()));
      cursor = page.next();
    } while (cursor != null);
    return ids;
  }

  private static EventQuery query(
      @Nullable String sku, @Nullable Instant from, @Nullable Instant until) {
    return new EventQuery(sku, null, null, from, until, null, null);
  }

  @Test
  void attemptsOfAProductAreLookedUpOnceForAPage() throws Exception {
    fill();

    assertThat(ids(query("HOT", null, null).withCode("503"))).hasSize(100).contains("e-400");
    assertThat(asked.get("attemptsOf")).isEqualTo(1);
  }

  @Test
  void whatIsHeldOfAProductIsLookedUpOnceForAPage() throws Exception {
    fill();

    assertThat(ids(query("HOT", null, null).withState("dead"))).containsExactly("e-77");
    assertThat(asked.get("held")).isEqualTo(1);
  }

  @Test
  void whatTellsByItselfIsNotLookedUpAgain() throws Exception {
    fill();

    assertThat(ids(query(null, null, null).withCode("503"))).hasSize(100);
    assertThat(asked).doesNotContainKey("attemptsOf");
    assertThat(ids(query(null, null, null).withState("dead"))).containsExactly("e-77");
    assertThat(asked.get("held")).isLessThanOrEqualTo(2);
  }

  /** Two sources hand in at the same time, and what was received first need not be first. */
  @Test
  void timesFindWhatLiesBehindLaterOnes() throws Exception {
    commit(
        List.of(
            new Write.Append(event(1, "A", NOON.minusMillis(5))),
            new Write.Append(event(2, "A", NOON.plusMillis(5))),
            new Write.Append(event(3, "A", NOON.minusMillis(3))),
            new Write.Append(event(4, "A", NOON.plusMillis(3))),
            new Write.Append(event(5, "A", NOON.minusMillis(1))),
            new Write.Append(event(6, "A", NOON.plusMillis(10)))));

    assertThat(ids(query(null, null, NOON))).containsExactly("e-5", "e-3", "e-1");
    assertThat(ids(query(null, NOON, null))).containsExactly("e-6", "e-4", "e-2");
    assertThat(ids(query("A", NOON, null))).containsExactly("e-6", "e-4", "e-2");
  }
}
