package io.sluice.gateway.channel;

import io.sluice.adapter.Listed;
import io.sluice.adapter.Value;
import io.sluice.gateway.catalog.Catalog;
import io.sluice.gateway.catalog.CatalogEntry;
import io.sluice.gateway.operations.ChangesView;
import io.sluice.gateway.operations.ChangesView.BeforeAfter;
import io.sluice.gateway.operations.ChangesView.Example;
import io.sluice.gateway.render.Content;
import io.sluice.gateway.render.Renderer;
import io.sluice.gateway.render.Rendering;
import io.sluice.source.Facet;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Counts what other rules would change on a channel, product by product, without a change to
 * anything. What the rules before would send as well, because an event has just come, is not their
 * doing. Used by one thread at a time.
 */
public final class Weighing {
  private static final int EXAMPLES_OF_A_KIND = 3;

  private final String channel;
  private final Side after;
  private final @Nullable Side before;
  private final Catalog catalog;
  private final Contents contents;
  private final Map<Facet, Long> updates = new EnumMap<>(Facet.class);
  private final Map<String, Integer> exampleCounts = new HashMap<>();
  private final List<Example> examples = new ArrayList<>();
  private long products;
  private long listedBefore;
  private long listedAfter;
  private long inStockBefore;
  private long inStockAfter;
  private long heldBefore;
  private long heldAfter;
  private long leaving;
  private long outOfStock;
  private long newlyListed;
  private long unread;

  /** Where product content is read. */
  public interface Contents extends ContentCache {
    /** Whether there is time left to read any. */
    boolean inTime();

    /** Null where it can no longer be found. Blocks. */
    @Nullable Content load(String sku, long position);
  }

  /** The rules of one plan. */
  private record Side(ChannelPlan plan, Renderer renderer) {
    static Side of(ChannelPlan plan, Catalog catalog) {
      return new Side(plan, plan.renderer(catalog));
    }
  }

  /**
   * @param next the rules that would hold
   * @param before those that hold; null: only the shelf tells what the channel shows
   */
  public Weighing(
      ChannelPlan next, @Nullable ChannelPlan before, Catalog catalog, Contents contents) {
    this.channel = next.channel();
    this.after = Side.of(next, catalog);
    this.before = before == null ? null : Side.of(before, catalog);
    this.catalog = catalog;
    this.contents = contents;
  }

  /** Looks at one product. Reads its content from the store where only that can tell. */
  public void weigh(OnShelf has, long nowMs) {
    Look look = new Look(has, nowMs);
    look.look();
    boolean listed = has.listed() == Listed.YES;
    boolean inStock = has.quantity() > 0;
    products++;
    listedBefore += listed ? 1 : 0;
    inStockBefore += inStock ? 1 : 0;
    heldBefore += has.held() ? 1 : 0;
    heldAfter += look.held ? 1 : 0;
    unread += look.unread ? 1 : 0;
    if (listed && look.leaves) {
      leaving++;
    } else if (listed) {
      listedAfter++;
    } else if (look.sends) {
      newlyListed++;
      listedAfter++;
      note(look.entry.sku(), "newly_listed", "not listed", "listed");
    }
    if (inStock && look.quantity == 0) {
      outOfStock++;
    }
    inStockAfter += look.quantity > 0 && !look.delisted ? 1 : 0;
  }

  /** One product, as the rules would have it. */
  private final class Look {
    private final OnShelf has;
    private final CatalogEntry entry;
    private final long nowMs;
    private @Nullable Content content;
    private boolean loaded;
    private boolean sends;
    private boolean leaves;
    private boolean delisted;
    private boolean held;
    private boolean unread;
    private long quantity;

    Look(OnShelf has, long nowMs) {
      this.has = has;
      this.entry = catalog.get(has.sku());
      this.nowMs = nowMs;
      this.quantity = has.quantity();
    }

    void look() {
      for (Facet facet : after.plan().send()) {
        if (after.renderer().position(entry, facet) != 0 && !has.discarded().contains(facet)) {
          look(facet);
        }
      }
      if (unread) {
        leaves = true;
        quantity = Math.min(quantity, 0);
      }
    }

    private void look(Facet facet) {
      Rendering rendering = render(after, facet);
      if (rendering instanceof Rendering.NeedsContent && !loaded) {
        unread = true;
        count(facet);
        return;
      }
      if (rendering == null || rendering instanceof Rendering.Held) {
        held = true;
        String why =
            rendering instanceof Rendering.Held waits ? waits.text() : "cannot be rendered";
        if (!has.held()) {
          note(entry.sku(), "held", "", why);
        }
      }
      Rendering.Ready value = toSend(after, facet, rendering);
      if (value == null || has.shows(facet, value) || isOwedAnyway(facet, rendering, value)) {
        return;
      }
      sends = true;
      count(facet);
      if (value.value() instanceof Value.Stock stock) {
        quantity = stock.quantity();
      }
      boolean ends = value.value() instanceof Value.Discontinued;
      if (has.listed() == Listed.YES
          && (ends || inTheEnd(rendering) instanceof Rendering.Leaving)) {
        leaves = true;
        delisted |= ends;
        note(entry.sku(), "leaving", "listed", ends ? "delisted" : "out of stock");
      } else {
        example(facet, value.value());
      }
    }

    /** Null where that fails. */
    private @Nullable Rendering render(Side side, Facet facet) {
      try {
        Rendering rendering = side.renderer().render(entry, facet, content, nowMs);
        if (rendering instanceof Rendering.NeedsContent needed && !loaded) {
          content = contents.find(needed.position());
          if (content == null && !contents.inTime()) {
            return rendering;
          }
          loaded = true;
          content = content == null ? contents.load(entry.sku(), needed.position()) : content;
          rendering = side.renderer().render(entry, facet, content, nowMs);
        }
        return rendering;
      } catch (RuntimeException e) {
        return null;
      }
    }

    /** What a freeze holds goes out when it ends, whoever looks at it then. */
    private static @Nullable Rendering inTheEnd(@Nullable Rendering rendering) {
      return rendering instanceof Rendering.Held waits && waits.wanted() != null
          ? waits.wanted()
          : rendering;
    }

    /** Null for nothing. */
    private Rendering.@Nullable Ready toSend(Side side, Facet facet, @Nullable Rendering now) {
      boolean listed = has.listed() == Listed.YES;
      Rendering rendering = inTheEnd(now);
      if (rendering instanceof Rendering.Leaving leaving) {
        return listed ? leaving.last() : null;
      } else if (rendering instanceof Rendering.Held waits) {
        Rendering.Ready lowered = waits.lowered();
        boolean less =
            lowered != null
                && lowered.value() instanceof Value.Stock stock
                && stock.quantity() < has.quantity();
        return less ? lowered : null;
      }
      boolean may = facet != Facet.PRODUCT || listed || side.renderer().creates();
      return may && rendering instanceof Rendering.Ready ready ? ready : null;
    }

    /** What is held now, and would not be any more, is let out by the rules. */
    private boolean isOwedAnyway(Facet facet, @Nullable Rendering after, Rendering.Ready value) {
      if (before == null
          || !before.plan().send().contains(facet)
          || has.keptBack().contains(facet)) {
        return false;
      }
      Rendering now = render(before, facet);
      boolean letOut = now instanceof Rendering.Held && !(after instanceof Rendering.Held);
      Rendering.Ready owed = toSend(before, facet, now);
      return !letOut && owed != null && owed.digest() == value.digest();
    }

    private void count(Facet facet) {
      updates.merge(facet, 1L, Long::sum);
    }

    private void example(Facet facet, Value value) {
      String sku = entry.sku();
      if (value instanceof Value.Stock stock) {
        String shown = has.quantity() < 0 ? "" : String.valueOf(has.quantity());
        boolean none = stock.quantity() == 0 && has.quantity() > 0;
        note(sku, none ? "out_of_stock" : "stock", shown, String.valueOf(stock.quantity()));
      } else if (value instanceof Value.Price price && wants("price")) {
        note(sku, "price", priceBefore(), text(price));
      } else if (facet == Facet.PRODUCT) {
        note(sku, "product", "", "other content");
      }
    }

    /** The shelf has only its digest; where that is of what the rules before say, they know. */
    private String priceBefore() {
      if (before == null) {
        return "";
      }
      return render(before, Facet.PRICE) instanceof Rendering.Ready shown
              && has.shows(Facet.PRICE, shown)
              && shown.value() instanceof Value.Price price
          ? text(price)
          : "";
    }
  }

  private static String text(Value.Price price) {
    return price.prices().stream()
        .map(
            each ->
                each.amount() == null
                    ? "withdrawn"
                    : each.amount().toPlainString()
                        + " "
                        + each.currency()
                        + ListedValues.windows(each))
        .collect(Collectors.joining(", "));
  }

  private boolean wants(String what) {
    return exampleCounts.getOrDefault(what, 0) < EXAMPLES_OF_A_KIND;
  }

  private void note(String sku, String what, String shown, String instead) {
    if (wants(what)) {
      exampleCounts.merge(what, 1, Integer::sum);
      examples.add(new Example(sku, what, shown, instead));
    }
  }

  /** What was counted so far. */
  public ChangesView view() {
    return new ChangesView(
        channel,
        products,
        new BeforeAfter(listedBefore, listedAfter),
        new BeforeAfter(inStockBefore, inStockAfter),
        new BeforeAfter(heldBefore, heldAfter),
        updates.getOrDefault(Facet.STOCK, 0L),
        updates.getOrDefault(Facet.PRICE, 0L),
        updates.getOrDefault(Facet.PRODUCT, 0L),
        leaving,
        outOfStock,
        newlyListed,
        unread,
        examples);
  }
}
