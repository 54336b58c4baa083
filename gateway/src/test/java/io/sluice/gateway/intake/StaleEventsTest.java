package io.sluice.gateway.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.catalog.Decision;
import io.sluice.gateway.catalog.Fact;
import org.junit.jupiter.api.Test;

class StaleEventsTest {
  private final StaleEvents stale = new StaleEvents("erp", 0, 100);
  private long position;

  private StaleEventsTest add(String sku, long version, Decision decision) {
    stale.add(TestEvents.row(++position, "erp", sku, 0, version, decision));
    return this;
  }

  @Test
  void highestVersionOfEachPartIsPickedAlsoWhereItCameFirst() {
    add("A", 51, Decision.STALE).add("A", 50, Decision.STALE).add("B", 7, Decision.STALE);
    assertThat(stale.positions()).containsExactly(1L, 3L);
  }

  @Test
  void ofEqualVersionsTheLaterIsPicked() {
    add("A", 51, Decision.STALE).add("A", 51, Decision.STALE);
    assertThat(stale.positions()).containsExactly(2L);
  }

  @Test
  void otherContentUnderAVersionThatWasUsedBeforeIsPickedToo() {
    add("A", 99, Decision.STALE).add("A", 100, Decision.CONFLICT);
    assertThat(stale.positions()).containsExactly(2L);
  }

  @Test
  void partWhoseEventsCountAgainIsLeftAlone() {
    add("A", 9, Decision.STALE).add("A", 12, Decision.NEW).add("A", 11, Decision.STALE);
    assertThat(stale.positions()).isEmpty();
  }

  @Test
  void duplicatesOtherSourcesAndOtherEpochsAreLeftAlone() {
    add("A", 9, Decision.DUPLICATE);
    stale.add(TestEvents.row(2, "wms", "B", 0, 1, Decision.STALE));
    stale.add(TestEvents.row(3, "erp", "C", 1, 1, Decision.STALE));
    assertThat(stale.positions()).isEmpty();
  }

  private StaleEventsTest file(long occurredAtMs) {
    return file(Decision.NEW, occurredAtMs);
  }

  private StaleEventsTest file(Decision decision, long occurredAtMs) {
    stale.add(TestEvents.imported(++position, "erp", "A", 100, decision, occurredAtMs));
    return this;
  }

  @Test
  void fileHidesWhatIsOlderThanItAndNothingThatIsNewer() {
    add("A", 9, Decision.STALE).file(0);
    assertThat(stale.positions()).as("a file of before").containsExactly(1L);
    file(Fact.NEVER);
    assertThat(stale.positions()).as("a file of nobody knows when").containsExactly(1L);
    file(1);
    assertThat(stale.positions()).as("a file that has it").isEmpty();
    add("A", 9, Decision.STALE).file(Decision.STALE, 5);
    assertThat(stale.positions()).as("a file that yields").containsExactly(5L);
    file(Decision.DUPLICATE, 5);
    assertThat(stale.positions()).as("a file that says what was before").isEmpty();
  }

  @Test
  void whatIsSaidAfterAFileIsPicked() {
    file(7).add("A", 9, Decision.STALE);
    assertThat(stale.positions()).containsExactly(2L);
    add("A", 12, Decision.NEW).file(7).add("A", 11, Decision.STALE);
    assertThat(stale.positions()).as("its own word counts").isEmpty();
  }
}
