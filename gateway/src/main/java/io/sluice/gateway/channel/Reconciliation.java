package io.sluice.gateway.channel;

import io.sluice.adapter.Listed;
import io.sluice.adapter.Listing;
import io.sluice.adapter.Value;
import io.sluice.gateway.catalog.CatalogEntry;
import io.sluice.gateway.catalog.Fact;
import io.sluice.gateway.catalog.FactValue;
import io.sluice.gateway.operations.ReadingView.Difference;
import io.sluice.gateway.render.Content;
import io.sluice.gateway.render.Rendering;
import io.sluice.source.Facet;
import java.math.BigDecimal;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * Finds what a channel shows otherwise than it accepted it: somebody changed it there, or lost it.
 * What is on its way, held or not decided is not compared, nor is what was in flight since the
 * reading began: the page may be older than its acceptance.
 *
 * <p>A product is missing where it is not found a second time either: one that moves to a page that
 * was read already is not found the first time.
 */
final class Reconciliation implements ListingCheck {
  private static final int SWEPT_AT_ONCE = 4_096;
  private static final int RENDERED_AT_ONCE = 128;
  private static final int MENDED_AT_ONCE = 256;

  /** A list that lacks more than this is not believed, and of few products any. */
  private static final int BELIEVED_SHARE = 10;

  private static final int BELIEVED_ALWAYS = 10;

  private final StateParts parts;
  private final HeldBook held;
  private final LowerStocks lower;
  private final ReadingKind kind;
  private final Steps steps;
  private final ReadingReport report;

  /** SKUs that were there, and that were thought to be there and were not. */
  private final BitSet there = new BitSet();

  private final BitSet missing = new BitSet();
  private int swept;
  private int mended;
  private long lowerStocks;
  private boolean secondTime;
  private boolean doubted;

  Reconciliation(
      StateParts parts,
      HeldBook held,
      LowerStocks lower,
      ReadingKind kind,
      Steps steps,
      ReadingReport report) {
    this.parts = parts;
    this.held = held;
    this.lower = lower;
    this.kind = kind;
    this.steps = steps;
    this.report = report;
    lower.begin();
  }

  @Override
  public long check(CatalogEntry entry, Listing listing, @Nullable Content read, long nowMs) {
    if (!listing.listed()) {
      return DONE;
    }
    there.set(entry.index());
    if (secondTime) {
      return DONE;
    } else if (parts.shelf().listed(entry.index()) == Listed.NO) {
      unexpected(entry, nowMs);
      return DONE;
    }
    for (Facet facet : parts.plan().send()) {
      if (ListedValues.shown(listing, facet) >= 0) {
        compare(entry, facet, listing, nowMs);
      }
    }
    return DONE;
  }

  private void unexpected(CatalogEntry entry, long nowMs) {
    if (anyInFlight(entry)) {
      report.skipped();
      return;
    }
    report.unexpected(entry.sku());
    if (kind.sends()) {
      steps.seen(entry);
      for (Facet facet : parts.plan().send()) {
        int key = ChannelPlan.key(entry.index(), facet);
        if (isWanted(key, entry)) {
          steps.touch(key, entry, nowMs);
        }
      }
    }
  }

  private boolean anyInFlight(CatalogEntry entry) {
    return parts.plan().send().stream()
        .anyMatch(facet -> parts.owed().wasInFlight(ChannelPlan.key(entry.index(), facet)));
  }

  private void compare(CatalogEntry entry, Facet facet, Listing listing, long nowMs) {
    int key = ChannelPlan.key(entry.index(), facet);
    if (parts.shelf().digest(key) == 0) {
      // Nothing of ours was accepted there.
      return;
    } else if (!isSettled(key, entry)) {
      report.skipped();
      return;
    }
    Rendering ours = parts.render(entry, facet, null, nowMs);
    Value value =
        ours != null && ours.unheld() instanceof Rendering.Ready ready ? ready.value() : null;
    if (value != null && !ListedValues.comparable(value)) {
      return;
    }
    boolean drift =
        shownOtherwise(key, facet, listing)
            || (value != null && ListedValues.otherCurrency(listing, value));
    Boolean dated =
        facet == Facet.PRICE && value != null ? ListedValues.showsAt(nowMs, listing, value) : null;
    drift = dated == null ? drift : !dated;
    boolean isLower = drift && isLower(key, facet, listing);
    if (!isLower) {
      lower.forget(key);
    }
    if (!drift) {
      report.same();
      return;
    }
    report.different(
        new Difference(
            entry.sku(),
            Shelf.partName(facet),
            ListedValues.text(listing, facet),
            dated == null ? accepted(key, facet) : ListedValues.amountAt(nowMs, value),
            value == null ? null : ListedValues.text(value)));
    boolean waits = ours instanceof Rendering.Held;
    if (isLower) {
      boolean stays = staysLower(key, listing, nowMs);
      if (stays && !waits && kind.sends()) {
        steps.touch(key, entry, nowMs);
      }
      lowerStocks += stays ? 0 : 1;
    } else if (kind.sends() && !(ours instanceof Rendering.Nothing)) {
      mend(key, entry, facet, waits, nowMs);
    }
  }

  private boolean isLower(int key, Facet facet, Listing listing) {
    return facet == Facet.STOCK && ListedValues.shown(listing, facet) < parts.shelf().shown(key);
  }

  private boolean staysLower(int key, Listing listing, long nowMs) {
    Shelf shelf = parts.shelf();
    long shown = ListedValues.shown(listing, Facet.STOCK);
    return lower.stays(key, shown, shelf.position(key), shelf.knownAtMs(key), nowMs);
  }

  private void mend(int key, CatalogEntry entry, Facet facet, boolean waits, long nowMs) {
    // It shows something else than the shelf says: what holds it sees that it would change.
    parts.owed().doubt(key);
    if (waits && facet != Facet.STOCK) {
      parts.owed().mark(key, parts.position(key), nowMs, false);
    } else {
      // A stock that is higher there than it is goes down also while it is held.
      steps.touch(key, entry, nowMs);
    }
  }

  /** What it shows must be what was accepted last: nothing newer, held, refused or unwanted. */
  private boolean isSettled(int key, CatalogEntry entry) {
    return isQuiet(key, entry)
        && parts.shelf().decided(key)
        && parts.shelf().position(key) >= parts.position(key);
  }

  /** Nothing is on its way, and nothing of it is kept from being sent. */
  private boolean isQuiet(int key, CatalogEntry entry) {
    OwedKeys owed = parts.owed();
    return !owed.isDirty(key)
        && !owed.wasInFlight(key)
        && !owed.isUnsure(key)
        && !parts.lanes().blocked(key)
        && isWanted(key, entry);
  }

  /** Neither held nor refused, and no person decided against it. */
  private boolean isWanted(int key, CatalogEntry entry) {
    long dead = held.dead(entry.sku(), Shelf.partName(ChannelPlan.facetOf(key)));
    return parts.holds().find(key) == null
        && !parts.shelf().discarded(key)
        && !parts.shelf().isLetGo(key)
        && (dead == 0 || dead < parts.position(key));
  }

  private boolean shownOtherwise(int key, Facet facet, Listing listing) {
    long shown = parts.shelf().shown(key);
    if (facet == Facet.STOCK) {
      // More than that the channel never shows.
      long most = parts.plan().capabilities().maxStock();
      return ListedValues.shown(listing, facet) != Math.min(shown, most);
    }
    BigDecimal price = Shown.price(shown);
    return price != null && listing.price() != null && price.compareTo(listing.price()) != 0;
  }

  private @Nullable String accepted(int key, Facet facet) {
    long shown = parts.shelf().shown(key);
    BigDecimal price = facet == Facet.PRICE ? Shown.price(shown) : null;
    return facet == Facet.STOCK
        ? Long.toString(shown)
        : price == null ? null : price.toPlainString();
  }

  @Override
  public End end(long nowMs) {
    End end = endSome(nowMs);
    if (end == End.OVER && !doubted) {
      lower.end();
    }
    return end;
  }

  private End endSome(long nowMs) {
    if (swept < parts.catalog().size()) {
      sweepSome(nowMs);
      return End.GO_ON;
    } else if (!secondTime && !doubted) {
      long believed =
          Math.max(BELIEVED_ALWAYS, parts.shelf().offeredCount() / (long) BELIEVED_SHARE);
      doubted = missing.cardinality() > believed;
      secondTime = !doubted;
      return missing.isEmpty() ? End.OVER : doubted ? End.GO_ON : End.READ_AGAIN;
    }
    missing.andNot(there);
    return tellSome(nowMs);
  }

  private void sweepSome(long nowMs) {
    int to = Math.min(parts.catalog().size(), swept + SWEPT_AT_ONCE);
    for (int rendered = 0; swept < to && rendered < RENDERED_AT_ONCE; swept++) {
      CatalogEntry entry = parts.catalog().get(swept);
      boolean absent = parts.shelf().listed(swept) == Listed.YES && !there.get(swept);
      if (absent && !isQuiet(entry)) {
        report.skipped();
      } else if (absent) {
        rendered++;
        missing.set(swept, isExpected(entry, nowMs));
      }
    }
  }

  private boolean isQuiet(CatalogEntry entry) {
    return parts.plan().send().stream()
        .allMatch(facet -> isQuiet(ChannelPlan.key(entry.index(), facet), entry));
  }

  /** What was taken away is missing as it should be. */
  private boolean isExpected(CatalogEntry entry, long nowMs) {
    Fact product = entry.find(Facet.PRODUCT, "");
    if (product != null && product.value() instanceof FactValue.Discontinued) {
      return false;
    }
    return parts.plan().send().stream()
        .map(facet -> parts.render(entry, facet, null, nowMs))
        .anyMatch(
            each ->
                each instanceof Rendering.Ready
                    || each instanceof Rendering.Held
                    || each instanceof Rendering.NeedsContent);
  }

  private End tellSome(long nowMs) {
    int sku = missing.nextSetBit(mended);
    for (int i = 0; i < MENDED_AT_ONCE && sku >= 0; i++) {
      CatalogEntry entry = parts.catalog().get(sku);
      if (isQuiet(entry)) {
        report.missing(entry.sku());
        create(entry, nowMs);
      } else {
        report.skipped();
      }
      mended = sku + 1;
      sku = missing.nextSetBit(mended);
    }
    return sku < 0 ? End.OVER : End.GO_ON;
  }

  private void create(CatalogEntry entry, long nowMs) {
    if (kind.sends() && !doubted) {
      steps.lost(entry);
      for (Facet facet : parts.plan().send()) {
        steps.touch(ChannelPlan.key(entry.index(), facet), entry, nowMs);
      }
    }
  }

  @Override
  public @Nullable String note() {
    if (!kind.sends()) {
      return null;
    } else if (doubted) {
      return "%d products are missing, over a tenth of those listed: the list is not believed, and nothing was done about them"
          .formatted(report.missing());
    }
    return lowerStocks > 0
        ? "%d stocks are lower there than they were sent, as orders make them: not sent before that is so for 20 hours"
            .formatted(lowerStocks)
        : null;
  }
}
