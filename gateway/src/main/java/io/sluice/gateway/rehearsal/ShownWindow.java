package io.sluice.gateway.rehearsal;

import io.sluice.adapter.Value;
import io.sluice.gateway.rules.ChannelRules;
import io.sluice.gateway.rules.Trace;
import io.sluice.source.Facet;
import java.time.Instant;
import java.util.stream.Collectors;

/**
 * A window of a price that a channel is told of ahead.
 *
 * @param text its price and its dates
 * @param steps how the price in it came about
 */
record ShownWindow(String text, String steps) {
  /** What holds in a window is what the rules come to when it begins, or now if it has begun. */
  static ShownWindow of(
      Value.Window window, Rehearsal rehearsal, ChannelRules rules, String sku, Instant now) {
    Instant in = window.from() == null || window.from().isBefore(now) ? now : window.from();
    Trace trace = new Trace();
    rehearsal.show(rules, sku, Facet.PRICE, in, trace);
    String steps =
        trace.lines().stream().map(Trace.Line::toString).collect(Collectors.joining(", "));
    return new ShownWindow(window.text(), steps);
  }
}
