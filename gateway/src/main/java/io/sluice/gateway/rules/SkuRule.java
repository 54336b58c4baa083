package io.sluice.gateway.rules;

import io.sluice.gateway.catalog.CatalogEntry;
import io.sluice.gateway.catalog.Fact;
import io.sluice.gateway.catalog.FactValue;
import io.sluice.gateway.validation.Violations;
import io.sluice.source.Facet;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a SKU is called on a channel: the alias, between prefix and suffix. Immutable.
 *
 * <p>Two SKUs can meet in one only through the table, so who may is known beforehand. Of those that
 * are sold, the one that the channel has listed keeps the name; as long as none is, the first row
 * of the table, and before a SKU without a row. The others are held.
 */
public final class SkuRule {
  /** Every SKU as it is. */
  public static final SkuRule SAME = new SkuRule(Map.of(), "", "", Otherwise.SAME);

  private final Map<String, String> aliases;
  private final String prefix;
  private final String suffix;
  private final Otherwise otherwise;
  private final Map<String, List<String>> rivals;

  /** What becomes of a SKU that is not in the table. */
  public enum Otherwise {
    /** It keeps its name. */
    SAME,
    /** It is held until somebody adds it. */
    HOLD,
    /** It does not go to this channel. */
    SKIP
  }

  /**
   * @param aliases our SKU to the channel's, in the order of the table; empty for no table
   */
  public SkuRule(Map<String, String> aliases, String prefix, String suffix, Otherwise otherwise) {
    this.aliases = Collections.unmodifiableMap(new LinkedHashMap<>(aliases));
    this.prefix = prefix;
    this.suffix = suffix;
    this.otherwise = otherwise;
    new Violations()
        .that("alias", !aliases.containsValue(""), "must not be empty")
        .that(
            "otherwise", !aliases.isEmpty() || otherwise == Otherwise.SAME, "needs an alias table")
        .orThrow();
    this.rivals = rivals();
  }

  /** By the channel's name, where there may be more than one. */
  private Map<String, List<String>> rivals() {
    Map<String, List<String>> byAlias = new HashMap<>();
    aliases.forEach(
        (sku, alias) -> byAlias.computeIfAbsent(alias, none -> new ArrayList<>(1)).add(sku));
    byAlias.forEach(
        (alias, skus) -> {
          if (otherwise == Otherwise.SAME && !aliases.containsKey(alias)) {
            skus.add(alias);
          }
        });
    byAlias.values().removeIf(skus -> skus.size() < 2);
    return byAlias;
  }

  boolean hasRivals() {
    return !rivals.isEmpty();
  }

  /** Other SKUs that may have the name of this one; mostly none. */
  List<String> rivals(String sku) {
    String alias = alias(sku);
    List<String> all = alias == null ? null : rivals.get(alias);
    return all == null ? List.of() : all.stream().filter(each -> !each.equals(sku)).toList();
  }

  /** What the table says, or null where the SKU has no name there. */
  @Nullable String alias(String sku) {
    String alias = aliases.get(sku);
    return alias == null && otherwise == Otherwise.SAME ? sku : alias;
  }

  /** Whether a SKU without a row is left out rather than held. */
  boolean skipsOthers() {
    return otherwise == Otherwise.SKIP;
  }

  String full(String alias) {
    return prefix.isEmpty() && suffix.isEmpty() ? alias : prefix + alias + suffix;
  }

  /** The other SKU that has the name, or null where this one has it. */
  @Nullable String owner(CatalogEntry entry, String alias, Neighbours neighbours) {
    List<String> all = rivals.get(alias);
    if (all == null) {
      return null;
    }
    String first = null;
    for (String sku : all) {
      CatalogEntry known = sku.equals(entry.sku()) ? entry : neighbours.find(sku);
      if (known != null && !isDiscontinued(known)) {
        if (neighbours.isListed(sku)) {
          return sku.equals(entry.sku()) ? null : sku;
        }
        first = first == null ? sku : first;
      }
    }
    return entry.sku().equals(first) ? null : first;
  }

  static boolean isDiscontinued(CatalogEntry entry) {
    Fact product = entry.find(Facet.PRODUCT, "");
    return product != null && product.value() instanceof FactValue.Discontinued;
  }
}
