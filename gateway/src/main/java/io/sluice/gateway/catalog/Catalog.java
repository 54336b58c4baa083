package io.sluice.gateway.catalog;

import io.sluice.source.Change;
import io.sluice.source.Facet;
import io.sluice.source.ProductEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The newest facts per SKU. Written by one owner (intake's context, and the start before it), read
 * by anyone: an entry is replaced by one volatile swap, so a reader sees all of an event or
 * nothing.
 */
public final class Catalog {
  private static final int CHUNK = 4096;
  private static final int PRICES_KEPT = 8;

  private final SkuIndex indexes = new SkuIndex(index -> get(index).sku());
  private final Map<String, String> interned = new HashMap<>();

  /** Dense numbers of the bundles that a SKU is a part of. */
  private final Map<String, Set<Integer>> bundles = new ConcurrentHashMap<>();

  // Replaced as a whole when it grows, so that readers need no lock.
  private volatile List<AtomicReferenceArray<CatalogEntry>> chunks = List.of();
  private volatile int size;

  /** Number of SKUs; indexes are below it. */
  public int size() {
    return size;
  }

  public @Nullable CatalogEntry find(String sku) {
    int index = indexes.find(sku);
    return index < 0 ? null : get(index);
  }

  /** Whether the newest word about a product is that it is no longer sold. */
  public boolean isDiscontinued(String sku) {
    CatalogEntry entry = find(sku);
    return entry != null && entry.isDiscontinued();
  }

  /**
   * @param index below {@link #size}
   */
  public CatalogEntry get(int index) {
    return chunks.get(index / CHUNK).get(index % CHUNK);
  }

  /** Every entry as it is when its turn comes. */
  public void forEach(Consumer<CatalogEntry> each) {
    int end = size;
    for (int index = 0; index < end; index++) {
      each.accept(get(index));
    }
  }

  /**
   * Takes over what an event says. Applying what is at or below a fact's position changes nothing,
   * so a replay may overlap.
   *
   * @param event decided as {@link Decision#NEW}
   */
  public CatalogEntry apply(JournaledEvent event) {
    ProductEvent product = event.event();
    CatalogEntry entry = find(product.sku());
    Fact old = entry == null ? null : entry.find(product.facet(), product.part());
    if (old != null && old.position() >= event.position()) {
      return entry;
    }
    Fact fact =
        new Fact(
            product.facet(),
            product.part(),
            event.source(),
            event.epoch(),
            event.version(),
            product.digest(),
            event.position(),
            event.receivedAtMs(),
            occurredAtMs(event),
            value(event, old));
    return put(product.sku(), fact);
  }

  /**
   * Takes note that a file says what is known: the fact stays, and is as new as the file. Of what
   * came after that it says nothing, so a replay may overlap.
   *
   * @param event imported and decided as {@link Decision#DUPLICATE}
   * @return null where that changes nothing
   */
  public @Nullable CatalogEntry confirm(JournaledEvent event) {
    ProductEvent product = event.event();
    CatalogEntry entry = find(product.sku());
    Fact fact = entry == null ? null : entry.find(product.facet(), product.part());
    boolean newer =
        fact != null
            && fact.position() < event.position()
            && fact.source().equals(event.source())
            && fact.epoch() == event.epoch()
            && occurredAtMs(event) > fact.saidAtMs();
    return newer ? put(product.sku(), fact.saidAgain(event.version(), occurredAtMs(event))) : null;
  }

  private static long occurredAtMs(JournaledEvent event) {
    Instant time = event.event().time();
    return time == null ? Fact.NEVER : Math.min(time.toEpochMilli(), event.receivedAtMs());
  }

  /** Puts a fact in place, as the start does from a checkpoint. */
  public CatalogEntry put(String sku, Fact read) {
    Fact fact = read.with(intern(read.part()), intern(read.source()), intern(read.value()));
    CatalogEntry entry = find(sku);
    if (entry == null) {
      entry = new CatalogEntry(size, sku, List.of(fact));
      place(entry);
      indexes.add(sku, entry.index());
      bundle(entry.index(), List.of(), entry.components());
      return entry;
    }
    CatalogEntry next = entry.with(fact);
    chunks.get(next.index() / CHUNK).set(next.index() % CHUNK, next);
    bundle(next.index(), entry.components(), next.components());
    return next;
  }

  private void bundle(int index, List<Component> before, List<Component> now) {
    if (before.equals(now)) {
      return;
    }
    before.forEach(
        part ->
            bundles.computeIfPresent(
                part.sku(),
                (sku, of) -> {
                  of.remove(index);
                  return of.isEmpty() ? null : of;
                }));
    now.forEach(
        part ->
            bundles.computeIfAbsent(part.sku(), sku -> ConcurrentHashMap.newKeySet(1)).add(index));
  }

  /** Dense numbers of the bundles that a SKU is a part of; mostly none. */
  public Set<Integer> bundlesWith(String sku) {
    return bundles.getOrDefault(sku, Set.of());
  }

  private void place(CatalogEntry entry) {
    int index = entry.index();
    if (index % CHUNK == 0) {
      List<AtomicReferenceArray<CatalogEntry>> grown = new ArrayList<>(chunks);
      grown.add(new AtomicReferenceArray<>(CHUNK));
      chunks = List.copyOf(grown);
    }
    chunks.get(index / CHUNK).set(index % CHUNK, entry);
    size = index + 1;
  }

  /** There are few of them and each fact names two. */
  private String intern(String text) {
    String known = interned.putIfAbsent(text, text);
    return known == null ? text : known;
  }

  /** A list and a currency of its own would be 96 bytes for each price. */
  private FactValue intern(FactValue value) {
    return value instanceof FactValue.Prices prices
        ? new FactValue.Prices(prices.newestFirst().stream().map(this::intern).toList())
        : value;
  }

  private Change.Price intern(Change.Price price) {
    return new Change.Price(
        intern(price.list()),
        price.amount(),
        price.currency() == null ? null : intern(price.currency()),
        price.cost(),
        price.compareAt(),
        price.validFrom(),
        price.validUntil());
  }

  private static FactValue value(JournaledEvent event, @Nullable Fact old) {
    Change change = event.event().change();
    if (change instanceof Change.Stock stock) {
      return FactValue.Quantity.of(stock.quantity());
    } else if (change instanceof Change.Price price) {
      List<Change.Price> before =
          old != null && old.value() instanceof FactValue.Prices known
              ? known.newestFirst()
              : List.of();
      return event.imported() && price.isForEver()
          ? importedPrices(price, before, event.receivedAtMs())
          : prices(price, before, event.receivedAtMs());
    } else if (change instanceof Change.Discontinued) {
      return FactValue.Discontinued.YES;
    }
    return FactValue.Content.of(((Change.Product) change).data());
  }

  /** Keeps what the new price does not replace for good: one in force until the new one begins. */
  private static FactValue prices(
      Change.Price price, List<Change.Price> before, long receivedAtMs) {
    List<Change.Price> kept = new ArrayList<>();
    kept.add(price);
    for (Change.Price earlier : before) {
      Change.Price newer = kept.get(kept.size() - 1);
      if (Prices.inForce(newer, receivedAtMs) && newer.validUntil() == null) {
        break;
      }
      boolean room = kept.size() < PRICES_KEPT || neededNow(earlier, kept, receivedAtMs);
      if (room && !Prices.ended(earlier, receivedAtMs)) {
        kept.add(earlier);
      }
    }
    return new FactValue.Prices(kept);
  }

  /**
   * A file says what a price is and not what it will be: what was announced replaces it when its
   * time comes.
   */
  private static FactValue importedPrices(
      Change.Price price, List<Change.Price> before, long receivedAtMs) {
    List<Change.Price> kept = new ArrayList<>();
    before.stream().filter(each -> !Prices.begun(each, receivedAtMs)).forEach(kept::add);
    kept.add(price);
    return new FactValue.Prices(kept);
  }

  /** What is in force, and what comes back when that ends, stays however many are announced. */
  private static boolean neededNow(Change.Price price, List<Change.Price> kept, long nowMs) {
    return Prices.inForce(price, nowMs)
        && (price.validUntil() == null || Prices.current(kept, nowMs) == null);
  }

  /** Position of the newest fact of a facet, 0 where none is known. */
  public long position(int index, Facet facet) {
    return get(index).position(facet);
  }
}
