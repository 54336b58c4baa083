package io.sluice.store;

import static io.sluice.store.TestRows.held;
import static io.sluice.store.TestRows.refused;
import static io.sluice.store.TestRows.state;
import static io.sluice.store.TestRows.states;
import static io.sluice.store.TestRows.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.store.Store.HeldCount;
import io.sluice.store.Store.HeldFilter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every store promises about held rows, refused rows, state and settings. */
abstract class RowsContract extends StoreFixture {
  private static final HeldFilter ALL = new HeldFilter(null, null, null);

  @Test
  void heldRowsComeBackAsTheyWere() {
    HeldRow row =
        new HeldRow(
            "shop",
            "a",
            "stock",
            3,
            "dead",
            1,
            Long.MIN_VALUE,
            4,
            null,
            null,
            new byte[0],
            new byte[1_500_000]);
    commit(new Write.PutHeld(row));
    reopen();
    assertThat(store.held(ALL, null, 10))
        .usingRecursiveFieldByFieldElementComparator(TestRows.ARRAYS_AS_VALUES)
        .containsExactly(row);
  }

  @Test
  void heldRowsAreReplacedDeletedAndCounted() {
    commit(
        new Write.PutHeld(held("shop", "a", "stock", 1, "pending")),
        new Write.PutHeld(held("shop", "a", "stock", 2, "pending")),
        new Write.PutHeld(held("shop", "a", "stock", 5, "dead")),
        new Write.PutHeld(held("shop", "b", "stock", 3, "dead")),
        new Write.PutHeld(held("other", "a", "price", 4, "dead")));
    assertCounts(Map.of("shop/pending", 2L, "shop/dead", 2L, "other/dead", 1L));

    commit(
        new Write.PutHeld(held("shop", "a", "stock", 2, "dead")),
        new Write.DeleteHeld("other", "a", "price", 4),
        new Write.DeleteHeld("other", "not there", "price", 4));
    assertCounts(Map.of("shop/pending", 1L, "shop/dead", 3L));

    commit(new Write.DeleteHeldUpTo("shop", "a", "stock", 2));
    assertCounts(Map.of("shop/dead", 2L));
    assertThat(store.heldOf("shop", "a", "dead", 10))
        .extracting(HeldRow::position)
        .containsExactly(5L);
    reopen();
    assertCounts(Map.of("shop/dead", 2L));
  }

  @Test
  void writesToOneHeldRowHappenInTheirOrder() {
    HeldRow row = held("shop", "a", "stock", 1, "pending");
    commit(
        new Write.PutHeld(row),
        new Write.DeleteHeldUpTo("shop", "a", "stock", 1),
        new Write.PutHeld(row),
        new Write.DeleteHeld("shop", "a", "stock", 1));
    assertThat(store.held(ALL, null, 10)).isEmpty();
    commit(new Write.DeleteHeld("shop", "a", "stock", 1), new Write.PutHeld(row));
    assertThat(store.held(ALL, null, 10)).hasSize(1);
    assertCounts(Map.of("shop/pending", 1L));
  }

  @Test
  void heldRowsArePagedByCursor() {
    List<Write> writes = new ArrayList<>();
    for (String channel : List.of("c1", "c2")) {
      for (int key = 0; key < 5; key++) {
        for (String part : List.of("", "price")) {
          for (int position = 1; position <= 3; position++) {
            String why = position == 2 ? "dead" : "pending";
            writes.add(new Write.PutHeld(held(channel, "sku-" + key, part, position, why)));
          }
        }
      }
    }
    commit(writes.toArray(Write[]::new));

    assertThat(allHeld(ALL, 7)).hasSize(60).doesNotHaveDuplicates().isSorted();
    assertThat(allHeld(new HeldFilter("c2", null, null), 7)).hasSize(30);
    assertThat(allHeld(new HeldFilter(null, "dead", null), 7)).hasSize(20);
    assertThat(allHeld(new HeldFilter("c1", "dead", "sku-3"), 1)).hasSize(2);
    assertThat(store.heldOf("c1", "sku-1", "pending", 4))
        .extracting(HeldRow::position)
        .containsExactly(1L, 1L, 3L, 3L);
    assertThat(store.heldKeys("c1", "dead")).hasSize(10).allMatch(each -> each.count() == 1);
  }

  private List<String> allHeld(HeldFilter filter, int limit) {
    List<String> all = new ArrayList<>();
    HeldRow after = null;
    while (true) {
      List<HeldRow> page = store.held(filter, after, limit);
      if (page.isEmpty()) {
        return all;
      }
      page.forEach(r -> all.add(r.channel() + " " + r.key() + " " + r.part() + " " + r.position()));
      after = page.get(page.size() - 1);
    }
  }

  private void assertCounts(Map<String, Long> expected) {
    assertThat(store.countHeld())
        .extracting(count -> count.channel() + "/" + count.why())
        .containsExactlyInAnyOrderElementsOf(expected.keySet());
    for (HeldCount count : store.countHeld()) {
      assertThat(count.count()).isEqualTo(expected.get(count.channel() + "/" + count.why()));
    }
  }

  @Test
  void refusedRowsKeepTheirQuota() {
    for (int i = 1; i <= 4; i++) {
      commit(new Write.PutRefused(refused("m" + i, 10)));
    }
    reopen();
    for (int i = 5; i <= 8; i++) {
      commit(new Write.PutRefused(refused("m" + i, 10)));
    }
    assertThat(store.refused(Long.MAX_VALUE, 100))
        .extracting(RefusedRow::message)
        .containsExactly("m8", "m7", "m6", "m5", "m4");
    assertThat(store.refused(7, 2)).extracting(RefusedRow::id).containsExactly(6L, 5L);
    assertThat(store.status().refusedDropped()).isEqualTo(3);
    assertThat(store.refused(7, 1).get(0).headers()).containsEntry("sku", "a");
  }

  @Test
  void aLargeRefusedBodyIsCutAndItsTextsToo() {
    commit(new Write.PutRefused(refused("m".repeat(5_000), 3_000_000)));
    RefusedRow row = store.refused(Long.MAX_VALUE, 1).get(0);
    assertThat(row.body()).hasSize(1 << 20);
    assertThat(row.bodyBytes()).isEqualTo(3_000_000);
    assertThat(row.message()).hasSize(2_000);
  }

  @Test
  void stateIsDeletedAndTheLastWordOfAGroupCounts() {
    commit(new Write.PutState(List.of(state("shop", "a", 1), state("shop", "b", 1))));
    String part = state("shop", "a", 1).part();

    commit(
        new Write.DeleteState("shop", "a", part),
        new Write.PutState(List.of(state("shop", "b", 2))),
        new Write.DeleteState("shop", "b", part),
        new Write.PutState(List.of(state("shop", "c", 1))),
        new Write.DeleteState("shop", "c", part),
        new Write.PutState(List.of(state("shop", "c", 2))),
        new Write.DeleteState("other", "a", part));
    reopen();

    List<String> left = new ArrayList<>();
    store.scanState("shop", row -> left.add(row.key() + row.position()));
    assertThat(left).containsExactly("c2");
  }

  @Test
  void stateIsReplacedByKey() {
    commit(new Write.PutState(List.of(state("", "a", 1), state("shop", "a", 2))));
    commit(new Write.PutState(List.of(state("", "a", 3), state("", "b", 4), state("", "a", 5))));
    assertThat(store.findState("", "a", "stock/default").orElseThrow().position()).isEqualTo(5);
    assertThat(store.findState("shop", "a", "stock/default").orElseThrow().position()).isEqualTo(2);
    assertThat(store.findState("", "c", "stock/default")).isEmpty();
    reopen();
    List<StateRow> rows = new ArrayList<>();
    store.scanState("", rows::add);
    assertThat(rows).extracting(StateRow::position).containsExactlyInAnyOrder(5L, 4L);
  }

  @Test
  void aScanPassesEveryRowOnce() {
    commit(new Write.PutState(states("", 1_777)));
    commit(new Write.PutState(states("shop", 20)));
    commit(
        new Write.PutState(
            IntStream.range(0, 8)
                .mapToObj(i -> new StateRow("", "large-" + i, "", i, new byte[2 << 20]))
                .toList()));
    List<String> keys = new ArrayList<>();
    store.scanState("", row -> keys.add(row.key()));
    assertThat(keys).hasSize(1_785).doesNotHaveDuplicates();
  }

  @Test
  void settingsAreReplacedAndDeleted() {
    commit(
        new Write.PutSetting("cursor", "a", text("1")),
        new Write.PutSetting("cursor", "b", text("2")),
        new Write.PutSetting("cursor", "b", text("3")),
        new Write.PutSetting("pause", "a", text("4")));
    commit(new Write.DeleteSetting("cursor", "a"), new Write.DeleteSetting("cursor", "none"));
    reopen();
    assertThat(store.settings("cursor")).containsOnlyKeys("b");
    assertThat(text(store.settings("cursor").get("b"))).isEqualTo("3");
    assertThat(store.settings("pause")).containsOnlyKeys("a");
  }
}
