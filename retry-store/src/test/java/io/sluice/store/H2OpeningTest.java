package io.sluice.store;

import static io.sluice.store.TestRows.events;
import static io.sluice.store.TestRows.state;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.sluice.store.StoreException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store that cannot be opened says why and what to do, and stays as it is. */
class H2OpeningTest {
  @TempDir Path directory;
  private final FaultyDisk disk = FaultyDisk.register();

  @BeforeEach
  @AfterEach
  void heal() {
    disk.heal();
  }

  @Test
  void aStoreIsCreatedWithItsDirectories() {
    Path deep = directory.resolve("a/b");
    Stores.open(TestConfigs.small("jdbc:h2:file:" + deep.resolve("sluice"))).close();
    assertThat(deep.resolve("sluice.mv.db")).isNotEmptyFile();
    assertThat(deep.resolve("sluice.new.mv.db")).doesNotExist();
  }

  @Test
  void aCreationCutShortIsStartedOver() throws IOException {
    Files.write(directory.resolve("sluice.new.mv.db"), new byte[] {1, 2, 3});
    Stores.open(config()).close();
    assertThat(file()).isNotEmptyFile();
  }

  @Test
  void aStoreMayChangeItsDurability() {
    StoreConfig fsync = config();
    StoreConfig os =
        new StoreConfig(
            fsync.url(),
            StoreConfig.Durability.OS,
            fsync.partition(),
            fsync.epoch(),
            fsync.groupAtMost(),
            fsync.keepEventsFor(),
            fsync.keepEventsAtMost(),
            fsync.segmentRows(),
            fsync.cacheBytes(),
            fsync.refusedAtMost());
    try (Store store = Stores.open(os)) {
      append(store);
    }
    try (Store store = Stores.open(fsync)) {
      assertThat(store.head()).isEqualTo(50);
    }
  }

  @Test
  void anotherStoreOfThisProcessIsToldThatItIsInUse() {
    try (Store first = Stores.open(config())) {
      StoreException failure = failureOfOpening();
      assertThat(failure.kind()).isEqualTo(Kind.IN_USE);
      assertThat(failure).hasMessageContaining(file().toString()).hasMessageContaining("stop");
      append(first);
    }
    Stores.open(config()).close();
  }

  @Test
  void anotherProcessIsToldThatItIsInUse() throws Exception {
    Process child = ChildStore.start(config().url());
    try {
      ChildStore.awaitFirstAck(child);
      StoreException failure = failureOfOpening();
      assertThat(failure.kind()).isEqualTo(Kind.IN_USE);
      assertThat(failure).hasMessageContaining(file().toString());
    } finally {
      child.destroyForcibly();
      assertThat(child.waitFor(30, TimeUnit.SECONDS)).isTrue();
    }
    Stores.open(config()).close();
  }

  @Test
  void aFileThatSomeoneElseOpenedWithH2IsInUse() throws Exception {
    createFilled();
    // As another program would: H2 shares a file within a process, so by hand.
    try (var channel =
            java.nio.channels.FileChannel.open(file(), java.nio.file.StandardOpenOption.WRITE);
        var lock = channel.lock()) {
      assertThat(lock.isValid()).isTrue();
      assertThat(failureOfOpening().kind()).isEqualTo(Kind.IN_USE);
    }
  }

  @Test
  void damagedBytesAreReportedAndLeft() throws IOException {
    createFilled();
    byte[] bytes = Files.readAllBytes(file());
    Arrays.fill(bytes, (byte) 'x');
    Files.write(file(), bytes);

    StoreException failure = failureOfOpening();

    assertThat(failure.kind()).isEqualTo(Kind.CORRUPT);
    assertThat(failure).hasMessageContaining(file().toString()).hasMessageContaining("backup");
    assertThat(Files.readAllBytes(file())).isEqualTo(bytes);
  }

  @Test
  void aFileCutInHalfIsNeverOpenedAsAnEmptyStore() throws IOException {
    createFilled();
    byte[] bytes = Files.readAllBytes(file());
    byte[] half = Arrays.copyOf(bytes, 8_192);
    Files.write(file(), half);

    StoreException failure = failureOfOpening();

    assertThat(failure.kind()).isEqualTo(Kind.CORRUPT);
    assertThat(Files.readAllBytes(file())).isEqualTo(half);
  }

  @Test
  void anEmptyFileIsNotTakenForANewStore() throws IOException {
    Files.createFile(file());
    StoreException failure = failureOfOpening();
    assertThat(failure.kind()).isEqualTo(Kind.CORRUPT);
    assertThat(failure).hasMessageContaining(file().toString());
    assertThat(file()).isEmptyFile();
  }

  @Test
  void aStoreThatWasDeletedIsNotTakenForANewOne() throws IOException {
    createFilled();
    Files.delete(file());

    StoreException failure = failureOfOpening();

    assertThat(failure.kind()).isEqualTo(Kind.CORRUPT);
    assertThat(failure).hasMessageContaining(file().toString()).hasMessageContaining("sluice.lock");
    assertThat(file()).doesNotExist();
    Files.delete(directory.resolve("sluice.lock"));
    createFilled();
  }

  @Test
  void aStoreThatEndsEarlierThanItWasClosedIsNotTakenForSound() throws IOException {
    // Given
    Path before = directory.resolve("before");
    Stores.open(config()).close();
    Files.copy(file(), before);
    try (Store store = Stores.open(config())) {
      append(store);
    }

    // When
    Files.copy(before, file(), StandardCopyOption.REPLACE_EXISTING);

    // Then
    assertThatThrownBy(() -> Stores.open(config()))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining(file() + " ends with commit")
        .hasMessageContaining("delete " + directory.resolve("sluice.lock"));
    Files.delete(directory.resolve("sluice.lock"));
    Stores.open(config()).close();
  }

  @Test
  void aFirstStartThatWasCutShortMayBeginAgain() throws IOException {
    Files.createFile(directory.resolve("sluice.lock"));
    createFilled();
    assertThat(file()).isNotEmptyFile();
  }

  @Test
  void aFileDeletedWhileInUseIsToldUntilItIsBack() throws IOException {
    try (Store store = Stores.open(config())) {
      append(store);
      store.lookAtDisk();
      assertThat(store.status().gone()).isNull();
      Path elsewhere = Files.move(file(), directory.resolve("elsewhere"));
      store.lookAtDisk();
      assertThat(store.status().gone()).contains(file().toString(), "deleted or replaced");
      Files.copy(elsewhere, file());
      store.lookAtDisk();
      assertThat(store.status().gone()).contains("deleted or replaced");
      Files.move(elsewhere, file(), StandardCopyOption.REPLACE_EXISTING);
      store.lookAtDisk();
      assertThat(store.status().gone()).isNull();
    }
  }

  @Test
  void aRowWhoseBytesCannotBeReadIsReportedAsDamage() {
    try (Store store = Stores.open(config())) {
      var committed = new CountDownLatch(1);
      store.submit(
          List.of(new Write.PutState(List.of(state("", "sku-1", 1)))), committed::countDown);
      StoreFixture.awaitLatch(committed);

      StoreException failure =
          catchThrowableOfType(
              StoreException.class,
              () -> store.scanState("", row -> Arrays.fill(row.value(), 99, 100, (byte) 0)));

      assertThat(failure.kind()).isEqualTo(Kind.CORRUPT);
      assertThat(failure)
          .hasMessageContaining(file().toString())
          .hasMessageContaining("sku-1")
          .hasMessageContaining("backup");
    }
  }

  @Test
  void aStoreOfTheFirstSchemaIsUpgradedAndItsEventsAreFound() throws Exception {
    try (Store store = Stores.open(config())) {
      append(store);
      await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> ((SqlStore) store).tables().journal.segments().get(1).sealed());
    }
    for (String table :
        List.of(
            "event_id_index",
            "attempt_index",
            "success_index",
            "audit",
            "attempts_0_1",
            "successes_0_1")) {
      execute("drop table " + table);
    }
    execute("delete from segment where family in ('attempts', 'successes')");
    execute("delete from schema_version where version = 2");

    try (Store store = Stores.open(config())) {
      // In segments that were sealed without that index, and in the open one.
      for (long position : new long[] {1, 21, 50}) {
        assertThat(store.withEventId("event-" + position, Long.MAX_VALUE, 10))
            .extracting(JournalRow::position)
            .containsExactly(position);
      }
      assertThat(store.attempts(Long.MAX_VALUE, 10)).isEmpty();
      assertThat(store.audit(Long.MAX_VALUE, 10)).isEmpty();
    }
  }

  @Test
  void aNewerSchemaIsLeftAlone() throws SQLException {
    createFilled();
    execute("insert into schema_version (version) values (99)");
    StoreException failure = failureOfOpening();
    assertThat(failure.kind()).isEqualTo(Kind.NEWER);
    assertThat(failure).hasMessageContaining("99").hasMessageContaining(file().toString());
  }

  @Test
  void aDatabaseOfSomebodyElseIsLeftAlone() throws SQLException {
    execute("create table theirs (id integer)");
    StoreException failure = failureOfOpening();
    assertThat(failure).hasMessageContaining("no tables of this program");
    execute("select * from theirs");
  }

  @Test
  void aNewerOwnerOfThePartitionIsRespected() throws SQLException {
    createFilled();
    execute("update commit_mark set owner_epoch = 9");
    assertThat(failureOfOpening()).hasMessageContaining("newer owner").hasMessageContaining("9");
  }

  @Test
  void aFullDiskIsReportedWhenOpening() {
    disk.fillDisk();
    StoreException failure =
        catchThrowableOfType(
            StoreException.class, () -> Stores.open(TestConfigs.small(disk.url(directory))));
    assertThat(failure.kind()).isEqualTo(Kind.DISK_FULL);
    assertThat(failure).hasMessageContaining(directory.toString());
    disk.heal();
    Stores.open(TestConfigs.small(disk.url(directory))).close();
  }

  @Test
  void aDiskThatIsFullWhenTheStoreIsCompactedAtItsCloseCostsNothing() {
    AtomicInteger failed = new AtomicInteger();
    Store store = Stores.open(TestConfigs.small(disk.url(directory)));
    append(store);
    disk.fillDiskWithin("WriterSession.close", failed::incrementAndGet);
    store.close();
    disk.heal();

    try (Store again = Stores.open(TestConfigs.small(disk.url(directory)))) {
      assertThat(again.head()).isEqualTo(50);
    }
    assertThat(failed).hasPositiveValue();
  }

  @Test
  void aReadOnlyDiskIsReportedWhenOpening() {
    Stores.open(TestConfigs.small(disk.url(directory))).close();
    disk.failWriting("Read-only file system");
    StoreException failure =
        catchThrowableOfType(
            StoreException.class, () -> Stores.open(TestConfigs.small(disk.url(directory))));
    assertThat(failure.kind()).isEqualTo(Kind.READ_ONLY);
    assertThat(failure).hasMessageContaining(file().toString()).hasMessageContaining("writable");
  }

  @Test
  void noStatisticsAreGatheredInTheMiddleOfACommit() throws SQLException {
    createFilled();
    H2Dialect dialect = new H2Dialect(config());
    dialect.claim();
    try (Connection connection = dialect.openWriter(any -> {});
        Statement statement = connection.createStatement();
        ResultSet setting =
            statement.executeQuery(
                "select setting_value from information_schema.settings"
                    + " where setting_name = 'ANALYZE_AUTO'")) {
      assertThat(setting.next()).isTrue();
      assertThat(setting.getString(1)).isEqualTo("0");
    } finally {
      dialect.release();
    }
  }

  @Test
  void aPathThroughAFileIsUnreachable() throws IOException {
    Path inTheWay = Files.createFile(directory.resolve("file"));
    StoreException failure =
        catchThrowableOfType(
            StoreException.class,
            () -> Stores.open(TestConfigs.small("jdbc:h2:file:" + inTheWay.resolve("sluice"))));
    assertThat(failure.kind()).isEqualTo(Kind.UNREACHABLE);
    assertThat(failure).hasMessageContaining(inTheWay.toString());
  }

  @Test
  void anyOtherAddressIsRefusedByName() {
    assertThatThrownBy(() -> Stores.open(TestConfigs.small("jdbc:postgresql://db/sluice")))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("jdbc:postgresql://db/sluice")
        .hasMessageContaining("jdbc:h2:file:PATH");
    assertThatThrownBy(() -> Stores.open(TestConfigs.small("jdbc:h2:mem:x")))
        .hasMessageContaining("jdbc:h2:file:PATH");
    assertThatThrownBy(() -> Stores.open(TestConfigs.small("jdbc:h2:file:/x;WRITE_DELAY=9")))
        .hasMessageContaining("settings");
  }

  private StoreConfig config() {
    return TestConfigs.small("jdbc:h2:file:" + directory.resolve("sluice"));
  }

  private Path file() {
    return directory.resolve("sluice.mv.db");
  }

  private void createFilled() {
    try (Store store = Stores.open(config())) {
      append(store);
    }
  }

  private static void append(Store store) {
    var committed = new CountDownLatch(1);
    store.journal().append(events(1, 50), committed::countDown);
    StoreFixture.awaitLatch(committed);
  }

  private StoreException failureOfOpening() {
    return catchThrowableOfType(StoreException.class, () -> Stores.open(config()));
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(
                config().url() + ";DATABASE_TO_LOWER=TRUE;MODE=PostgreSQL", "sluice", "");
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
