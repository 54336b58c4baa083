package io.sluice.gateway.runtime;

import io.sluice.adapter.Listed;
import io.sluice.gateway.channel.Accepted;
import io.sluice.gateway.channel.Durable;
import io.sluice.gateway.channel.OutcomePack;
import io.sluice.gateway.channel.ShelfCheckpoint;
import io.sluice.gateway.config.ChannelConfig;
import io.sluice.gateway.config.Was;
import io.sluice.store.HeldRow;
import io.sluice.store.OutcomeRow;
import io.sluice.store.StateRow;
import io.sluice.store.Store;
import io.sluice.store.StoreException;
import io.sluice.store.Write;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the store keeps of each channel, whether it is configured or not: moves it to another name,
 * and lets go of it. Both go on after a kill. Never for a channel that runs. Blocks.
 */
final class KeptChannels {
  private static final Logger LOG = LoggerFactory.getLogger(KeptChannels.class);

  /** Since when it is not in the file, epoch milliseconds. */
  static final String REMOVED = "channel_removed";

  /** Channels whose rows are being deleted. */
  private static final String FORGETTING = "channel_forgetting";

  private static final int ROWS_AT_ONCE = 1_000;
  private static final int COMMITTED_WITHIN_S = 60;

  private static final byte[] NOTHING = {};

  private final Store store;
  private final StoredChannels stored;

  KeptChannels(Store store) {
    this.store = store;
    this.stored = new StoredChannels(store);
  }

  /** All of which anything is kept. */
  Set<String> names() {
    Set<String> names = new TreeSet<>();
    Durable.ALL.forEach(kind -> names.addAll(store.settings(kind).keySet()));
    return names;
  }

  boolean keeps(String channel) {
    return names().contains(channel);
  }

  /** Products of which it has accepted anything. */
  long products(String channel) {
    Set<String> sinceCheckpoint = new HashSet<>();
    stored
        .outcomesAfter(channel)
        .forEach(row -> OutcomePack.read(row.packed(), new Products(sinceCheckpoint)));
    Map<String, Long> byPart = new HashMap<>();
    store.scanState(
        channel,
        row -> {
          byPart.merge(row.part(), 1L, Long::sum);
          sinceCheckpoint.remove(row.key());
        });
    long written = byPart.values().stream().mapToLong(count -> count).max().orElse(0);
    return written + sinceCheckpoint.size();
  }

  private record Products(Set<String> skus) implements OutcomePack.Reader {
    @Override
    public void accepted(String sku, String part, Accepted what) {
      skus.add(sku);
    }

    @Override
    public void listed(String sku, Listed listed) {
      // Says nothing of what was accepted.
    }
  }

  /**
   * Gives a channel that has another name now all that is kept of it, unless it has something of
   * its own by now.
   *
   * @return whether it did
   */
  boolean takeOver(ChannelConfig channel) {
    Was was = channel.was();
    if (was == null || keeps(channel.id())) {
      return false;
    }
    if (!keeps(was.name())) {
      if (store.head() > 0) {
        LOG.warn(
            "channels.yaml:{}:{}: nothing is known of a channel '{}'; {} is filled as a new one",
            was.line(),
            was.column(),
            was.name(),
            channel.id());
      }
      return false;
    }
    takeOver(was.name(), channel.id());
    LOG.info("Channel {} has taken over all that is known of {}", channel.id(), was.name());
    return true;
  }

  /** While neither runs. */
  void takeOver(String from, String channel) {
    // What an earlier try left, which a kill ended.
    deleteRows(channel);
    copyRows(from, channel);
    List<Write> change = new ArrayList<>();
    for (String kind : Durable.ALL) {
      byte[] value = store.settings(kind).get(from);
      if (value != null) {
        change.add(new Write.PutSetting(kind, channel, value));
        change.add(new Write.DeleteSetting(kind, from));
      }
    }
    change.add(nothingBefore(channel));
    change.add(nothingBefore(from));
    long doubted = Durable.readRestored(store.settings(Durable.RESTORED).get(from)).outcomes();
    for (OutcomeRow row : stored.outcomesAfter(from)) {
      boolean believed = row.sequence() > doubted;
      byte[] packed = believed ? row.packed() : OutcomePack.doubted(row.packed());
      change.add(new Write.Outcomes(channel, row.atMs(), packed));
    }
    change.add(new Write.DeleteSetting(REMOVED, from));
    change.add(new Write.PutSetting(FORGETTING, from, NOTHING));
    commit(change);
    forgetRows(from);
  }

  /** Lets go of all that is kept of a channel. */
  void forget(String channel) {
    List<Write> change = new ArrayList<>();
    change.add(new Write.PutSetting(FORGETTING, channel, NOTHING));
    Durable.ALL.forEach(kind -> change.add(new Write.DeleteSetting(kind, channel)));
    change.add(new Write.DeleteSetting(REMOVED, channel));
    change.add(nothingBefore(channel));
    commit(change);
    forgetRows(channel);
  }

  /** Outcome rows stay until their segment is dropped: none of this name counts up to here. */
  private Write nothingBefore(String channel) {
    byte[] head = ByteBuffer.allocate(Long.BYTES).putLong(store.outcomeHead()).array();
    return new Write.PutSetting(ShelfCheckpoint.KIND, channel, head);
  }

  /** Goes on with what a kill ended; before any channel begins. */
  void finish() {
    store.settings(FORGETTING).keySet().forEach(this::forgetRows);
  }

  private void forgetRows(String channel) {
    deleteRows(channel);
    commit(List.of(new Write.DeleteSetting(FORGETTING, channel)));
  }

  private void copyRows(String from, String channel) {
    Batches copies = new Batches();
    copyState(from, channel, copies);
    copyState(StoredRemoteIds.scope(from), StoredRemoteIds.scope(channel), copies);
    held(from, row -> copies.add(new Write.PutHeld(named(row, channel))));
    copies.end();
  }

  private void copyState(String from, String scope, Batches copies) {
    store.scanState(
        from,
        row ->
            copies.add(
                new Write.PutState(
                    List.of(
                        new StateRow(scope, row.key(), row.part(), row.position(), row.value())))));
  }

  private static HeldRow named(HeldRow row, String channel) {
    return new HeldRow(
        channel,
        row.key(),
        row.part(),
        row.position(),
        row.why(),
        row.sinceMs(),
        row.dueMs(),
        row.attempts(),
        row.code(),
        row.reason(),
        row.payload(),
        row.detail());
  }

  private void deleteRows(String channel) {
    Batches deletions = new Batches();
    deleteState(channel, deletions);
    deleteState(StoredRemoteIds.scope(channel), deletions);
    held(
        channel,
        row -> deletions.add(new Write.DeleteHeld(channel, row.key(), row.part(), row.position())));
    deletions.end();
  }

  private void deleteState(String scope, Batches deletions) {
    store.scanState(
        scope, row -> deletions.add(new Write.DeleteState(scope, row.key(), row.part())));
  }

  private void held(String channel, Consumer<HeldRow> each) {
    Store.HeldFilter filter = new Store.HeldFilter(channel, null, null);
    List<HeldRow> page = store.held(filter, null, ROWS_AT_ONCE);
    while (!page.isEmpty()) {
      page.forEach(each);
      page = store.held(filter, page.get(page.size() - 1), ROWS_AT_ONCE);
    }
  }

  /** Commits some at a time, so that events go between. */
  private final class Batches {
    private final List<Write> gathered = new ArrayList<>();
    private @Nullable RuntimeException failed;

    void add(Write write) {
      gathered.add(write);
      if (gathered.size() >= ROWS_AT_ONCE) {
        flush();
      }
    }

    /** A scan takes what its reader throws for damage. */
    private void flush() {
      try {
        if (failed == null && !gathered.isEmpty()) {
          commit(List.copyOf(gathered));
        }
      } catch (RuntimeException e) {
        failed = e;
      }
      gathered.clear();
    }

    void end() {
      flush();
      if (failed != null) {
        throw failed;
      }
    }
  }

  private void commit(List<Write> writes) {
    CompletableFuture<Void> committed = new CompletableFuture<>();
    store.submit(writes, () -> committed.complete(null));
    try {
      committed.get(COMMITTED_WITHIN_S, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new StoreException(
          StoreException.Kind.UNREACHABLE,
          "the store did not commit within %d s".formatted(COMMITTED_WITHIN_S),
          e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
