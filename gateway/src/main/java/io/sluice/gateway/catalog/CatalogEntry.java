package io.sluice.gateway.catalog;

import io.sluice.source.Facet;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All facts of one SKU at one moment; immutable.
 *
 * @param index dense number of the SKU in this process, from 0
 */
public record CatalogEntry(int index, String sku, List<Fact> facts) {
  public CatalogEntry {
    facts = List.copyOf(facts);
  }

  public @Nullable Fact find(Facet facet, String part) {
    for (Fact fact : facts) {
      if (fact.facet() == facet && fact.part().equals(part)) {
        return fact;
      }
    }
    return null;
  }

  public List<Fact> of(Facet facet) {
    return facts.stream().filter(fact -> fact.facet() == facet).toList();
  }

  /** Position of the newest fact of a facet, 0 where none was received. */
  public long position(Facet facet) {
    long newest = 0;
    for (Fact fact : facts) {
      if (fact.facet() == facet) {
        newest = Math.max(newest, fact.position());
      }
    }
    return newest;
  }

  /** Parts of a bundle; empty for all others. */
  public List<Component> components() {
    for (Fact fact : facts) {
      if (fact.value() instanceof FactValue.Content content) {
        return content.components();
      }
    }
    return List.of();
  }

  /** Whether the newest word about the product is that it is no longer sold. */
  public boolean isDiscontinued() {
    for (Fact fact : facts) {
      if (fact.value() instanceof FactValue.Discontinued) {
        return true;
      }
    }
    return false;
  }

  /** Whether anything that is known of it comes from this source. */
  public boolean isSaidBy(String source) {
    for (Fact fact : facts) {
      if (fact.source().equals(source)) {
        return true;
      }
    }
    return false;
  }

  /** Whether its stock is what its parts make up: it has parts, and no stock of its own. */
  public boolean isBundle() {
    return position(Facet.STOCK) == 0 && !components().isEmpty();
  }

  CatalogEntry with(Fact fact) {
    List<Fact> next = new ArrayList<>(facts.size() + 1);
    for (Fact each : facts) {
      if (each.facet() != fact.facet() || !each.part().equals(fact.part())) {
        next.add(each);
      }
    }
    next.add(fact);
    return new CatalogEntry(index, sku, next);
  }
}
