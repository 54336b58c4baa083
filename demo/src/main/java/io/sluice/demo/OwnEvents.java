package io.sluice.demo;

import io.sluice.demo.board.Clock;
import io.sluice.demo.stage.Stage;
import io.sluice.demo.stage.StandIn;
import io.sluice.simulator.RequestRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** What arrived at the channels that the shop does not sell: a person's own events. */
final class OwnEvents {
  private final Predicate<String> ofTheShop;
  private final Map<String, RequestRecord> seen = new HashMap<>();

  /**
   * @param ofTheShop whether a SKU is one of the shop's
   */
  OwnEvents(Predicate<String> ofTheShop) {
    this.ofTheShop = ofTheShop;
  }

  /** In words, since the last look. */
  List<String> arrived(Stage stage) {
    List<String> arrivals = new ArrayList<>();
    for (StandIn channel : StandIn.ALL) {
      for (RequestRecord record : fresh(channel.name(), stage.lastRequests(channel))) {
        if (record.did().equals("applied") && !ofTheShop.test(record.update().sku())) {
          arrivals.add(words(record));
        }
      }
    }
    return arrivals;
  }

  private List<RequestRecord> fresh(String channel, List<RequestRecord> all) {
    RequestRecord last = seen.get(channel);
    int from = last == null ? 0 : all.lastIndexOf(last) + 1;
    if (!all.isEmpty()) {
      seen.put(channel, all.get(all.size() - 1));
    }
    return all.subList(from, all.size());
  }

  private static String words(RequestRecord record) {
    return "%s yours: %s %s %s arrived at %s"
        .formatted(
            Clock.time(record.at()),
            record.update().sku(),
            record.update().facet(),
            record.update().value(),
            record.channel());
  }
}
