package io.sluice.simulator.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.simulator.ReceivedUpdate;
import io.sluice.simulator.RequestRecord;
import io.sluice.simulator.pim.EventWriter;
import io.sluice.simulator.pim.PimEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/** Random correct records are clean; each way to spoil them is caught, whatever the seed. */
class CheckerMutantsTest {
  private static final int SEEDS = 200;
  private static final boolean[] BOTH_KINDS = {true, false};

  private final List<Published> published = new ArrayList<>();
  private final Model model;
  private final List<RequestRecord> each = new ArrayList<>();
  private final Random random;

  CheckerMutantsTest(RepetitionInfo repetition) {
    random = new Random(repetition.getCurrentRepetition());
    EventWriter writer = new EventWriter(0);
    int events = 20 + random.nextInt(80);
    for (int i = 0; i < events; i++) {
      PimEvent event = next(writer, "SKU-" + random.nextInt(8));
      published.add(new Published(event.number(), event.key(), event.value()));
      each.add(record(event));
    }
    model = new Model(published);
  }

  /** Values never repeat, so that another value is another. */
  private PimEvent next(EventWriter writer, String sku) {
    int value = 1 + published.size();
    return switch (random.nextInt(4)) {
      case 0 -> writer.price(sku, value * 100L + 1);
      case 1 -> writer.product(sku, "name " + value);
      default -> writer.stock(sku, "BER", value);
    };
  }

  private RequestRecord record(PimEvent event) {
    FactKey key = event.key();
    long number = event.number();
    return record(
        number,
        new ReceivedUpdate(
            "u" + number,
            key.sku(),
            key.facet(),
            key.part(),
            number,
            Long.toString(number),
            event.value()));
  }

  private static RequestRecord record(long arrival, ReceivedUpdate update) {
    return new RequestRecord(arrival, Instant.EPOCH, "c", "r", update, "applied", 200, 1);
  }

  private Findings check(boolean everyChange, List<RequestRecord> records) {
    return Checker.checkRecords(model, everyChange, records);
  }

  /** As they arrive in the order given. */
  private static List<RequestRecord> arriving(List<RequestRecord> records) {
    List<RequestRecord> arrived = new ArrayList<>();
    for (RequestRecord record : records) {
      arrived.add(record(arrived.size() + 1L, record.update()));
    }
    return arrived;
  }

  private int any() {
    return random.nextInt(each.size());
  }

  /** Place of the newest record of a random key. */
  private int anyNewest() {
    Map<FactKey, Integer> newest = new HashMap<>();
    for (int i = 0; i < published.size(); i++) {
      newest.put(published.get(i).key(), i);
    }
    List<Integer> places = new ArrayList<>(newest.values());
    Collections.sort(places);
    return places.get(random.nextInt(places.size()));
  }

  /** Two places of one key, the earlier first; every set is large enough to have them. */
  private int[] anyTwoOfOneKey() {
    while (true) {
      int first = any();
      for (int later = first + 1; later < each.size(); later++) {
        if (published.get(later).key().equals(published.get(first).key())) {
          return new int[] {first, later};
        }
      }
    }
  }

  @RepeatedTest(SEEDS)
  void untouchedIsClean() {
    for (boolean everyChange : BOTH_KINDS) {
      Findings findings = check(everyChange, each);

      assertThat(findings.samples()).isEmpty();
      assertThat(findings.clean()).isTrue();
      assertThat(findings.duplicates()).isZero();
    }
  }

  @RepeatedTest(SEEDS)
  void droppedIsLost() {
    List<RequestRecord> records = new ArrayList<>(each);
    records.remove(any());

    // The only one of its key is missing at the end, too.
    assertThat(check(true, records).lost()).isBetween(1L, 2L);
  }

  @RepeatedTest(SEEDS)
  void droppedNewestIsLostOrWrongWhereTheLatestIsOwed() {
    List<RequestRecord> records = new ArrayList<>(each);
    records.remove(anyNewest());

    Findings findings = check(false, records);

    assertThat(findings.lost() + findings.wrong()).isEqualTo(1);
  }

  @RepeatedTest(SEEDS)
  void skippedRangeIsLost() {
    int from = any();
    int to = Math.min(each.size(), from + 1 + random.nextInt(10));
    List<RequestRecord> records = new ArrayList<>(each);
    records.subList(from, to).clear();

    assertThat(check(true, records).lost()).isGreaterThanOrEqualTo(to - from);
  }

  @RepeatedTest(SEEDS)
  void repeatedIsCountedExactlyAndAllowed() {
    List<RequestRecord> records = new ArrayList<>();
    int repeated = 0;
    for (RequestRecord record : each) {
      records.add(record);
      for (int again = random.nextInt(3); again > 0; again--) {
        records.add(record);
        repeated++;
      }
    }

    for (boolean everyChange : BOTH_KINDS) {
      Findings findings = check(everyChange, arriving(records));

      assertThat(findings.clean()).isTrue();
      assertThat(findings.duplicates()).isEqualTo(repeated);
    }
  }

  @RepeatedTest(SEEDS)
  void swappedIsStale() {
    int[] two = anyTwoOfOneKey();
    List<RequestRecord> records = new ArrayList<>(each);
    Collections.swap(records, two[0], two[1]);

    for (boolean everyChange : BOTH_KINDS) {
      Findings findings = check(everyChange, arriving(records));

      assertThat(findings.staleBegun()).isPositive();
      assertThat(findings.staleApplied()).isPositive();
    }
  }

  @RepeatedTest(SEEDS)
  void corruptedIsAGhostAndWrongAtTheEnd() {
    int spoiled = anyNewest();
    ReceivedUpdate update = each.get(spoiled).update();
    List<RequestRecord> records = new ArrayList<>(each);
    records.set(spoiled, record(spoiled + 1L, withValue(update, update.value() + "0")));

    assertThat(check(true, records).ghosts()).isEqualTo(1);
    assertThat(check(true, records).wrong()).isEqualTo(1);
    assertThat(check(false, records).wrong()).isEqualTo(1);
  }

  @RepeatedTest(SEEDS)
  void corruptedInBetweenIsAGhostWhereEachIsOwed() {
    int spoiled = any();
    ReceivedUpdate update = each.get(spoiled).update();
    List<RequestRecord> records = new ArrayList<>(each);
    records.set(spoiled, record(spoiled + 1L, withValue(update, update.value() + "0")));

    Findings findings = check(true, records);

    assertThat(findings.ghosts()).isEqualTo(1);
    assertThat(findings.lost()).isEqualTo(1);
  }

  private static ReceivedUpdate withValue(ReceivedUpdate update, String value) {
    return new ReceivedUpdate(
        update.id(),
        update.sku(),
        update.facet(),
        update.part(),
        update.revision(),
        update.version(),
        value);
  }

  @RepeatedTest(SEEDS)
  void olderAppliedLastIsStaleAndWrong() {
    List<RequestRecord> records = new ArrayList<>(each);
    records.add(each.get(anyTwoOfOneKey()[0]));

    for (boolean everyChange : BOTH_KINDS) {
      Findings findings = check(everyChange, arriving(records));

      assertThat(findings.staleApplied()).isEqualTo(1);
      assertThat(findings.wrong()).isEqualTo(1);
    }
  }

  @RepeatedTest(SEEDS)
  void missingHeldRowIsLostAndALyingOneExcused() {
    int held = any();
    List<RequestRecord> records = new ArrayList<>(each);
    records.remove(held);
    Model withHeld = new Model(published, java.util.Set.of(published.get(held).number()));

    assertThat(Checker.checkRecords(withHeld, true, records).clean()).isTrue();
    assertThat(check(true, records).clean()).isFalse();
  }
}
