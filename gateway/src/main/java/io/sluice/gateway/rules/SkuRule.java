package io.sluice.gateway.rules;

import io.sluice.gateway.validation.Violations;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a SKU is called on a channel: the alias, between prefix and suffix. Immutable.
 *
 * <p>Two SKUs can meet in one only through the table, so who has the name is known beforehand: the
 * first row, and any row before a SKU without one. The others are held.
 */
public final class SkuRule {
  /** Every SKU as it is. */
  public static final SkuRule SAME = new SkuRule(Map.of(), "", "", Otherwise.SAME);

  private final Map<String, String> aliases;
  private final String prefix;
  private final String suffix;
  private final Otherwise otherwise;
  private final Map<String, String> owners;

  /** By alias the first row that has it. */
  private final Map<String, String> holders = new HashMap<>();

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
    this.owners = owners();
  }

  /** Who has a name that several would have: the first row, any row before a SKU without one. */
  private Map<String, String> owners() {
    Map<String, String> contested = new LinkedHashMap<>();
    aliases.forEach(
        (sku, alias) -> {
          String other = holders.putIfAbsent(alias, sku);
          boolean named = otherwise == Otherwise.SAME && !aliases.containsKey(alias);
          if (other != null || (named && !alias.equals(sku))) {
            contested.put(alias, holders.get(alias));
          }
        });
    return contested;
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

  /** Who has a name, or null where nobody can. */
  @Nullable String ours(String full) {
    boolean fits =
        full.length() > prefix.length() + suffix.length()
            && full.startsWith(prefix)
            && full.endsWith(suffix);
    if (!fits) {
      return null;
    }
    String alias = full.substring(prefix.length(), full.length() - suffix.length());
    String holder = holders.get(alias);
    boolean keepsItsName = otherwise == Otherwise.SAME && !aliases.containsKey(alias);
    return holder == null && keepsItsName ? alias : holder;
  }

  /**
   * The other SKU that has the name, or null where this one has it. Names never change hands while
   * the gateway runs: what was sent last under one could come after what is sent first by another.
   */
  @Nullable String owner(String sku, String alias) {
    String owner = owners.get(alias);
    return owner == null || owner.equals(sku) ? null : owner;
  }
}
