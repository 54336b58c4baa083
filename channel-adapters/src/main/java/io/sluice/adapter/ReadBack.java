package io.sluice.adapter;

import org.jspecify.annotations.Nullable;

/**
 * The question whether a channel carried out an update that must not be repeated ({@link
 * Capabilities#notRepeatable}): asked when a call ended without an answer, or the gateway did
 * before it heard one. It comes to {@link ChannelConnection#poll} as a handle like any other. The
 * connection answers
 *
 * <ul>
 *   <li>{@code Accepted}: the channel has it;
 *   <li>{@code Conflict}: it does not, and the newest value may be sent;
 *   <li>anything that {@code poll} may answer else, where that cannot be told now.
 * </ul>
 *
 * @param updateId of the update, its idempotency key
 */
public record ReadBack(Facet facet, String updateId, String sku) {
  private static final String MARK = "read-back ";

  public static ReadBack of(ChannelUpdate update) {
    return new ReadBack(update.facet(), update.id(), update.sku());
  }

  /** The question in a handle, or null where the handle came from the channel. */
  public static @Nullable ReadBack find(String handle) {
    if (!handle.startsWith(MARK)) {
      return null;
    }
    // The SKU is last, since it may contain anything.
    String[] words = handle.split(" ", 4);
    return new ReadBack(Facet.valueOf(words[1]), words[2], words[3]);
  }

  public String handle() {
    return MARK + facet.name() + " " + updateId + " " + sku;
  }
}
