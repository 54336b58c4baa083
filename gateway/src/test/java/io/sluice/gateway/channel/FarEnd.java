package io.sluice.gateway.channel;

import io.sluice.adapter.ChannelUpdate;
import io.sluice.adapter.Outcome;
import java.util.List;

/** How a stand-in channel answers. */
interface FarEnd {
  FarEnd ACCEPTS = (updates, nowMs) -> all(updates, Outcome.Accepted.PLAIN);

  /** One outcome per update. */
  List<Outcome> answer(List<ChannelUpdate> updates, long nowMs);

  default List<Outcome> poll(List<String> handles, long nowMs) {
    return handles.stream().map(any -> (Outcome) Outcome.Accepted.PLAIN).toList();
  }

  /** It was carried out, and whoever asked died before the answer. */
  default void appliedUnheard(ChannelUpdate update) {}

  default long latencyMs() {
    return 20;
  }

  static List<Outcome> all(List<ChannelUpdate> updates, Outcome outcome) {
    return updates.stream().map(any -> outcome).toList();
  }

  static Outcome rejected(String code, Outcome.Scope scope) {
    return new Outcome.Rejected(code, "the channel says " + code, scope, null);
  }

  static Outcome rejected() {
    return rejected("http.422", Outcome.Scope.ITEM);
  }

  static Outcome unreachable() {
    return new Outcome.Unreachable("HTTP 500");
  }
}
