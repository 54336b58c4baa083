package io.sluice.gateway.rehearsal;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a channel shows of some SKUs, and what it showed by other rules.
 *
 * @param before null: not compared, or the channel is new
 */
public record Comparison(
    String channel, @Nullable Counts before, Counts after, List<Difference> differences) {
  public Comparison {
    differences = List.copyOf(differences);
  }

  /**
   * SKUs: each counts once, as held where anything of it is.
   *
   * @param held by the code of the reason
   */
  public record Counts(int shown, Map<String, Integer> held, int excluded) {
    static Counts of(Iterable<Shown> all) {
      int shown = 0;
      int excluded = 0;
      Map<String, Integer> held = new TreeMap<>();
      for (Shown each : all) {
        if (!each.excluded().isEmpty()) {
          excluded++;
        } else if (each.held().isEmpty()) {
          shown++;
        } else {
          held.merge(each.held().keySet().iterator().next(), 1, Integer::sum);
        }
      }
      return new Counts(shown, held, excluded);
    }
  }

  /**
   * @param name of a value, {@code held} or {@code excluded}
   */
  public record Difference(String sku, String name, String before, String after) {}

  /**
   * @param before by SKU; null where nothing is to be compared
   */
  public static Comparison of(
      String channel, List<Preview.Product> after, @Nullable Map<String, Shown> before) {
    Counts counts = Counts.of(after.stream().map(Preview.Product::shown).toList());
    if (before == null) {
      return new Comparison(channel, null, counts, List.of());
    }
    List<Difference> differences = new ArrayList<>();
    List<Shown> earlier = new ArrayList<>();
    for (Preview.Product product : after) {
      Shown was = before.get(product.sku());
      if (was != null) {
        earlier.add(was);
        compare(product.sku(), was, product.shown(), differences);
      }
    }
    return new Comparison(channel, Counts.of(earlier), counts, differences);
  }

  private static void compare(String sku, Shown was, Shown is, List<Difference> differences) {
    Set<String> names = new LinkedHashSet<>(was.values().keySet());
    names.addAll(is.values().keySet());
    for (String name : names) {
      add(sku, name, text(was.values().get(name)), text(is.values().get(name)), differences);
    }
    add(sku, "held", reasons(was), reasons(is), differences);
    add(sku, "excluded", exclusion(was), exclusion(is), differences);
  }

  private static void add(
      String sku, String name, String before, String after, List<Difference> differences) {
    if (!before.equals(after)) {
      differences.add(new Difference(sku, name, before, after));
    }
  }

  private static String text(@Nullable Object value) {
    return value == null ? "nothing" : value.toString();
  }

  private static String reasons(Shown shown) {
    return shown.held().isEmpty() ? "no" : String.join(", ", shown.held().keySet());
  }

  private static String exclusion(Shown shown) {
    return shown.excluded().isEmpty() ? "no" : shown.excluded();
  }
}
