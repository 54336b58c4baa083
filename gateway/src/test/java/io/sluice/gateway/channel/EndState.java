package io.sluice.gateway.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.adapter.ChannelUpdate;
import io.sluice.gateway.catalog.CatalogEntry;
import io.sluice.gateway.catalog.JournaledEvent;
import io.sluice.gateway.render.Content;
import io.sluice.gateway.render.Renderer;
import io.sluice.gateway.render.Rendering;
import io.sluice.source.Change;
import io.sluice.source.Facet;
import io.sluice.store.HeldRow;
import java.util.HashSet;
import java.util.Set;

/** What must be true once everything has drained: accepted or dead, and the right values. */
final class EndState {
  private final VirtualChannel shop;
  private final Set<String> dead = new HashSet<>();

  private EndState(VirtualChannel shop) {
    this.shop = shop;
    for (HeldRow row : shop.store.held.values()) {
      assertThat(row.why()).as("only dead letters stay held: %s", row).isEqualTo("dead");
      dead.add(row.key() + '|' + row.part() + '|' + row.position());
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
    if (dead.contains(entry.sku() + '|' + Shelf.partName(facet) + '|' + position)) {
      return;
    }
    Content content = null;
    if (facet == Facet.PRODUCT) {
      Change change = shop.store.journal.get((int) position - 1).event().change();
      content = new Content(position, ((Change.Product) change).data());
    }
    Rendering wanted = new Renderer().render(entry, facet, content, shop.time.nowMs());
    ChannelUpdate last = shop.checker.lastApplied(entry.sku(), facet.name());
    if (wanted instanceof Rendering.Ready ready) {
      assertThat(last).as("%s %s was lost", entry.sku(), facet).isNotNull();
      Rendering.Ready is = new Rendering.Ready(last.value(), 0, last.revision(), "", 0, 0, 0);
      assertThat(text(is)).as("%s of %s", facet, entry.sku()).isEqualTo(text(ready));
    }
  }

  private static String text(Rendering.Ready ready) {
    return ready.value() instanceof io.sluice.adapter.Value.Product product
        ? new String(product.json(), java.nio.charset.StandardCharsets.UTF_8)
        : ready.value().toString();
  }

  /** Every event has arrived or is dead, or was folded away by a newer one that has. */
  static void checkStream(VirtualChannel shop, boolean folds) {
    new EndState(shop);
    for (JournaledEvent event : shop.store.journal) {
      CatalogEntry entry = shop.catalog.find(event.event().sku());
      long newest = entry.find(event.event().facet(), event.event().part()).position();
      String part =
          io.sluice.gateway.catalog.Fact.partName(event.event().facet(), event.event().part());
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
