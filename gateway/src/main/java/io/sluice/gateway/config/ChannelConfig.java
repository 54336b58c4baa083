package io.sluice.gateway.config;

import io.sluice.adapter.ChannelAdapter;
import io.sluice.adapter.ChannelSettings;
import io.sluice.adapter.Facet;
import io.sluice.gateway.rules.ChannelRules;
import io.sluice.gateway.rules.Freezes;
import io.sluice.gateway.rules.Guard;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One channel of {@code channels.yaml}, with what it took over from {@code defaults}.
 *
 * @param id its key under {@code channels}: {@code [a-z][a-z0-9_]{0,39}}
 * @param account with whose other channels it shares {@code limits}
 * @param settings the adapter's own keys, validated by it
 * @param secrets what of the settings nobody may see
 * @param send which facets go out, at least one; all unless written
 * @param rules what goes there and how it looks there; null: the facts as they are
 * @param fingerprint equal where the rules say the same, empty where there are none
 * @param keep every change for http, the latest per SKU for all others, unless written
 * @param guard how far it may change at once; counts where it keeps the latest per SKU
 * @param was its name before; null: it had no other
 * @param reconcileEvery how often what it shows is compared with what it should; empty: when asked
 * @param sendTraceparent whether its requests say which trace they belong to
 */
public record ChannelConfig(
    String id,
    Optional<String> account,
    ChannelAdapter adapter,
    ChannelSettings settings,
    SecretTexts secrets,
    Set<Facet> send,
    @Nullable ChannelRules rules,
    String fingerprint,
    Keep keep,
    Backlog backlog,
    Retry retry,
    Breaker breaker,
    Limits limits,
    Batch batch,
    Guard guard,
    @Nullable Was was,
    Mode mode,
    Optional<Duration> reconcileEvery,
    boolean sendTraceparent) {
  public ChannelConfig {
    send = send.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(send));
    Checks.name(id)
        .that("send", !send.isEmpty(), "needs at least one facet")
        .that(
            "backlog.keep",
            rules == null || keep == Keep.LATEST_PER_SKU,
            "must be latest_per_sku where there are rules: every_change sends events as they are")
        .that(
            "reconcile.every",
            reconcileEvery.isEmpty() || isPeriod(reconcileEvery.get()),
            "must be from 1m to 365d")
        .orThrow();
  }

  private static boolean isPeriod(Duration every) {
    return every.compareTo(Duration.ofMinutes(1)) >= 0
        && every.compareTo(Duration.ofDays(365)) <= 0;
  }

  /** Whether a channel that runs with the other one need not be touched. */
  public boolean sameAs(ChannelConfig other) {
    return id.equals(other.id)
        && account.equals(other.account)
        && adapter.kind().equals(other.adapter.kind())
        && settings.equals(other.settings)
        && send.equals(other.send)
        && fingerprint.equals(other.fingerprint)
        && freezes().equals(other.freezes())
        && keep == other.keep
        && backlog.equals(other.backlog)
        && retry.equals(other.retry)
        && breaker.equals(other.breaker)
        && limits.equals(other.limits)
        && batch.equals(other.batch)
        && guard.equals(other.guard)
        && mode == other.mode
        && reconcileEvery.equals(other.reconcileEvery)
        && sendTraceparent == other.sendTraceparent;
  }

  private Freezes freezes() {
    return rules == null ? Freezes.NONE : rules.freezes();
  }

  /** Names the adapter's settings without their values: a text may come from the environment. */
  @Override
  public String toString() {
    return "ChannelConfig[id=%s, account=%s, adapter=%s, settings=%s, send=%s, rules=%s, keep=%s, %s, %s, %s, %s, %s, %s, mode=%s, reconcile every %s, sends traceparent %s]"
        .formatted(
            id,
            account.orElse(""),
            adapter.kind(),
            new TreeSet<>(settings.values().keySet()),
            send,
            rules == null ? "no" : "yes",
            keep,
            backlog,
            retry,
            breaker,
            limits,
            batch,
            guard,
            mode,
            reconcileEvery.map(Duration::toString).orElse("-"),
            sendTraceparent);
  }
}
