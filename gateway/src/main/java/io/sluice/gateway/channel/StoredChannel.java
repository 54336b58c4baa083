package io.sluice.gateway.channel;

import io.sluice.store.HeldRow;
import io.sluice.store.OutcomeRow;
import io.sluice.store.StateRow;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a start finds in the store about one channel.
 *
 * @param shelf checkpoint rows
 * @param outcomes of this channel, newer than its checkpoint, in order
 * @param held all but spilled rows
 * @param spilled rows by SKU and facet
 * @param settings by kind; see {@link Durable}
 * @param head newest position of the journal
 * @param outcomeSequence newest of the outcome log
 */
public record StoredChannel(
    Rows<StateRow> shelf,
    Rows<OutcomeRow> outcomes,
    List<HeldRow> held,
    List<Spilled> spilled,
    Map<String, byte[]> settings,
    long head,
    long outcomeSequence) {
  /** Rows that are read while somebody goes through them: never all of them in memory. */
  public interface Rows<T> {
    void forEach(Consumer<? super T> action);
  }

  /**
   * @param part of any of the lane's rows
   * @param lowest position
   */
  public record Spilled(String sku, String part, long rows, long lowest) {}

  byte @Nullable [] setting(String kind) {
    return settings.get(kind);
  }
}
