package io.sluice.gateway.rehearsal;

import io.sluice.adapter.Value;
import io.sluice.gateway.catalog.CatalogEntry;
import io.sluice.gateway.expression.Template;
import io.sluice.gateway.render.FactsRenderer;
import io.sluice.gateway.render.Rendering;
import io.sluice.gateway.rules.Assortment;
import io.sluice.gateway.rules.ChannelRules;
import io.sluice.gateway.rules.ChannelValue;
import io.sluice.gateway.rules.RuleResult;
import io.sluice.gateway.rules.Trace;
import io.sluice.source.Facet;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * All that a channel shows of one SKU, by the names that tests know.
 *
 * @param values texts or lists of texts
 * @param held reasons by their code
 * @param excluded why it does not belong there, empty where it does
 * @param notListed the same, but only where the channel does not have it then: what it has may stay
 *     and go out of stock
 * @param steps how each value came about
 */
public record Shown(
    Map<String, Object> values,
    Map<String, String> held,
    String excluded,
    String notListed,
    Map<String, String> steps) {
  private static final String WINDOWS = "windows";

  static Shown of(
      Rehearsal rehearsal, ChannelRules rules, String sku, boolean listed, Instant now) {
    Gathering gathering = new Gathering(listed);
    Trace trace = new Trace();
    for (Facet facet : Facet.values()) {
      RuleResult result = rehearsal.show(rules, sku, facet, now, trace);
      if (result != null) {
        gathering.add(result);
      }
    }
    Map<String, String> steps =
        trace.lines().stream()
            .collect(
                Collectors.toMap(Trace.Line::about, Trace.Line::toString, (first, again) -> again));
    return new Shown(
        gathering.values, gathering.held, gathering.excluded, gathering.notListed, steps);
  }

  /** The same, with windows of its price. */
  Shown with(List<ShownWindow> windows) {
    if (windows.isEmpty()) {
      return this;
    }
    Map<String, Object> all = new LinkedHashMap<>(values);
    all.put(WINDOWS, windows.stream().map(ShownWindow::text).toList());
    Map<String, String> how = new LinkedHashMap<>(steps);
    how.put(WINDOWS, windows.stream().map(ShownWindow::steps).collect(Collectors.joining("; ")));
    return new Shown(all, held, excluded, notListed, how);
  }

  /** Of a channel without rules; content is not taken apart. */
  static Shown asReceived(Rehearsal rehearsal, Set<Facet> send, String sku, Instant now) {
    Map<String, Object> values = new LinkedHashMap<>();
    String discontinued = "";
    CatalogEntry entry = Objects.requireNonNull(rehearsal.catalog().find(sku));
    for (Facet facet : Facet.values()) {
      Rendering rendering =
          new FactsRenderer().render(entry, facet, rehearsal.content(sku), now.toEpochMilli());
      if (send.contains(facet) && rendering instanceof Rendering.Ready ready) {
        values.put("sku", sku);
        add(ready.value(), values);
        discontinued =
            ready.value() instanceof Value.Discontinued
                ? "the product is discontinued"
                : discontinued;
      }
    }
    return new Shown(values, Map.of(), discontinued, discontinued, Map.of());
  }

  private static void add(Value value, Map<String, Object> values) {
    if (value instanceof Value.Stock stock) {
      values.put("stock", Long.toString(stock.quantity()));
    } else if (value instanceof Value.Price price) {
      for (Value.ListPrice each : price.prices()) {
        String name = price.prices().size() == 1 ? "price" : "price " + each.list();
        BigDecimal amount = each.amount();
        values.put(
            name, amount == null ? "withdrawn" : amount.toPlainString() + " " + each.currency());
      }
    }
  }

  private static final class Gathering {
    private final boolean listed;
    private final Map<String, Object> values = new LinkedHashMap<>();
    private final Map<String, String> held = new LinkedHashMap<>();
    private String excluded = "";
    private String notListed = "";

    Gathering(boolean listed) {
      this.listed = listed;
    }

    void add(RuleResult result) {
      if (result instanceof RuleResult.Shown shown) {
        values.put("sku", shown.sku());
        add(shown.value());
      } else if (result instanceof RuleResult.Held waits) {
        held.put(waits.reason().code(), waits.text());
      } else if (result instanceof RuleResult.Excluded other) {
        excluded(other);
      }
    }

    /** What the channel has goes out of stock; what it does not have it never gets. */
    private void excluded(RuleResult.Excluded result) {
      excluded = result.text();
      if (listed && result.then() == Assortment.Then.OUT_OF_STOCK) {
        values.put("stock", "0");
      } else if (!listed || result.then() == Assortment.Then.DELIST) {
        notListed = result.text();
      }
    }

    private void add(ChannelValue value) {
      if (value instanceof ChannelValue.Stock stock) {
        values.put("stock", Long.toString(stock.quantity()));
      } else if (value instanceof ChannelValue.Price price) {
        values.put("currency", price.currency());
        values.put("price", price.amount() == null ? "withdrawn" : price.amount().toPlainString());
        if (price.compareAt() != null) {
          values.put("compare_at", price.compareAt().toPlainString());
        }
      } else if (value instanceof ChannelValue.Fields fields) {
        fields.values().forEach((name, field) -> values.put(name, text(field)));
      }
    }

    private static Object text(Object field) {
      if (field instanceof List<?> list) {
        List<String> texts = new ArrayList<>();
        list.forEach(each -> texts.add(Template.text(each)));
        return texts;
      }
      return Template.text(field);
    }
  }
}
