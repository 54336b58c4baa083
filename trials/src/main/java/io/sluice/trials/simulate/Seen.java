package io.sluice.trials.simulate;

import io.sluice.adapter.ChannelUpdate;
import io.sluice.adapter.Value;
import io.sluice.simulator.ReceivedUpdate;
import io.sluice.simulator.check.Published;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a channel sees of an update, in the words of the checker. */
final class Seen {
  private static final String NOBODY = "0";

  private Seen() {}

  /**
   * @param event that lies at the update's revision, null where none counts there
   */
  static ReceivedUpdate of(ChannelUpdate update, @Nullable Published event) {
    return new ReceivedUpdate(
        update.id(),
        update.sku(),
        facet(update),
        part(update.value()),
        update.revision(),
        event == null ? NOBODY : Long.toString(event.number()),
        value(update.value()));
  }

  static String facet(ChannelUpdate update) {
    return update.facet().name().toLowerCase(Locale.ROOT);
  }

  /** Named only where there is one. */
  static String part(Value value) {
    if (value instanceof Value.Stock stock) {
      return only(stock.warehouses().keySet());
    } else if (value instanceof Value.Price price) {
      return only(price.prices().stream().map(Value.ListPrice::list).collect(Collectors.toSet()));
    }
    return "";
  }

  private static String only(Set<String> parts) {
    return parts.size() == 1 ? parts.iterator().next() : "";
  }

  private static String value(Value value) {
    if (value instanceof Value.Stock stock) {
      return Long.toString(stock.quantity());
    } else if (value instanceof Value.Price price) {
      return price.prices().size() == 1
          ? amount(price.prices().get(0))
          : price.prices().stream()
              .map(each -> each.list() + " " + amount(each))
              .collect(Collectors.joining(", "));
    } else if (value instanceof Value.Product product) {
      return "#" + Integer.toHexString(Arrays.hashCode(product.json()));
    }
    return "discontinued";
  }

  private static String amount(Value.ListPrice price) {
    return price.amount() == null
        ? "withdrawn"
        : price.amount().stripTrailingZeros().toPlainString() + " " + price.currency();
  }
}
