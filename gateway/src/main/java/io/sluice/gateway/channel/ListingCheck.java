package io.sluice.gateway.channel;

import io.sluice.adapter.Listing;
import io.sluice.gateway.catalog.CatalogEntry;
import io.sluice.gateway.render.Content;
import org.jspecify.annotations.Nullable;

/** Holds what a channel shows against what we know of it, one product after the other. */
interface ListingCheck {
  /** Everything could be looked at. */
  long DONE = 0;

  /** What may follow from it. */
  interface Steps {
    /** The channel shows a value already. */
    void adopt(int key, String sku, Accepted what);

    /** It has a product, though we thought otherwise. */
    void seen(CatalogEntry entry);

    /** It has not a product that is to be there. */
    void lost(CatalogEntry entry);

    /** The newest value is to be sent. */
    void touch(int key, CatalogEntry entry, long nowMs);
  }

  /**
   * Looks at one listing.
   *
   * @param content what was read for an earlier answer, or null
   * @return {@link #DONE}, or the position of the content that must be read first; then nothing
   *     happened yet
   */
  long check(CatalogEntry entry, Listing there, @Nullable Content content, long nowMs);

  /** What follows once everything was read. */
  enum End {
    /** {@link #end} is to be called again. */
    GO_ON,
    /** Everything is to be read and checked once more. */
    READ_AGAIN,
    OVER
  }

  /** Everything was read. Looks at what was not there, some at a time. */
  End end(long nowMs);

  /** Why nothing was done about some of it, or null. */
  default @Nullable String note() {
    return null;
  }
}
