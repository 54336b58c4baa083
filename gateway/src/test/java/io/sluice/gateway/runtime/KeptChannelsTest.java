package io.sluice.gateway.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.adapter.Listed;
import io.sluice.gateway.channel.Accepted;
import io.sluice.gateway.channel.Durable;
import io.sluice.gateway.channel.OutcomePack;
import io.sluice.gateway.channel.ShelfCheckpoint;
import io.sluice.gateway.channel.StoredChannel;
import io.sluice.store.HeldRow;
import io.sluice.store.StateRow;
import io.sluice.store.Store;
import io.sluice.store.StoreConfig;
import io.sluice.store.Stores;
import io.sluice.store.Write;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is known of a channel, after it has another name and after it is let go of. */
class KeptChannelsTest {
  private static final int SKUS = 2_500;
  private static final byte[] NONE = {};

  @TempDir private Path directory;
  private Store store;
  private KeptChannels kept;

  @BeforeEach
  void open() {
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
    kept = new KeptChannels(store);
  }

  @AfterEach
  void close() {
    store.close();
  }

  private void commit(Write... writes) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    store.submit(List.of(writes), () -> done.complete(null));
    done.join();
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static HeldRow held(String channel, int number, String why) {
    return new HeldRow(
        channel, "S" + number, "stock", number, why, 1, 2, 3, null, "no", text("payload"), NONE);
  }

  /** Two outcome rows, the first of which the checkpoint has. */
  private void fill(String channel) {
    commit(
        new Write.PutState(
            IntStream.range(0, SKUS)
                .mapToObj(i -> new StateRow(channel, "S" + i, "stock", 1, text("of " + i)))
                .toList()),
        new Write.PutState(
            List.of(new StateRow(StoredRemoteIds.scope(channel), "S1", "", 0, text("ids")))),
        new Write.PutSetting(Durable.RULES, channel, text("3 17 abc")),
        new Write.PutSetting(Durable.PAUSE, channel, text("pause")),
        new Write.Outcomes(channel, 1, text("before")));
    byte[] checkpoint = ByteBuffer.allocate(8).putLong(store.outcomeHead()).array();
    commit(
        new Write.PutSetting(ShelfCheckpoint.KIND, channel, checkpoint),
        new Write.Outcomes("other", 1, text("of another")),
        new Write.Outcomes(channel, 2, text("after")),
        new Write.PutHeld(held(channel, 1, "dead")),
        new Write.PutHeld(held(channel, 2, "spilled")));
  }

  private StoredChannel read(String channel) {
    return new StoredChannels(store).read(channel, 0);
  }

  private List<String> outcomes(String channel) {
    List<String> found = new ArrayList<>();
    read(channel)
        .outcomes()
        .forEach(row -> found.add(new String(row.packed(), StandardCharsets.UTF_8)));
    return found;
  }

  private int shelf(String channel) {
    List<StateRow> rows = new ArrayList<>();
    read(channel).shelf().forEach(rows::add);
    return rows.size();
  }

  private void assertHasAll(String channel) {
    assertThat(shelf(channel)).isEqualTo(SKUS);
    assertThat(store.findState(StoredRemoteIds.scope(channel), "S1", "")).isPresent();
    assertThat(outcomes(channel)).containsExactly("after");
    assertThat(read(channel).held()).extracting(HeldRow::key).containsExactly("S1");
    assertThat(read(channel).spilled()).hasSize(1);
    assertThat(read(channel).settings()).containsOnlyKeys(Durable.RULES, Durable.PAUSE);
    assertThat(store.countHeld()).hasSize(2).allMatch(each -> each.channel().equals(channel));
  }

  private void assertHasNothing(String channel) {
    assertThat(store.findState(StoredRemoteIds.scope(channel), "S1", "")).isEmpty();
    assertThat(kept.keeps(channel)).isFalse();
    assertThat(shelf(channel)).isZero();
    assertThat(outcomes(channel)).isEmpty();
    assertThat(read(channel).held()).isEmpty();
    assertThat(read(channel).settings()).isEmpty();
  }

  @Test
  void anotherNameHasAllThatWasKnownAndTheOldOneNothing() {
    fill("shop");

    kept.takeOver("shop", "shop_de");

    assertHasAll("shop_de");
    assertHasNothing("shop");
  }

  /** As the outcome log has it. */
  private static byte[] accepted(String sku) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(1);
      out.writeByte(0);
      out.writeUTF(sku);
      out.writeUTF("stock");
      for (long each : new long[] {7, 8, 9, 10}) {
        out.writeLong(each);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** The rows have a higher sequence under the other name. */
  @Test
  void anotherNameBelievesNoMoreOfARestoredStoreThanTheOldOneDid() {
    commit(new Write.Outcomes("shop", 1, accepted("of the backup")));
    commit(Durable.restored("shop", new Durable.Restored(store.outcomeHead(), 1_000, 5)));
    commit(new Write.Outcomes("shop", 2, accepted("since")));

    kept.takeOver("shop", "shop_de");

    List<String> accepted = new ArrayList<>();
    List<String> doubted = new ArrayList<>();
    OutcomePack.Reader reader =
        new OutcomePack.Reader() {
          @Override
          public void accepted(String sku, String part, Accepted what) {
            accepted.add(sku);
          }

          @Override
          public void listed(String sku, Listed listed) {
            throw new AssertionError(sku);
          }

          @Override
          public void doubted(String sku, String part) {
            doubted.add(sku + " " + part);
          }
        };
    read("shop_de").outcomes().forEach(row -> OutcomePack.read(row.packed(), reader));
    assertThat(accepted).containsExactly("of the backup", "since");
    assertThat(doubted).containsExactly("of the backup stock");
  }

  @Test
  void whatAKillCutOffBeginsAgain() {
    fill("shop");
    // A try that had copied some rows.
    commit(
        new Write.PutState(List.of(new StateRow("shop_de", "gone by now", "stock", 1, NONE))),
        new Write.PutHeld(held("shop_de", 9, "dead")));

    kept.takeOver("shop", "shop_de");

    assertHasAll("shop_de");
  }

  @Test
  void aDeletionThatAKillCutOffIsFinishedByTheNextStart() {
    commit(
        new Write.PutSetting("channel_forgetting", "shop", NONE),
        new Write.PutState(List.of(new StateRow("shop", "S1", "stock", 1, NONE))),
        new Write.PutHeld(held("shop", 1, "dead")));

    kept.finish();

    assertHasNothing("shop");
    assertThat(store.settings("channel_forgetting")).isEmpty();
  }

  @Test
  void aForgottenNameBeginsAsNewAlsoWhereItsOutcomesAreStillInTheLog() {
    fill("shop");
    kept.forget("shop");
    assertHasNothing("shop");

    commit(new Write.Outcomes("shop", 3, text("anew")));
    assertThat(outcomes("shop")).containsExactly("anew");
    fill("old");
    kept.takeOver("old", "third");
    kept.forget("third");
    fill("fourth");
    kept.takeOver("fourth", "third");

    assertHasAll("third");
  }
}
