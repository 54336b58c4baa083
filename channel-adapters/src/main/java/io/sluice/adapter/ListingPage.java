package io.sluice.adapter;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The answer to {@link ChannelConnection#listings}. */
public sealed interface ListingPage {
  /** Most listings on a page. */
  int AT_MOST = 1_000;

  /**
   * @param next opaque, for the page after this one; null: this was the last
   */
  record Items(List<Listing> listings, @Nullable String next) implements ListingPage {
    public Items {
      listings = List.copyOf(listings);
    }
  }

  /**
   * There is no page.
   *
   * @param why {@code Deferred}, {@code Unreachable} and {@code Unknown} are worth another try,
   *     anything else is not
   */
  record Problem(Outcome why) implements ListingPage {}
}
