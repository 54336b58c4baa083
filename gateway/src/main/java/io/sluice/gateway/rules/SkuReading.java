package io.sluice.gateway.rules;

import io.sluice.gateway.catalog.CatalogEntry;
import io.sluice.gateway.catalog.Fact;
import io.sluice.gateway.catalog.FactValue;
import io.sluice.gateway.catalog.Prices;
import io.sluice.gateway.expression.Facts;
import io.sluice.source.Change;
import io.sluice.source.Facet;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The facts of one SKU as one channel sees them at one moment: its warehouses, its price list, its
 * locale. Remembers until when what was read holds. For one rendering, by one thread.
 */
final class SkuReading implements Facts {
  private final ChannelRules rules;
  private final CatalogEntry entry;
  private final @Nullable ProductFacts product;
  private final Neighbours neighbours;
  private final long nowMs;
  private final @Nullable Trace trace;
  private long changesAtMs = Long.MAX_VALUE;
  private @Nullable WarehouseSum sum;
  private @Nullable FacetResult price;
  private @Nullable FacetResult stock;

  SkuReading(
      ChannelRules rules,
      CatalogEntry entry,
      @Nullable ProductFacts product,
      Neighbours neighbours,
      long nowMs,
      @Nullable Trace trace) {
    this.rules = rules;
    this.entry = entry;
    this.product = product;
    this.neighbours = neighbours;
    this.nowMs = nowMs;
    this.trace = trace;
  }

  /** A member of product data, the same in each locale. */
  interface Member<T> extends Function<Snapshot, @Nullable T> {}

  @Override
  public @Nullable Object find(String name) {
    return rules.vocabulary().get(name).reader().read(this);
  }

  long nowMs() {
    return nowMs;
  }

  @Nullable Trace trace() {
    return trace;
  }

  void changesAt(long ms) {
    changesAtMs = Math.min(changesAtMs, ms);
  }

  long changesAtMs() {
    return changesAtMs;
  }

  CatalogEntry entry() {
    return entry;
  }

  boolean isBundle() {
    return entry.isBundle();
  }

  String sku() {
    return entry.sku();
  }

  /** Of the closest locale that says it, or what the product says without one. */
  private <T> @Nullable T member(Member<T> member) {
    List<String> chain = rules.locales().chain();
    for (int i = 0; i < chain.size(); i++) {
      T found = member.apply(product.in(chain.get(i)));
      if (found != null) {
        return found;
      }
    }
    return member.apply(product.main());
  }

  @Nullable Object text(Member<String> member) {
    if (product == null) {
      return null;
    }
    String text = member(member);
    return text == null ? "" : text;
  }

  @Nullable Object attribute(String name, Object absent) {
    if (product == null) {
      return null;
    }
    Object value = member(snapshot -> snapshot.attributes().get(name));
    return value == null ? absent : value;
  }

  @Nullable Object categories() {
    return product == null ? null : categoryList();
  }

  private List<String> categoryList() {
    List<String> found = member(Snapshot::categories);
    return found == null ? List.of() : found;
  }

  @Nullable Object mainCategory() {
    if (product == null) {
      return null;
    }
    List<String> found = categoryList();
    return found.isEmpty() ? "" : found.get(0);
  }

  @Nullable Object imageUrls() {
    return images(List.of());
  }

  /**
   * Addresses, by role and then by position.
   *
   * @param roles those that come first, in this order
   * @return null where no content was received
   */
  @Nullable List<String> images(List<String> roles) {
    if (product == null) {
      return null;
    }
    List<Snapshot.Image> found = member(Snapshot::images);
    if (found == null) {
      return List.of();
    }
    List<Snapshot.Image> sorted = found;
    if (!roles.isEmpty()) {
      sorted = new ArrayList<>(found);
      sorted.sort(Comparator.comparingInt(image -> rank(image, roles)));
    }
    List<String> urls = new ArrayList<>(sorted.size());
    for (Snapshot.Image image : sorted) {
      urls.add(image.url());
    }
    return Collections.unmodifiableList(urls);
  }

  private static int rank(Snapshot.Image image, List<String> roles) {
    int index = roles.indexOf(image.role());
    return index < 0 ? roles.size() : index;
  }

  /** The price in force in a list; null where there is none. */
  Change.@Nullable Price priceIn(String list) {
    Fact fact = entry.find(Facet.PRICE, list);
    if (fact == null) {
      return null;
    }
    List<Change.Price> known = ((FactValue.Prices) fact.value()).newestFirst();
    changesAt(Prices.changesAt(known, nowMs));
    return Prices.current(known, nowMs);
  }

  /** Of the channel's list; 0 where it is withdrawn or not in force. */
  @Nullable Object listPrice() {
    String list = rules.priceList();
    if (entry.find(Facet.PRICE, list) == null) {
      return null;
    }
    Change.Price current = priceIn(list);
    return current == null ? BigDecimal.ZERO : money(current.amount());
  }

  @Nullable Object cost() {
    Change.Price current = priceIn(rules.priceList());
    return current == null || current.cost() == null ? null : money(current.cost());
  }

  private static Object money(@Nullable BigDecimal amount) {
    if (amount == null) {
      return BigDecimal.ZERO;
    }
    return Amounts.fits(amount) ? amount : new Unreadable("the amount has too many digits");
  }

  WarehouseSum sum() {
    if (sum == null) {
      sum = WarehouseSum.of(entry, rules.stock(), neighbours);
    }
    return sum;
  }

  @Nullable Object warehouseStock() {
    return sum().unknown() == null ? sum().quantity() : null;
  }

  FacetResult price() {
    if (price == null) {
      price = rules.priceOrThrow().apply(this);
    }
    return price;
  }

  FacetResult stock() {
    if (stock == null) {
      stock = rules.stock().apply(this);
    }
    return stock;
  }

  @Nullable Object channelPrice() {
    if (price() instanceof FacetResult.Value value
        && value.value() instanceof ChannelValue.Price shown) {
      return shown.amount() == null ? BigDecimal.ZERO : shown.amount();
    }
    boolean received = entry.find(Facet.PRICE, rules.priceList()) != null;
    return without(price(), received, BigDecimal.ZERO);
  }

  @Nullable Object channelStock() {
    if (stock() instanceof FacetResult.Value value
        && value.value() instanceof ChannelValue.Stock shown) {
      return shown.quantity();
    }
    return without(stock(), sum().unknown() == null, 0L);
  }

  private static @Nullable Object without(FacetResult result, boolean received, Object nothing) {
    if (result instanceof FacetResult.Hold hold && hold.reason() != HoldReason.INCOMPLETE) {
      return new Unreadable(hold.text());
    }
    return result instanceof FacetResult.None && received ? nothing : null;
  }
}
