package io.sluice.gateway.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.source.Facet;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ReadyQueueTest {
  private final ReadyQueue queue = new ReadyQueue();

  @Test
  void ranksGoInOrderAndWithinARankTheOldestFirst() {
    queue.add(1, Facet.STOCK, ReadyQueue.PRODUCT, 1);
    queue.add(2, Facet.STOCK, ReadyQueue.STOCK, 9);
    queue.add(3, Facet.STOCK, ReadyQueue.STOCK, 5);
    queue.add(4, Facet.STOCK, ReadyQueue.FALLING_STOCK, 20);

    assertThat(drain(false)).containsExactly(4, 3, 2, 1);
  }

  @Test
  void whatFailedGoesFirstInNormalTimesAndLastWhenProbing() {
    queue.add(1, Facet.STOCK, ReadyQueue.STOCK, 1);
    queue.add(2, Facet.STOCK, ReadyQueue.TROUBLED, 2);
    assertThat(drain(false)).containsExactly(2, 1);

    queue.add(1, Facet.STOCK, ReadyQueue.STOCK, 1);
    queue.add(2, Facet.STOCK, ReadyQueue.TROUBLED, 2);
    queue.add(3, Facet.STOCK, ReadyQueue.TROUBLED, 1);
    assertThat(drain(true)).containsExactly(1, 3, 2);
  }

  @Test
  void aKeyWhoseRankChangesIsQueuedOnce() {
    queue.add(1, Facet.STOCK, ReadyQueue.STOCK, 1);
    queue.add(1, Facet.STOCK, ReadyQueue.FALLING_STOCK, 1);

    assertThat(queue.size()).isEqualTo(1);
    assertThat(drain(false)).containsExactly(1);
  }

  @Test
  void itStaysSmallHoweverOftenKeysComeAndGo() {
    for (int i = 0; i < 200_000; i++) {
      queue.add(i % 10, Facet.STOCK, i % 2 == 0 ? ReadyQueue.STOCK : ReadyQueue.FALLING_STOCK, i);
      if (i % 3 == 0) {
        queue.remove(i % 7);
      }
    }

    assertThat(queue.entries()).isLessThan(2_000);
    assertThat(drain(false)).hasSizeLessThanOrEqualTo(10).doesNotHaveDuplicates();
  }

  @Test
  void aClosedFacetIsPassedOverAndKeepsItsPlace() {
    queue.add(1, Facet.STOCK, ReadyQueue.STOCK, 1);
    queue.add(2, Facet.PRICE, ReadyQueue.PRICE, 2);
    queue.add(3, Facet.PRICE, ReadyQueue.TROUBLED, 3);
    queue.add(4, Facet.PRODUCT, ReadyQueue.TOUCHED, 5);
    queue.add(5, Facet.PRICE, ReadyQueue.TOUCHED, 4);
    queue.close(Facet.PRICE, true);

    assertThat(queue.size()).isEqualTo(5);
    assertThat(queue.openSize()).isEqualTo(2);
    assertThat(drain(false)).containsExactly(1, 4);

    queue.close(Facet.PRICE, false);
    assertThat(drain(false)).containsExactly(3, 2, 5);
    assertThat(queue.size()).isZero();
  }

  @Test
  void withinARankTheOldestOfAllFacetsGoesFirst() {
    queue.add(1, Facet.PRODUCT, ReadyQueue.TOUCHED, 3);
    queue.add(2, Facet.STOCK, ReadyQueue.TOUCHED, 4);
    queue.add(3, Facet.PRICE, ReadyQueue.TOUCHED, 2);

    assertThat(drain(false)).containsExactly(3, 1, 2);
  }

  private List<Integer> drain(boolean probing) {
    List<Integer> keys = new ArrayList<>();
    for (int key = queue.poll(probing); key >= 0; key = queue.poll(probing)) {
      keys.add(key);
    }
    return keys;
  }

  @Test
  void theHeapUnderneathSortsAnything() {
    IntHeap heap = new IntHeap();
    Random random = new Random(3);
    List<Long> orders = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      long order = random.nextInt(100) - 50L;
      orders.add(order);
      heap.add(i, order);
    }
    Collections.sort(orders);

    List<Long> polled = new ArrayList<>();
    while (!heap.isEmpty()) {
      polled.add(heap.firstOrder());
      heap.poll();
    }

    assertThat(polled).isEqualTo(orders);
  }
}
