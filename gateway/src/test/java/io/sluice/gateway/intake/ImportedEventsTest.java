package io.sluice.gateway.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.catalog.Catalog;
import io.sluice.gateway.catalog.Decision;
import io.sluice.gateway.catalog.JournaledEvent;
import io.sluice.source.Change;
import io.sluice.source.ProductEvent;
import io.sluice.source.RefusalCode;
import io.sluice.store.JournalRow;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whose word counts: the file's, or what the source says itself. */
class ImportedEventsTest {
  private static final long NOW = 1_700_000_000_000L;
  private static final Instant NIGHT = Instant.ofEpochMilli(NOW - 36_000_000);
  private static final Instant EVENING = NIGHT.minusSeconds(3_600);
  private static final Instant MORNING = NIGHT.plusSeconds(3_600);

  private final Catalog catalog = new Catalog();
  private final List<JournalRow> rows = new ArrayList<>();
  private Intake intake = new Intake(catalog, Map.of(), 0, 10);
  private int ids;

  private void source(VersionFrom versionFrom) {
    intake.addSource("pim", versionFrom, 0);
  }

  private ProductEvent stock(@Nullable Instant time, long sequence, long quantity) {
    Change change = new Change.Stock("BER", quantity);
    byte[] json = "{}".getBytes(StandardCharsets.UTF_8);
    String id = "id-" + ids++;
    return new ProductEvent(
        id, "/t", "product.stock.changed", "A", time, sequence, change, json, quantity + 100);
  }

  private Decision file(@Nullable Instant asOf, long quantity) {
    return decide(stock(asOf, ProductEvent.NO_SEQUENCE, quantity), true, NOW);
  }

  /** What the source says itself. */
  private Decision live(Instant time, long sequence, long quantity) {
    return decide(stock(time, sequence, quantity), false, time.toEpochMilli());
  }

  private Decision decide(ProductEvent event, boolean imported, long nowMs) {
    Verdict.Journal verdict = (Verdict.Journal) intake.decide("pim", event, imported, nowMs);
    rows.add(verdict.row());
    commit(verdict.event());
    return verdict.event().decision();
  }

  private void commit(JournaledEvent event) {
    if (event.decision() == Decision.NEW) {
      catalog.apply(event);
    } else if (event.decision() == Decision.DUPLICATE && event.imported()) {
      catalog.confirm(event);
    }
    intake.committed(event);
  }

  @ParameterizedTest
  @EnumSource(VersionFrom.class)
  void valueThatAFileConfirmedIsAsNewAsTheFile(VersionFrom versionFrom) {
    source(versionFrom);
    live(EVENING, 5, 7);
    assertThat(file(MORNING, 7)).isEqualTo(Decision.DUPLICATE);

    assertThat(file(NIGHT, 1)).as("an older file").isEqualTo(Decision.STALE);
    assertThat(file(MORNING, 1)).isEqualTo(Decision.NEW);
    assertThat(live(MORNING.plusSeconds(1), 6, 8)).isEqualTo(Decision.NEW);
  }

  @ParameterizedTest
  @EnumSource(VersionFrom.class)
  void valueThatAFileConfirmsOnItsWayToTheDiskIsAsNewAsTheFile(VersionFrom versionFrom) {
    source(versionFrom);
    ProductEvent said = stock(EVENING, 5, 7);
    JournaledEvent first = journaled(said, false, EVENING.toEpochMilli());
    JournaledEvent same = journaled(stock(MORNING, ProductEvent.NO_SEQUENCE, 7), true, NOW);

    assertThat(file(NIGHT, 1)).isEqualTo(Decision.STALE);
    commit(first);
    commit(same);
    assertThat(file(NIGHT, 1)).isEqualTo(Decision.STALE);
  }

  private JournaledEvent journaled(ProductEvent event, boolean imported, long nowMs) {
    return ((Verdict.Journal) intake.decide("pim", event, imported, nowMs)).event();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void fileThatIsAheadOutdatesNothingThatTheSourceSaysNext(boolean confirms) {
    source(VersionFrom.TIME);
    live(NIGHT, 5, confirms ? 7 : 6);
    Instant ahead = Instant.ofEpochMilli(NOW).plusSeconds(300);
    assertThat(file(ahead, 7)).isEqualTo(confirms ? Decision.DUPLICATE : Decision.NEW);

    assertThat(live(Instant.ofEpochMilli(NOW).plusSeconds(1), 6, 8)).isEqualTo(Decision.NEW);
    assertThat(file(NIGHT, 9)).isEqualTo(Decision.STALE);
  }

  @Test
  void fileThatIsAheadDoesNotPutTheSourceBack() {
    source(VersionFrom.TIME);
    Instant ahead = Instant.ofEpochMilli(NOW).plusSeconds(200);
    assertThat(decide(stock(ahead, 5, 7), false, NOW)).isEqualTo(Decision.NEW);
    assertThat(file(ahead.plusSeconds(100), 8)).isEqualTo(Decision.NEW);

    assertThat(decide(stock(ahead.minusSeconds(1), 6, 7), false, NOW)).isEqualTo(Decision.STALE);
  }

  @ParameterizedTest
  @EnumSource(VersionFrom.class)
  void undatedFileFillsWhatTheSourceHasNotSaidAndYieldsToIt(VersionFrom versionFrom) {
    source(versionFrom);
    assertThat(file(null, 1)).isEqualTo(Decision.NEW);
    assertThat(file(null, 1)).isEqualTo(Decision.DUPLICATE);
    assertThat(file(null, 2)).as("a corrected file").isEqualTo(Decision.NEW);
    assertThat(file(null, 1)).as("and back again").isEqualTo(Decision.NEW);

    assertThat(live(EVENING, 0, 7)).isEqualTo(Decision.NEW);
    assertThat(file(null, 1)).isEqualTo(Decision.STALE);
    assertThat(live(NIGHT, 1, 8)).isEqualTo(Decision.NEW);
  }

  @ParameterizedTest
  @EnumSource(VersionFrom.class)
  void datedFileReplacesWhatIsOlderAndNothingThatIsNewer(VersionFrom versionFrom) {
    source(versionFrom);
    live(EVENING, 5, 7);
    assertThat(file(NIGHT, 1)).isEqualTo(Decision.NEW);
    assertThat(file(NIGHT, 1)).as("again").isEqualTo(Decision.DUPLICATE);
    assertThat(file(NIGHT, 2)).as("corrected").isEqualTo(Decision.NEW);
    assertThat(file(EVENING, 3)).as("the file of before").isEqualTo(Decision.STALE);

    assertThat(live(MORNING, 6, 9)).isEqualTo(Decision.NEW);
    assertThat(file(NIGHT, 1)).isEqualTo(Decision.STALE);
    assertThat(file(null, 1)).isEqualTo(Decision.STALE);
  }

  @ParameterizedTest
  @EnumSource(VersionFrom.class)
  void whatIsTheSameInTheFileOfTheNextDayIsNotSaidAgain(VersionFrom versionFrom) {
    source(versionFrom);
    file(EVENING, 1);

    assertThat(file(NIGHT, 1)).isEqualTo(Decision.DUPLICATE);
  }

  @Test
  void whatASourceThatCountsSaidBeforeTheFileStaysOld() {
    source(VersionFrom.SEQUENCE);
    live(EVENING, 5, 7);
    file(NIGHT, 1);

    assertThat(live(MORNING, 4, 6)).isEqualTo(Decision.STALE);
    assertThat(live(MORNING, 6, 9)).isEqualTo(Decision.NEW);
  }

  @Test
  void timeWithoutOneIsWhenItCame() {
    source(VersionFrom.SEQUENCE);
    decide(stock(null, 5, 7), false, NIGHT.toEpochMilli());

    assertThat(file(EVENING, 1)).isEqualTo(Decision.STALE);
    assertThat(file(MORNING, 1)).isEqualTo(Decision.NEW);
  }

  @Test
  void eventOfAFileWithAVersionOfItsOwnIsLikeAnyOther() {
    source(VersionFrom.SEQUENCE);
    live(MORNING, 5, 7);

    assertThat(decide(stock(null, 6, 8), true, NOW)).isEqualTo(Decision.NEW);
    assertThat(decide(stock(null, 5, 9), true, NOW)).isEqualTo(Decision.STALE);
    assertThat(live(MORNING, 6, 8)).isEqualTo(Decision.DUPLICATE);
    assertThat(live(MORNING, 7, 9)).isEqualTo(Decision.NEW);
  }

  @Test
  void newEpochPutsTheFileBehindTheSourceToo() {
    source(VersionFrom.SEQUENCE);
    live(EVENING, 500, 7);
    intake.newEpoch("pim", 1);
    assertThat(file(NIGHT, 1)).isEqualTo(Decision.NEW);

    assertThat(live(NIGHT, 3, 9)).isEqualTo(Decision.NEW);
  }

  @Test
  void outdatedFileRaisesNoAlarmAlsoAfterARestartAndNothingOfItIsTakenAgain() {
    source(VersionFrom.SEQUENCE);
    live(EVENING, 5, 7);
    for (int i = 0; i < 2 * VersionAlarm.WATCHED; i++) {
      assertThat(file(null, 10 + i)).isEqualTo(Decision.STALE);
    }
    assertThat(intake.versionsWentBack("pim")).isFalse();

    intake = new Intake(catalog, Map.of(), intake.head(), 10);
    source(VersionFrom.SEQUENCE);
    rows.forEach(intake::remember);
    assertThat(intake.versionsWentBack("pim")).isFalse();
    StaleEvents stale = new StaleEvents("pim", 0, 100);
    rows.subList(1, rows.size()).forEach(stale::add);
    assertThat(stale.positions()).isEmpty();
  }

  @Test
  void manyImportedEventsDoNotPushTheSourcesOutOfMemory() {
    intake = Intake.remembering(10, catalog, Map.of(), 0);
    source(VersionFrom.ARRIVAL);
    ProductEvent redelivered = stock(EVENING, ProductEvent.NO_SEQUENCE, 7);
    decide(redelivered, false, NOW);
    for (int i = 0; i < 100; i++) {
      file(NIGHT, 10 + i);
    }

    assertThat(decide(redelivered, false, NOW)).isEqualTo(Decision.DUPLICATE);
  }

  @ParameterizedTest
  @EnumSource(VersionFrom.class)
  void fileOfTheFutureIsRefused(VersionFrom versionFrom) {
    source(versionFrom);
    ProductEvent event =
        stock(Instant.ofEpochMilli(NOW).plusSeconds(3_600), ProductEvent.NO_SEQUENCE, 1);

    Verdict verdict = intake.decide("pim", event, true, NOW);

    assertThat(((Verdict.Refuse) verdict).refusal().code())
        .isEqualTo(RefusalCode.VERSION_IN_FUTURE);
  }

  @Test
  void whatAFileSaidWithVersionsIsNoWordOfTheSourceAfterARestartEither() {
    source(VersionFrom.SEQUENCE);
    live(EVENING, 5, 7);
    for (int i = 0; i < 2 * VersionAlarm.WATCHED; i++) {
      decide(stock(null, 6 + i, 10 + i), true, NOW);
    }
    decide(stock(null, 4, 1), true, NOW);

    intake = new Intake(catalog, Map.of(), intake.head(), 10);
    source(VersionFrom.SEQUENCE);
    rows.forEach(intake::remember);

    assertThat(intake.lastDecisions("pim").get(Decision.NEW)).isEqualTo(1);
    assertThat(rows.get(0).idHash()).isNotZero();
    assertThat(rows.subList(1, rows.size())).allMatch(Intake::isImported);
  }

  @Test
  void wordThatIsNewerThanTheFileIsTakenAgainInANewEpoch() {
    source(VersionFrom.SEQUENCE);
    live(EVENING, 500, 7);
    ProductEvent restored = stock(MORNING, 3, 9);
    assertThat(decide(restored, false, NOW)).isEqualTo(Decision.STALE);
    assertThat(file(NIGHT, 1)).as("only the mark is compared").isEqualTo(Decision.NEW);
    intake.newEpoch("pim", 1);
    StaleEvents stale = new StaleEvents("pim", 0, 100);
    rows.subList(1, rows.size()).forEach(stale::add);
    assertThat(stale.positions()).containsExactly(2L);

    Verdict.Journal again = intake.takeAgain("pim", restored, intake.head(), NOW);

    assertThat(again).isNotNull();
    assertThat(again.event().decision()).isEqualTo(Decision.NEW);
    assertThat(intake.takeAgain("pim", restored, 3, NOW)).as("it came meanwhile").isNull();
  }

  private Decision says(String source, Change change, @Nullable Instant time, boolean imported) {
    byte[] json = "{}".getBytes(StandardCharsets.UTF_8);
    ProductEvent event =
        new ProductEvent("id-" + ids++, "/t", "t", "A", time, 1, change, json, ids);
    if (imported) {
      event = withoutSequence(event);
    }
    Verdict.Journal verdict =
        (Verdict.Journal)
            intake.decide(source, event, imported, time == null ? NOW : time.toEpochMilli());
    commit(verdict.event());
    return verdict.event().decision();
  }

  private static ProductEvent withoutSequence(ProductEvent event) {
    return new ProductEvent(
        event.id(),
        event.origin(),
        event.type(),
        event.sku(),
        event.time(),
        ProductEvent.NO_SEQUENCE,
        event.change(),
        event.json(),
        event.digest());
  }

  private Decision ends(Instant asOf) {
    return says("pim", new Change.Discontinued(), asOf, true);
  }

  @ParameterizedTest
  @EnumSource(VersionFrom.class)
  void productThatTheSourceHasSaidAnythingOfSinceIsNotEnded(VersionFrom versionFrom) {
    source(versionFrom);
    says("pim", new Change.Product(new byte[0]), EVENING, false);
    says("pim", new Change.Stock("BER", 3), MORNING, false);

    assertThat(ends(NIGHT)).as("its stock came since").isEqualTo(Decision.STALE);
    assertThat(ends(MORNING.plusSeconds(1))).isEqualTo(Decision.NEW);
  }

  @ParameterizedTest
  @EnumSource(VersionFrom.class)
  void productOfAnotherSourceIsNotEnded(VersionFrom versionFrom) {
    source(versionFrom);
    intake.addSource("erp", versionFrom, 0);
    says("erp", new Change.Stock("BER", 3), EVENING, false);
    assertThat(ends(NIGHT)).as("only its stock is known").isEqualTo(Decision.NOT_OWNED);

    says("erp", new Change.Product(new byte[0]), EVENING, false);
    assertThat(ends(NIGHT)).isEqualTo(Decision.NOT_OWNED);
  }

  private static Change price(String amount, @Nullable Instant from, @Nullable Instant until) {
    return new Change.Price("", new BigDecimal(amount), "EUR", null, null, from, until);
  }

  /** Each has a digest of its own, as other bytes have. */
  @ParameterizedTest
  @EnumSource(VersionFrom.class)
  void datedFileThatSaysWhatIsKnownInOtherBytesIsADuplicate(VersionFrom versionFrom) {
    source(versionFrom);
    says("pim", new Change.Stock("BER", 3), EVENING, false);
    says("pim", price("5.00", null, null), EVENING, false);
    says("pim", price("4", MORNING.plusSeconds(864_000), null), EVENING.plusSeconds(1), false);

    assertThat(says("pim", new Change.Stock("BER", 3), NIGHT, true)).isEqualTo(Decision.DUPLICATE);
    assertThat(says("pim", price("5", null, null), NIGHT, true))
        .as("what holds now")
        .isEqualTo(Decision.DUPLICATE);
    assertThat(says("pim", price("4", null, null), NIGHT, true))
        .as("what is announced")
        .isEqualTo(Decision.NEW);
    assertThat(says("pim", new Change.Stock("BER", 4), NIGHT, true)).isEqualTo(Decision.NEW);
    assertThat(ends(NIGHT)).isEqualTo(Decision.NEW);
    assertThat(ends(MORNING)).isEqualTo(Decision.DUPLICATE);
  }

  @ParameterizedTest
  @EnumSource(VersionFrom.class)
  void valueThatIsOnItsWayToTheDiskIsKnownToo(VersionFrom versionFrom) {
    source(versionFrom);
    ProductEvent said = stock(EVENING, 5, 7);
    intake.decide("pim", said, false, EVENING.toEpochMilli());

    Verdict.Journal again = (Verdict.Journal) intake.decide("pim", inOtherBytes(said), true, NOW);
    assertThat(again.event().decision()).isEqualTo(Decision.DUPLICATE);
  }

  private static ProductEvent inOtherBytes(ProductEvent event) {
    return new ProductEvent(
        "other",
        event.origin(),
        event.type(),
        event.sku(),
        NIGHT,
        ProductEvent.NO_SEQUENCE,
        event.change(),
        event.json(),
        event.digest() + 1);
  }

  /** Where a source counts, nobody looks at the times it writes. */
  @Test
  void whatTheSourceSaidWasSaidWhenItCameAtTheLatest() {
    source(VersionFrom.SEQUENCE);
    decide(
        stock(Instant.ofEpochMilli(NOW).plusSeconds(864_000), 5, 7), false, EVENING.toEpochMilli());

    assertThat(file(NIGHT, 1)).isEqualTo(Decision.NEW);
  }

  @Test
  void stockWithoutAWarehouseIsNotAddedToThoseOfTheSource() {
    source(VersionFrom.SEQUENCE);
    says("pim", new Change.Stock("BER", 3), EVENING, false);
    ProductEvent sum =
        withoutSequence(
            new ProductEvent(
                "sum",
                "/t",
                "product.stock.changed",
                "A",
                NIGHT,
                0,
                new Change.Stock("default", 3),
                new byte[0],
                1));

    Verdict verdict = intake.decide("pim", sum, true, NOW);

    assertThat(((Verdict.Refuse) verdict).refusal().message())
        .contains("known by warehouse [BER]")
        .contains("name its warehouse");
    says("pim", new Change.Stock("default", 1), EVENING, false);
    assertThat(intake.decide("pim", sum, true, NOW)).isInstanceOf(Verdict.Journal.class);
  }
}
