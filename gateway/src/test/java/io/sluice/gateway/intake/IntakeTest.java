package io.sluice.gateway.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.catalog.Catalog;
import io.sluice.gateway.catalog.Decision;
import io.sluice.source.Facet;
import io.sluice.source.ProductEvent;
import io.sluice.source.RefusalCode;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class IntakeTest {
  private static final long NOW = 1_700_000_000_000L;

  private final Catalog catalog = new Catalog();
  private Intake intake = new Intake(catalog, Map.of(), 0, 10);

  @BeforeEach
  void addSource() {
    intake.addSource("erp", VersionFrom.SEQUENCE, 0);
  }

  /** Decides, and if it is journaled commits it. */
  private Verdict commit(String source, ProductEvent event) {
    Verdict verdict = intake.decide(source, event, NOW);
    if (verdict instanceof Verdict.Journal journal) {
      commit(journal);
    }
    return verdict;
  }

  private void commit(Verdict.Journal journal) {
    if (journal.event().decision() == Decision.NEW) {
      catalog.apply(journal.event());
    }
    intake.committed(journal.event());
  }

  private Decision decision(String source, ProductEvent event) {
    return ((Verdict.Journal) commit(source, event)).event().decision();
  }

  @Test
  void whatIsOnItsWayToTheDiskCountsAlready() {
    intake.decide("erp", TestEvents.stock("b", "A", 6, 2), NOW);
    Verdict.Journal older =
        (Verdict.Journal) intake.decide("erp", TestEvents.stock("a", "A", 5, 1), NOW);
    assertThat(older.event().decision()).isEqualTo(Decision.STALE);
    assertThat(older.row().position()).isEqualTo(2);
  }

  @Test
  void eventIdLongerThanTheStoresColumnIsCutInTheRowOnly() {
    String id = "\ud83d\udc5f".repeat(1_024);
    Verdict.Journal journal = (Verdict.Journal) commit("erp", TestEvents.stock(id, "A", 1, 1));
    assertThat(journal.row().eventId().length()).isLessThanOrEqualTo(1_000);
    assertThat(id).startsWith(journal.row().eventId());
    assertThat(decision("erp", TestEvents.stock(id, "A", 1, 1))).isEqualTo(Decision.DUPLICATE);
    assertThat(decision("erp", TestEvents.stock(id + "x", "A", 2, 2))).isEqualTo(Decision.NEW);
  }

  @Test
  void secondSourceOfAPartIsRefusedWithoutAnOwner() {
    intake.addSource("wms", VersionFrom.SEQUENCE, 0);
    commit("erp", TestEvents.stock("a", "A", 5, 1));
    Verdict.Refuse refused = (Verdict.Refuse) commit("wms", TestEvents.stock("a", "A", 6, 2));
    assertThat(refused.refusal().code()).isEqualTo(RefusalCode.OWNER_UNKNOWN);
  }

  @Test
  void sourceThatWasRenamedGoesOn() {
    commit("erp", TestEvents.stock("a", "A", 500, 1));
    intake = new Intake(catalog, Map.of(), intake.head(), 10);
    intake.addSource("pim", VersionFrom.SEQUENCE, 0);
    assertThat(decision("pim", TestEvents.stock("b", "A", 4, 2))).isEqualTo(Decision.NEW);
    assertThat(decision("pim", TestEvents.stock("c", "A", 3, 2))).isEqualTo(Decision.STALE);
  }

  @ParameterizedTest
  @EnumSource(VersionFrom.class)
  void redeliveryAfterARestartIsADuplicateWhateverOrdersTheSource(VersionFrom versionFrom) {
    intake.addSource("pim", versionFrom, 0);
    ProductEvent event = TestEvents.stock("a", "A", 5, 1);
    Verdict.Journal first = (Verdict.Journal) commit("pim", event);

    intake = new Intake(catalog, Map.of(), 1, 10);
    intake.addSource("pim", versionFrom, 0);
    intake.remember(first.row());

    assertThat(decision("pim", event)).isEqualTo(Decision.DUPLICATE);
  }

  @Test
  void alarmSurvivesARestart() {
    commit("erp", TestEvents.stock("a", "A", 5, 1));
    for (int i = 0; i < VersionAlarm.WATCHED; i++) {
      intake.remember(TestEvents.row(2 + i, "erp", "A", 0, 1, Decision.STALE));
    }
    assertThat(intake.versionsWentBack("erp")).isTrue();
    assertThat(intake.staleSince("erp")).isEqualTo(2);
  }

  @Test
  void staleEventTakenAgainCountsInTheNewEpochUnlessANewerOneCame() {
    commit("erp", TestEvents.stock("a", "A", 500, 1));
    commit("erp", TestEvents.stock("a2", "B", 500, 1));
    ProductEvent staleA = TestEvents.stock("b", "A", 10, 2);
    ProductEvent staleB = TestEvents.stock("b2", "B", 10, 2);
    assertThat(decision("erp", staleA)).isEqualTo(Decision.STALE);
    assertThat(decision("erp", staleB)).isEqualTo(Decision.STALE);

    intake.newEpoch("erp", 1);
    assertThat(decision("erp", TestEvents.stock("c", "B", 11, 3))).isEqualTo(Decision.NEW);
    Verdict.Journal again = intake.takeAgain("erp", staleA, 3, NOW);

    assertThat(again).isNotNull();
    commit(again);
    assertThat(again.event().decision()).isEqualTo(Decision.NEW);
    assertThat(again.row().position()).isEqualTo(6);
    assertThat(again.row().epoch()).isEqualTo(1);
    assertThat(intake.takeAgain("erp", staleB, 4, NOW)).isNull();
    assertThat(decision("erp", TestEvents.stock("d", "A", 9, 2))).isEqualTo(Decision.STALE);
    assertThat(decision("erp", staleA)).isEqualTo(Decision.DUPLICATE);
  }

  @Test
  void staleEventOfASourceThatOwnsTheFacetNoMoreIsNotTakenAgain() {
    intake = new Intake(catalog, Map.of(Facet.STOCK, "wms"), 0, 10);
    intake.addSource("erp", VersionFrom.SEQUENCE, 0);
    assertThat(intake.takeAgain("erp", TestEvents.stock("a", "A", 1, 1), 1, NOW)).isNull();
  }
}
