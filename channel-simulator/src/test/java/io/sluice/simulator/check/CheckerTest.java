package io.sluice.simulator.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.simulator.KeyState;
import io.sluice.simulator.ReceivedUpdate;
import io.sluice.simulator.RequestRecord;
import io.sluice.simulator.Summary;
import io.sluice.simulator.pim.EventWriter;
import io.sluice.simulator.pim.History;
import io.sluice.simulator.pim.PimEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A checker that finds nothing proves nothing: each way to break the promise is made and found. */
class CheckerTest {
  private final EventWriter writer = new EventWriter(0);
  private final History history = new History();
  private final List<RequestRecord> records = new ArrayList<>();

  /** Five stocks, one price and one product of A, each delivered as it came. */
  private void eachDelivered() {
    for (int quantity = 1; quantity <= 5; quantity++) {
      deliver(writer.stock("A", "BER", quantity));
    }
    deliver(writer.price("A", 1255));
    deliver(writer.product("A", "shoe"));
  }

  private void deliver(PimEvent event) {
    history.confirmed(event);
    records.add(record(event, event.value(), records.size() + 1));
  }

  private static RequestRecord record(PimEvent event, String value, long number) {
    FactKey key = event.key();
    ReceivedUpdate update =
        new ReceivedUpdate(
            "u" + event.number(),
            key.sku(),
            key.facet(),
            key.part(),
            event.number(),
            Long.toString(event.number()),
            value);
    return record(update, number);
  }

  private static RequestRecord record(ReceivedUpdate update, long number) {
    return new RequestRecord(number, Instant.EPOCH, "c", "r", update, "applied", 200, 1);
  }

  private static RequestRecord numbered(RequestRecord record, long number) {
    return record(record.update(), number);
  }

  private Findings check(boolean everyChange) {
    return Checker.checkRecords(new Model(history.events()), everyChange, records);
  }

  @Test
  void everythingDeliveredOnceIsClean() {
    eachDelivered();

    assertThat(check(true).clean()).isTrue();
    assertThat(check(false).clean()).isTrue();
    assertThat(check(true).duplicates()).isZero();
  }

  @Test
  void skippedValueInBetweenIsLostOnlyWhereEachIsOwed() {
    eachDelivered();
    records.remove(2);

    assertThat(check(true).lost()).isEqualTo(1);
    assertThat(check(false).clean()).isTrue();
  }

  @Test
  void skippedLastValueIsWrongAtTheEnd() {
    eachDelivered();
    records.remove(4);

    assertThat(check(true).lost()).isEqualTo(1);
    assertThat(check(true).wrong()).isEqualTo(1);
    assertThat(check(false).wrong()).isEqualTo(1);
  }

  @Test
  void keyThatNeverArrivedIsLost() {
    eachDelivered();
    records.remove(5);

    assertThat(check(false).lost()).isEqualTo(1);
  }

  @Test
  void answerThatSaysNothingWasDoneIsNoDelivery() {
    eachDelivered();
    RequestRecord last = records.remove(6);
    records.add(new RequestRecord(7, Instant.EPOCH, "c", "r", last.update(), "rejected", 422, 1));

    assertThat(check(false).lost()).isEqualTo(1);
  }

  @Test
  void repetitionIsCountedAndAllowed() {
    eachDelivered();
    records.add(numbered(records.get(4), 8));

    assertThat(check(true).clean()).isTrue();
    assertThat(check(true).duplicates()).isEqualTo(1);
  }

  @Test
  void requestThatWasCutOffAndThenCarriedOutIsNoRepetition() {
    eachDelivered();
    records.add(numbered(records.get(4), 5));

    assertThat(check(true).duplicates()).isZero();
  }

  @Test
  void swappedUpdatesAreStale() {
    eachDelivered();
    Collections.swap(records, 1, 2);
    records.set(1, numbered(records.get(1), 2));
    records.set(2, numbered(records.get(2), 3));

    assertThat(check(true).staleBegun()).isEqualTo(1);
    assertThat(check(true).staleApplied()).isEqualTo(1);
    assertThat(check(false).staleBegun()).isEqualTo(1);
  }

  @Test
  void olderValueOfAnotherPartIsStaleForTheFacet() {
    deliver(writer.stock("A", "BER", 1));
    deliver(writer.stock("A", "HAM", 2));
    Collections.swap(records, 0, 1);
    records.set(0, numbered(records.get(0), 1));
    records.set(1, numbered(records.get(1), 2));

    assertThat(check(true).staleBegun()).isEqualTo(1);
    assertThat(check(true).staleApplied()).isZero();
  }

  @Test
  void olderValueAppliedLastIsStaleAndWrong() {
    eachDelivered();
    records.add(numbered(records.get(1), 8));

    assertThat(check(true).staleApplied()).isEqualTo(1);
    assertThat(check(true).wrong()).isEqualTo(1);
    assertThat(check(false).wrong()).isEqualTo(1);
  }

  @Test
  void corruptedValueIsAGhostAndWrong() {
    eachDelivered();
    RequestRecord last = records.remove(6);
    ReceivedUpdate update = last.update();
    records.add(
        record(
            new ReceivedUpdate(
                update.id(),
                update.sku(),
                update.facet(),
                update.part(),
                update.revision(),
                update.version(),
                "other"),
            7));

    assertThat(check(true).ghosts()).isEqualTo(1);
    assertThat(check(true).wrong()).isEqualTo(1);
    assertThat(check(false).wrong()).isEqualTo(1);
  }

  @Test
  void updateThatNobodyPublishedIsAGhost() {
    eachDelivered();
    records.add(record(writer.stock("B", "BER", 1), "1", 8));

    assertThat(check(true).ghosts()).isPositive();
    assertThat(check(false).ghosts()).isPositive();
  }

  @Test
  void stateChannelIsOwedTheSumOverTheWarehouses() {
    history.confirmed(writer.stock("A", "BER", 3));
    PimEvent second = writer.stock("A", "HAM", 4);
    history.confirmed(second);
    ReceivedUpdate sum = new ReceivedUpdate("u", "A", "stock", "", 2, "2", "7");
    records.add(record(sum, 1));

    assertThat(check(false).samples()).isEmpty();
    assertThat(check(false).clean()).isTrue();
  }

  @Test
  void stateChannelIsOwedThePricesOfAllListsTogether() {
    history.confirmed(writer.price("A", "retail", 1700));
    history.confirmed(writer.price("A", "b2b", 1250));
    String both = "b2b 12.5 EUR, retail 17 EUR";
    records.add(record(new ReceivedUpdate("u", "A", "price", "", 2, "2", both), 1));

    assertThat(check(false).samples()).isEmpty();
    assertThat(check(false).clean()).isTrue();
  }

  @Test
  void reportIsJudgedByItsEndsAndCounts() {
    PimEvent event = writer.stock("A", "BER", 3);
    history.confirmed(event);
    Model model = new Model(history.events());

    assertThat(Checker.checkReport(model, true, report("3", 0)).clean()).isTrue();
    assertThat(Checker.checkReport(model, true, report("4", 0)).wrong()).isEqualTo(1);
    assertThat(Checker.checkReport(model, true, report("3", 1)).staleBegun()).isEqualTo(1);
    assertThat(Checker.checkReport(model, false, new ChannelReport(SUMMARY, List.of())).lost())
        .isEqualTo(1);
  }

  private static final Summary SUMMARY = new Summary(1, 1, 1, 0, 2, 0, 0, 0, 0, 1);

  private static ChannelReport report(String value, int stale) {
    KeyState key = new KeyState("A", "stock", "BER", 1, value, 1, 1, stale, 0);
    return new ChannelReport(SUMMARY, List.of(key));
  }
}
