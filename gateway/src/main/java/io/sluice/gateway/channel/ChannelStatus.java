package io.sluice.gateway.channel;

import io.sluice.gateway.catalog.CatalogEntry;
import io.sluice.gateway.operations.ChannelView;
import io.sluice.gateway.operations.HeldView;
import io.sluice.gateway.operations.IncidentView;
import io.sluice.gateway.operations.SkuView;
import io.sluice.source.Facet;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A channel in the words that people see. */
public final class ChannelStatus {
  private ChannelStatus() {}

  /**
   * As of now: since when it is so is for whoever looked before.
   *
   * @param adapter kind
   * @param alertOver backlog above which it is an alarm
   * @param alertOlderThanMs age above which it is an alarm
   */
  public static ChannelView view(
      Channel channel, String adapter, long alertOver, long alertOlderThanMs, long nowMs) {
    Gate gate = channel.gate();
    Backlog backlog = channel.backlog();
    long oldest = backlog.oldestAtMs();
    long count = backlog.count();
    List<String> alarms = new ArrayList<>();
    boolean sends = !channel.plan().dryRun();
    if (sends && count > alertOver) {
      alarms.add("backlog over " + alertOver);
    }
    if (sends && oldest != Long.MAX_VALUE && nowMs - oldest > alertOlderThanMs) {
      alarms.add("oldest waits longer than " + alertOlderThanMs / 1000 + " s");
    }
    long fallenOut = channel.held().fallenOut();
    if (fallenOut > 0) {
      alarms.add(fallenOut + " dead letters fell out, the oldest first");
    }
    if (backlog instanceof StreamBacklog stream && stream.folded()) {
      alarms.add("backlog folded to the newest value per SKU");
    }
    IncidentView incident = backlog.incident(nowMs);
    if (incident != null) {
      alarms.add(guardAlarm(channel.plan().channel(), incident));
    }
    long soldOut = backlog.soldOutTooMany(nowMs);
    if (soldOut > 0) {
      alarms.add(soldOut + " products sold out within an hour: is the source right?");
    }
    return new ChannelView(
        channel.plan().channel(),
        adapter,
        channel.plan().stream() ? "every_change" : "latest_per_sku",
        state(channel, count, nowMs),
        reason(channel, nowMs),
        Instant.ofEpochMilli(nowMs),
        nextAt(gate, nowMs),
        gate.breaker().name(),
        count,
        oldest == Long.MAX_VALUE ? null : Instant.ofEpochMilli(oldest),
        channel.callsInFlight(),
        held(channel),
        channel.held().deadByCode(),
        channel.answers().accepted(),
        backlog.superseded(),
        channel.answers().attempts(),
        channel.answers().lastProblem(),
        backlog.resync(),
        incident,
        null,
        pausedUntil(gate, nowMs),
        gate.rate() == null ? null : gate.rate().perSecond(),
        alarms);
  }

  private static String guardAlarm(String channel, IncidentView incident) {
    HeldView example = incident.examples().get(0);
    return "guard holds %d changes, such as %s: %s. Decide with sluice held approve --channel %s, or sluice held discard --channel %s"
        .formatted(incident.held(), example.sku(), example.reason(), channel, channel);
  }

  /** Rows by why, and what the rules hold. */
  private static Map<String, Long> held(Channel channel) {
    Map<String, Long> all = new TreeMap<>(channel.held().counts());
    channel.backlog().heldByRules().forEach((why, count) -> all.merge(why, count, Long::sum));
    return all;
  }

  private static String state(Channel channel, long backlog, long nowMs) {
    Gate gate = channel.gate();
    if (gate.paused(nowMs)) {
      return "paused";
    } else if (channel.awaitsApproval()) {
      return "needs approval";
    } else if (gate.attention() != null) {
      return "needs attention";
    } else if (channel.plan().dryRun()) {
      return "dry run";
    } else if (gate.noAnswerSinceOpened()) {
      return "offline";
    } else if (gate.throttledUntilMs() > nowMs) {
      return "throttled";
    }
    boolean behind = backlog > channel.callsInFlight() && gate.starting();
    return gate.breaker().halfOpen() || behind ? "catching up" : "online";
  }

  /**
   * Where a channel stands with one facet of a SKU. What waits for the channel as a whole says what
   * that waits for.
   */
  public static SkuView.DeliveryView delivery(
      Channel channel, CatalogEntry entry, Facet facet, long nowMs) {
    Gate gate = channel.gate();
    SkuView.DeliveryView delivery = channel.delivery(entry, facet, nowMs);
    if (delivery.reason() != null || !delivery.state().equals("waiting")) {
      return delivery;
    } else if (gate.throttledUntilMs(facet) > nowMs) {
      return delivery.because(gate.throttleReason(facet));
    }
    String state = state(channel, 0, nowMs);
    if (state.equals("online") || state.equals("catching up")) {
      return delivery;
    }
    String reason = reason(channel, nowMs);
    return delivery.because("channel " + state + (reason == null ? "" : ": " + reason));
  }

  private static @Nullable String reason(Channel channel, long nowMs) {
    Gate gate = channel.gate();
    Pause pause = gate.pause(nowMs);
    Attention attention = gate.attention();
    if (pause != null) {
      return "by " + pause.who() + (pause.reason().isEmpty() ? "" : ": " + pause.reason());
    } else if (channel.awaitsApproval()) {
      return channel.waitsFor();
    } else if (attention != null) {
      return attention.reason();
    } else if (channel.plan().dryRun()) {
      return "mode: dry_run: nothing is sent";
    } else if (gate.noAnswerSinceOpened()) {
      return "too many calls failed";
    }
    return gate.throttledUntilMs() > nowMs ? gate.throttleReason() : ofOperations(gate, nowMs);
  }

  /** One facet alone may have to wait. */
  private static @Nullable String ofOperations(Gate gate, long nowMs) {
    String waiting =
        Stream.of(Facet.values())
            .filter(facet -> gate.throttledUntilMs(facet) > nowMs)
            .map(
                facet ->
                    facet.name().toLowerCase(Locale.ROOT) + " waits: " + gate.throttleReason(facet))
            .collect(Collectors.joining("; "));
    return waiting.isEmpty() ? ofRate(gate.rate()) : waiting;
  }

  private static @Nullable String ofRate(@Nullable Rate rate) {
    return rate == null
        ? null
        : "slowed to %s requests a second by %s"
            .formatted(
                new BigDecimal(Double.toString(rate.perSecond()))
                    .stripTrailingZeros()
                    .toPlainString(),
                rate.who());
  }

  private static @Nullable Instant pausedUntil(Gate gate, long nowMs) {
    Pause pause = gate.pause(nowMs);
    return pause == null || pause.untilMs() == Long.MAX_VALUE
        ? null
        : Instant.ofEpochMilli(pause.untilMs());
  }

  private static @Nullable Instant nextAt(Gate gate, long nowMs) {
    Attention attention = gate.attention();
    long at = 0;
    if (gate.paused(nowMs)) {
      return pausedUntil(gate, nowMs);
    } else if (attention != null) {
      at = attention.nextProbeMs();
    } else if (gate.breaker().open()) {
      at = gate.breaker().probeAtMs();
    } else if (gate.throttledUntilMs() > nowMs) {
      at = gate.throttledUntilMs();
    }
    return at == 0 ? null : Instant.ofEpochMilli(at);
  }
}
