package io.sluice.gateway.render;

import io.sluice.gateway.catalog.CatalogEntry;
import io.sluice.source.Facet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What one channel shows of a SKU. Stateless but for what it reads of the catalog. */
public interface Renderer {
  /**
   * @param content what was read for a {@link Rendering.NeedsContent} before, or null. Facts use it
   *     even where newer content has come meanwhile: the key is dirty again for that.
   */
  Rendering render(CatalogEntry entry, Facet facet, @Nullable Content content, long nowMs);

  /**
   * Position of the newest event that may have changed what is shown of a facet. It never falls; 0:
   * none was received.
   */
  long position(CatalogEntry entry, Facet facet);

  /** Facets whose looks an event of this facet may change, that facet itself among them. */
  Set<Facet> changedBy(Facet facet);

  /** SKUs other than its own whose looks an event of this facet may change, by dense number. */
  Set<Integer> changedWith(CatalogEntry entry, Facet facet);

  /** Whether time alone may change what is shown of a facet. */
  boolean changesWithTime(CatalogEntry entry, Facet facet);

  /**
   * When time alone may next change what is shown of a facet, {@link Long#MAX_VALUE}: never. It may
   * be too early, and needs no content.
   */
  long changesAtMs(CatalogEntry entry, Facet facet, long nowMs);

  /**
   * Whether the channel acts on dates of a facet by itself: what a date changes is not sent then,
   * and digests tell the times apart in which it would be.
   */
  default boolean actsOnDates(Facet facet) {
    return false;
  }

  /** A stock that the channel would surely not show less of; needs no content. */
  long stockAtLeast(CatalogEntry entry);

  /** What there is at most of a stock, null where nobody knows; needs no content. */
  Rendering.@Nullable Ready lowered(CatalogEntry entry);

  /** Which SKU the channel calls so, or null where none of ours can be; it need not be known. */
  default @Nullable String ourSku(String channelSku) {
    return channelSku;
  }

  /** Whether products may be created on the channel; else only those that it has are updated. */
  boolean creates();
}
