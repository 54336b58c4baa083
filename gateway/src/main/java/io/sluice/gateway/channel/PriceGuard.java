package io.sluice.gateway.channel;

import io.sluice.gateway.channel.Shown.OfList;
import io.sluice.gateway.rules.Guard;
import io.sluice.gateway.rules.Guard.Breach;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether a price goes too far. Each list's price outside of windows is held against the one that
 * the channel was told last, and so is each window, unless it was told that amount already: a
 * reduction that is announced says nothing about other prices.
 */
final class PriceGuard {
  private static final int NAMELESS = 0;

  private final Guard guard;
  private final Shown told;

  /**
   * @param told what the channel was told last
   */
  PriceGuard(Guard guard, Shown told) {
    this.guard = guard;
    this.told = told;
  }

  /** The first that goes too far; null where none does. */
  @Nullable Breach breach(Shown next) {
    List<OfList> lists = lists(next);
    for (OfList list : lists) {
      Breach breach = breach(list, find(list, lists.size() == 1));
      if (breach != null) {
        return breach;
      }
    }
    return null;
  }

  private static List<OfList> lists(Shown shown) {
    return shown.lists().isEmpty()
        ? List.of(new OfList(NAMELESS, shown.number(), List.of()))
        : shown.lists();
  }

  /**
   * @param alone whether there is no other list, so that its name does not matter
   */
  private @Nullable OfList find(OfList list, boolean alone) {
    List<OfList> known = lists(told);
    return alone && known.size() == 1
        ? known.get(0)
        : known.stream().filter(each -> each.list() == list.list()).findFirst().orElse(null);
  }

  private @Nullable Breach breach(OfList next, @Nullable OfList before) {
    long usual = before == null ? 0 : before.usual();
    Breach breach = breach(usual, next.amount());
    for (int i = 0; breach == null && i < next.windows().size(); i++) {
      long window = next.windows().get(i);
      if (before == null || !before.windows().contains(window)) {
        breach = breach(usual, window);
      }
    }
    return breach;
  }

  /**
   * @param usual of its list, 0: the channel has nothing of that, and it counts what is lowest
   *     there
   */
  private @Nullable Breach breach(long usual, long next) {
    BigDecimal price = Shown.price(next);
    boolean falls = usual == 0 && Shown.compare(next, told.number()) < 0;
    return price == null ? null : guard.price(Shown.price(falls ? told.number() : usual), price);
  }
}
