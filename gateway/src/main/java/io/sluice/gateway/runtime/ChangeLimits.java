package io.sluice.gateway.runtime;

import io.sluice.gateway.config.ChannelConfig;
import io.sluice.gateway.config.Configuration;
import io.sluice.gateway.config.ConfirmOver;
import io.sluice.gateway.operations.ChangesView;
import io.sluice.gateway.rules.Guard;
import io.sluice.gateway.rules.Percent;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a configuration may change unasked. The limits of the one that runs, or ran before a stop,
 * hold as well: whoever takes them out by mistake does so together with what they were for.
 */
final class ChangeLimits {
  private final Configuration runs;
  private final Configuration next;
  private final Map<String, KeptLimits> kept;

  /**
   * @param kept of channels that ran by another one before a stop, by name
   */
  ChangeLimits(Configuration runs, Configuration next, Map<String, KeptLimits> kept) {
    this.runs = runs;
    this.next = next;
    this.kept = kept;
  }

  /** Whether any limit is about a channel. */
  boolean concern(ChannelConfig channel) {
    return confirmOver().findAny().isPresent() || guards(channel.id()).anyMatch(Guard::limitsFiles);
  }

  private Stream<ConfirmOver> confirmOver() {
    return Stream.concat(
            Stream.of(runs, next).map(Configuration::confirmOver),
            kept.values().stream().map(KeptLimits::confirmOver))
        .filter(Objects::nonNull);
  }

  /** Of the channel, and of the same one as it runs. */
  private Stream<Guard> guards(String channel) {
    Optional<ChannelConfig> as = channel(next, channel);
    Optional<ChannelConfig> was =
        as.map(ChannelConfig::was).flatMap(before -> channel(runs, before.name()));
    return Stream.concat(
            Stream.of(as, channel(runs, channel), was)
                .flatMap(Optional::stream)
                .map(ChannelConfig::guard),
            Optional.ofNullable(kept.get(channel)).map(KeptLimits::guard).stream())
        .distinct();
  }

  private static Optional<ChannelConfig> channel(Configuration of, String name) {
    return of.channels().stream().filter(channel -> channel.id().equals(name)).findFirst();
  }

  /** Those that it goes over, in sentences; empty where it may be taken over. */
  List<String> over(Weigher.Weighed weighed) {
    List<String> reasons = new ArrayList<>();
    if (!weighed.complete()) {
      reasons.add("not all of %d products could be counted in time".formatted(weighed.products()));
    }
    long updates = weighed.channels().stream().mapToLong(ChangesView::updates).sum();
    confirmOver()
        .filter(limit -> updates > limit.of(weighed.products()))
        .findFirst()
        .ifPresent(
            limit ->
                reasons.add(
                    "%d updates would be sent, and reload.confirm_over is %s"
                        .formatted(updates, limit)));
    weighed.channels().forEach(channel -> addOver(channel, reasons));
    return reasons;
  }

  private void addOver(ChangesView changes, List<String> reasons) {
    guards(changes.channel())
        .filter(guard -> isOver(changes.leaving(), changes.listed().before(), guard.leavingOver()))
        .findFirst()
        .ifPresent(
            guard ->
                reasons.add(
                    "%s: %d of %d listed products would leave, and guard.leaving_over is %s"
                        .formatted(
                            changes.channel(),
                            changes.leaving(),
                            changes.listed().before(),
                            guard.leavingOver())));
    guards(changes.channel())
        .filter(
            guard ->
                isOver(changes.outOfStock(), changes.inStock().before(), guard.outOfStockOver()))
        .findFirst()
        .ifPresent(
            guard ->
                reasons.add(
                    "%s: %d of %d products in stock would go to 0, and guard.out_of_stock_over is %s"
                        .formatted(
                            changes.channel(),
                            changes.outOfStock(),
                            changes.inStock().before(),
                            guard.outOfStockOver())));
  }

  private static boolean isOver(long count, long of, @Nullable Percent limit) {
    return limit != null
        && BigDecimal.valueOf(count)
                .movePointRight(2)
                .compareTo(limit.value().multiply(BigDecimal.valueOf(of)))
            > 0;
  }
}
