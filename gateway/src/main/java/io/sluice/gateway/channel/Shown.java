package io.sluice.gateway.channel;

import io.sluice.adapter.Value;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a channel shows of a facet.
 *
 * @param number a stock as it is; of prices and their windows the lowest, with its digits after the
 *     point, 0 where nobody knows; of a product 1, of one that is taken away 0
 * @param lists the amounts of a price, where the lowest is not all of them; else empty
 */
public record Shown(long number, List<OfList> lists) {
  /** Of what is not kept. */
  static final Shown NOTHING = of(0);

  private static final int SCALE_BITS = 3;
  private static final int SCALE_AT_MOST = (1 << SCALE_BITS) - 1;
  private static final int DIGITS_AT_MOST = 18;

  public Shown {
    lists = List.copyOf(lists);
  }

  /**
   * Amounts of one price list, as numbers.
   *
   * @param list its name, hashed
   * @param amount outside of the windows, 0 where there is none or nobody knows
   * @param windows amounts within them, in the order of time
   */
  public record OfList(int list, long amount, List<Long> windows) {
    public OfList {
      windows = List.copyOf(windows);
    }

    private static OfList of(Value.ListPrice price) {
      return new OfList(
          price.list().hashCode(),
          numberOrNone(price.amount()),
          price.windows().stream().map(window -> number(window.amount())).toList());
    }

    /** What it is mostly, 0 where nobody knows. */
    long usual() {
      return amount != 0 ? amount : windows.stream().min(Shown::compare).orElse(0L);
    }
  }

  static Shown of(long number) {
    return new Shown(number, List.of());
  }

  static Shown of(Value value) {
    if (value instanceof Value.Stock stock) {
      return of(stock.quantity());
    } else if (value instanceof Value.Price price) {
      return of(price);
    }
    return of(value instanceof Value.Product ? 1 : 0);
  }

  private static Shown of(Value.Price price) {
    long lowest =
        price.prices().stream()
            .flatMap(Shown::amounts)
            .filter(Objects::nonNull)
            .min(Comparator.naturalOrder())
            .map(Shown::number)
            .orElse(0L);
    List<OfList> lists = price.prices().stream().map(OfList::of).toList();
    boolean isAll = lists.size() == 1 && lists.get(0).windows().isEmpty();
    return new Shown(lowest, isAll ? List.of() : lists);
  }

  private static Stream<@Nullable BigDecimal> amounts(Value.ListPrice price) {
    return Stream.concat(
        Stream.of(price).map(Value.ListPrice::amount),
        price.windows().stream().map(Value.Window::amount));
  }

  /** Of a price; 0 where it does not fit. */
  static long number(BigDecimal amount) {
    BigDecimal plain = amount.scale() < 0 ? amount.setScale(0) : amount;
    boolean fits =
        plain.signum() >= 0
            && plain.scale() <= SCALE_AT_MOST
            && plain.precision() <= DIGITS_AT_MOST;
    return fits ? ((plain.unscaledValue().longValue() << SCALE_BITS) | plain.scale()) + 1 : 0;
  }

  private static long numberOrNone(@Nullable BigDecimal amount) {
    return amount == null ? 0 : number(amount);
  }

  /** The price that a number stands for, null where nobody knows. */
  static @Nullable BigDecimal price(long number) {
    long code = number - 1;
    return number == 0
        ? null
        : BigDecimal.valueOf(code >> SCALE_BITS, (int) (code & SCALE_AT_MOST));
  }

  /** In the order of the prices that they stand for; what nobody knows comes first. */
  static int compare(long one, long other) {
    BigDecimal price = price(one);
    BigDecimal than = price(other);
    return price == null || than == null ? Long.signum(one - other) : price.compareTo(than);
  }

  /** Tells it from others; what is one number is told by that. */
  long id() {
    if (lists.isEmpty()) {
      return number;
    }
    long hash = number;
    for (long each : flat()) {
      hash = (hash ^ (hash >>> 29)) * 0x9E37_79B9_7F4A_7C15L + each;
    }
    // Neither the number of any amount nor that of none.
    return hash | Long.MIN_VALUE | 1;
  }

  /** The lists as numbers, to be kept. */
  List<Long> flat() {
    List<Long> flat = new ArrayList<>();
    for (OfList each : lists) {
      flat.add(((long) each.list() << 32) | each.windows().size());
      flat.add(each.amount());
      flat.addAll(each.windows());
    }
    return flat;
  }

  /**
   * @param flat as {@link #flat} made it
   */
  static Shown of(long number, List<Long> flat) {
    List<OfList> lists = new ArrayList<>();
    int at = 0;
    while (at < flat.size()) {
      long head = flat.get(at);
      int windows = at + 2;
      int end = windows + (int) head;
      lists.add(new OfList((int) (head >> 32), flat.get(at + 1), flat.subList(windows, end)));
      at = end;
    }
    return new Shown(number, lists);
  }
}
