package io.sluice.gateway.runtime;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.sluice.gateway.catalog.FactCodec;
import io.sluice.gateway.channel.ContentCache;
import io.sluice.gateway.render.Content;
import io.sluice.source.Change;
import io.sluice.source.ProductEvent;
import io.sluice.store.JournalRow;
import io.sluice.store.StateRow;
import io.sluice.store.Store;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Product content by journal position: a cache bounded in bytes, behind it the journal, behind that
 * the catalog's checkpoint. Thread-safe; {@link #load} blocks.
 */
public final class Contents implements ContentCache {
  private final Store store;
  private final Events events;
  private final Cache<Long, Content> cache;

  public Contents(Store store, Events events, long cacheBytes) {
    this.store = store;
    this.events = events;
    this.cache =
        Caffeine.newBuilder()
            .maximumWeight(cacheBytes)
            // Twice as much again when rules have parsed it.
            .weigher((Long position, Content content) -> 64 + 3 * content.json().length)
            .executor(Runnable::run)
            .build();
  }

  @Override
  public @Nullable Content find(long position) {
    return cache.getIfPresent(position);
  }

  /** Keeps content that was just received. */
  public void put(long position, byte[] json) {
    cache.put(position, new Content(position, json));
  }

  /** Empty where a newer event has come meanwhile and the old one was dropped. */
  public Optional<Content> load(String sku, long position) {
    Optional<Content> found = read(sku, position);
    found.ifPresent(content -> cache.put(position, content));
    return found;
  }

  /** As {@link #load}, past the cache: whoever looks at everything would push all else out. */
  Optional<Content> read(String sku, long position) {
    return inJournal(position).or(() -> inCheckpoint(sku, position));
  }

  private Optional<Content> inJournal(long position) {
    Optional<JournalRow> row = store.findEvent(position);
    return row.map(found -> events.decode(found.payload()))
        .flatMap(Contents::data)
        .map(json -> new Content(position, json));
  }

  private static Optional<byte[]> data(ProductEvent event) {
    return event.change() instanceof Change.Product product
        ? Optional.of(product.data())
        : Optional.empty();
  }

  private Optional<Content> inCheckpoint(String sku, long position) {
    Optional<StateRow> row = store.findState("", sku, "product");
    return row.map(found -> FactCodec.decode(found.value()))
        .filter(stored -> stored.fact().position() >= position && stored.content().length > 0)
        .map(stored -> new Content(stored.fact().position(), stored.content()));
  }
}
