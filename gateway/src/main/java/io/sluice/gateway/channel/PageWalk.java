package io.sluice.gateway.channel;

import io.sluice.adapter.Listing;
import io.sluice.adapter.ListingPage;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which page of a listing comes next, and whether the channel goes round in circles. */
final class PageWalk {
  private final Set<String> cursors = new HashSet<>();
  private List<String> before = List.of();
  private @Nullable String cursor;
  private boolean over;

  /** Of the page to ask for, null: the first. */
  @Nullable String cursor() {
    return cursor;
  }

  /** Whether the last page was turned. */
  boolean isOver() {
    return over;
  }

  /**
   * @return false where the same page came before
   */
  boolean turn(ListingPage.Items page) {
    List<String> names = page.listings().stream().map(Listing::sku).toList();
    boolean again = !names.isEmpty() && names.equals(before);
    before = names;
    cursor = page.next();
    over = cursor == null;
    return !again && (cursor == null || cursors.add(cursor));
  }
}
