package io.sluice.gateway.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.adapter.ChannelUpdate;
import io.sluice.adapter.Listed;
import io.sluice.adapter.Value;
import io.sluice.gateway.catalog.CatalogEntry;
import io.sluice.gateway.catalog.Fact;
import io.sluice.gateway.catalog.FactValue;
import io.sluice.gateway.catalog.JournaledEvent;
import io.sluice.gateway.render.Content;
import io.sluice.gateway.render.FactsRenderer;
import io.sluice.gateway.render.Renderer;
import io.sluice.gateway.render.Rendering;
import io.sluice.gateway.render.RulesRenderer;
import io.sluice.gateway.rules.ChannelRules;
import io.sluice.source.Change;
import io.sluice.source.Facet;
import io.sluice.store.HeldRow;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What must be true once everything has drained: accepted or dead, and the right values. */
final class EndState {
  private final VirtualChannel shop;

  /** Position of the newest dead letter, by SKU and part. */
  private final Map<String, Long> dead = new HashMap<>();

  private final Map<String, String> byRules = new HashMap<>();

  /** SKUs whose product was accepted once, as a start knows. */
  private final Set<String> wereThere = new HashSet<>();

  private EndState(VirtualChannel shop) {
    this.shop = shop;
    for (HeldRow row : shop.store.held.values()) {
      assertThat(row.why()).as("only dead letters stay held: %s", row).isEqualTo("dead");
      dead.merge(row.key() + '|' + row.part(), row.position(), Math::max);
    }
    shop.store.outcomes.forEach(row -> OutcomePack.read(row.packed(), new Accepts()));
  }

  private final class Accepts implements OutcomePack.Reader {
    @Override
    public void accepted(String sku, String part, Accepted what) {
      if (Shelf.facet(part) == Facet.PRODUCT && what.shown().number() != 0) {
        wereThere.add(sku);
      }
    }

    @Override
    public void listed(String sku, Listed listed) {
      // May be of what somebody else brought there.
    }
  }

  /** Every newest value has arrived or is dead. */
  static void checkState(VirtualChannel shop) {
    EndState end = new EndState(shop);
    shop.catalog.forEach(
        entry -> {
          for (Facet facet : Facet.values()) {
            if (entry.position(facet) > 0) {
              end.check(entry, facet);
            }
          }
        });
  }

  private void check(CatalogEntry entry, Facet facet) {
    long position = entry.position(facet);
    if (isDead(entry.sku() + '|' + Shelf.partName(facet), position)) {
      return;
    }
    Content content = null;
    if (facet == Facet.PRODUCT) {
      content = content(position);
    }
    Rendering wanted = new FactsRenderer().render(entry, facet, content, shop.time.nowMs());
    ChannelUpdate last = shop.checker.lastApplied(entry.sku(), facet.name());
    if (wanted instanceof Rendering.Ready ready) {
      assertThat(last).as("%s %s was lost", entry.sku(), facet).isNotNull();
      assertThat(text(last.value()))
          .as("%s of %s", facet, entry.sku())
          .isEqualTo(text(ready.value()));
    }
  }

  private boolean isDead(String key, long position) {
    return dead.getOrDefault(key, 0L) >= position;
  }

  /** Every channel shows what its rules say now, or the rules hold it visibly. */
  static void checkRules(VirtualChannel shop, ChannelRules rules) {
    EndState end = new EndState(shop);
    shop.heldByRules().forEach(view -> end.byRules.put(view.sku() + '|' + view.part(), view.why()));
    Renderer renderer = new RulesRenderer(rules, shop.catalog);
    shop.catalog.forEach(
        entry -> {
          for (Facet facet : Facet.values()) {
            long position = renderer.position(entry, facet);
            String key = entry.sku() + '|' + Shelf.partName(facet);
            if (position > 0 && !end.isDead(key, position)) {
              Rendering wanted = end.rendered(renderer, entry, facet);
              end.check(key, entry, facet, wanted, rules);
            }
          }
        });
  }

  private Rendering rendered(Renderer renderer, CatalogEntry entry, Facet facet) {
    Fact product = entry.find(Facet.PRODUCT, "");
    Content content =
        product != null && product.value() instanceof FactValue.Content
            ? content(product.position())
            : null;
    return renderer.render(entry, facet, content, shop.time.nowMs());
  }

  private void check(
      String key, CatalogEntry entry, Facet facet, Rendering wanted, ChannelRules rules) {
    if (wanted instanceof Rendering.Held held) {
      assertThat(byRules.get(key)).as(key + " is held: " + held.text()).isNotNull();
      // Of what arrived unheard before the product was there, and before a kill, nobody knows.
      Shelf shelf = ((StateBacklog) shop.channel.backlog()).shelf();
      boolean known = shelf.quantity(entry.index()) != Shelf.UNKNOWN_QUANTITY;
      if ((known || shelf.mayHave(entry.index()))
          && held.lowered() != null
          && last(held.lowered(), entry, facet) != null) {
        long most = ((Value.Stock) held.lowered().value()).quantity();
        Value.Stock shown = (Value.Stock) last(held.lowered(), entry, facet).value();
        assertThat(shown.quantity()).as(key + " oversells").isLessThanOrEqualTo(most);
      }
      return;
    }
    assertThat(byRules.get(key)).as(key + " is not held any more: " + wanted).isNull();
    boolean there = shop.channel.backlog().listed(entry.index()) == Listed.YES;
    Rendering.Ready ready = null;
    if (wanted instanceof Rendering.Ready value
        && (there || rules.assortment().create() || facet != Facet.PRODUCT)) {
      ready = value;
    } else if (wanted instanceof Rendering.Leaving leaving && there) {
      // Nothing is sold of what left by the rules before.
      boolean left = shop.checker.isGone(channelSku(entry, leaving.last()));
      ready = left ? null : leaving.last();
    } else if (wanted instanceof Rendering.Leaving leaving && facet == Facet.PRODUCT) {
      // What was created first at a kill, and was not known to be there, nobody takes back.
      boolean known = !ChaosRules.renames(entry.sku()) && wereThere.contains(entry.sku());
      assertThat(known && shop.checker.isThere(entry.sku())).as(key + " stayed").isFalse();
    }
    if (ready != null && !waitsForProduct(entry, ready, there || rules.assortment().create())) {
      ChannelUpdate last = last(ready, entry, facet);
      assertThat(last).as(key + " was lost: " + ready).isNotNull();
      assertThat(text(now(last.value()))).as(key).isEqualTo(text(ready.value()));
    }
  }

  /**
   * It is gone, and comes back only once somebody sends again what was refused.
   *
   * @param may whether it may be created
   */
  private boolean waitsForProduct(CatalogEntry entry, Rendering.Ready ready, boolean may) {
    return shop.checker.isGone(channelSku(entry, ready))
        && (!may || dead.containsKey(entry.sku() + "|product"));
  }

  /** What is shown by now of a value with windows. */
  private Value now(Value value) {
    if (!(value instanceof Value.Price price)) {
      return value;
    }
    Instant now = Instant.ofEpochMilli(shop.time.nowMs());
    return new Value.Price(price.prices().stream().map(each -> at(now, each)).toList());
  }

  private static Value.ListPrice at(Instant now, Value.ListPrice price) {
    for (Value.Window window : price.windows()) {
      boolean begun = window.from() == null || !now.isBefore(window.from());
      if (begun && (window.until() == null || now.isBefore(window.until()))) {
        return new Value.ListPrice(
            price.list(), window.amount(), price.currency(), window.compareAt(), null, null);
      }
    }
    return new Value.ListPrice(
        price.list(),
        price.amount(),
        price.currency(),
        price.compareAt(),
        price.validFrom(),
        price.validUntil());
  }

  private ChannelUpdate last(Rendering.Ready ready, CatalogEntry entry, Facet facet) {
    return shop.checker.lastApplied(channelSku(entry, ready), facet.name());
  }

  private static String channelSku(CatalogEntry entry, Rendering.Ready ready) {
    return ready.channelSku() == null ? entry.sku() : ready.channelSku();
  }

  private Content content(long position) {
    Change change = shop.store.journal.get((int) position - 1).event().change();
    return new Content(position, ((Change.Product) change).data());
  }

  private static String text(Value value) {
    return value instanceof Value.Product product
        ? new String(product.json(), StandardCharsets.UTF_8)
        : value.toString();
  }

  /** Every event has arrived or is dead, or was folded away by a newer one that has. */
  static void checkStream(VirtualChannel shop, boolean folds) {
    new EndState(shop);
    for (JournaledEvent event : shop.store.journal) {
      CatalogEntry entry = shop.catalog.find(event.event().sku());
      long newest = entry.find(event.event().facet(), event.event().part()).position();
      String part = Fact.partName(event.event().facet(), event.event().part());
      boolean settled =
          shop.checker.accepted(event.position()) || shop.store.everDead.contains(event.position());
      assertThat(settled || (folds && event.position() < newest))
          .as("event %d of %s %s was lost", event.position(), event.event().sku(), part)
          .isTrue();
    }
    Cursor cursor = Cursor.decode(shop.store.settings.get(Durable.CURSOR));
    assertThat(cursor.finishedAbove()).as("finished above the cursor").isZero();
  }
}
