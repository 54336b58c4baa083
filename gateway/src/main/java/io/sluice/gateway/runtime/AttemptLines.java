package io.sluice.gateway.runtime;

import io.sluice.adapter.Outcome;
import io.sluice.gateway.channel.Attempt;
import io.sluice.gateway.channel.Channel;
import io.sluice.gateway.channel.OutcomeWords;
import io.sluice.gateway.config.LogSettings;
import io.sluice.gateway.logging.LineKey;
import io.sluice.gateway.tracing.CallSpan;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * One line of the log per attempt of a channel, with all that is known of it, on a logger of its
 * own. What succeeds at once has one at DEBUG unless the settings ask for all. Owned by the
 * channel's context.
 */
final class AttemptLines {
  static final String LOGGER = "sluice.attempt";

  private static final Logger LOG = LoggerFactory.getLogger(LOGGER);

  /** Counting what a channel owes may mean to look at many lanes. */
  private static final long BACKLOG_EVERY_MS = 1_000;

  private final String channel;
  private final boolean all;
  private final long slowMs;
  private long backlog;
  private long backlogAtMs = -BACKLOG_EVERY_MS;

  AttemptLines(String channel, LogSettings settings) {
    this.channel = channel;
    this.all = settings.attempts() == LogSettings.Attempts.ALL;
    this.slowMs = settings.slow().toMillis();
  }

  /** An attempt has ended. */
  void attempted(
      Attempt attempt, Channel core, AttemptTexts texts, @Nullable CallSpan span, long nowMs) {
    if (span != null) {
      span.attempted(Meters.name(attempt.outcome()), attempt.number(), failure(attempt.outcome()));
    }
    boolean plain =
        isTaken(attempt.outcome()) && attempt.number() == 1 && attempt.durationMs() < slowMs;
    Level level = plain && !all ? Level.DEBUG : Level.INFO;
    if (LOG.isEnabledForLevel(level)) {
      tell(level, "delivery attempted", attempt, core, texts.status(), span, nowMs);
    }
  }

  /** What became of an update that the channel had taken without a decision. */
  void decided(Attempt attempt, Channel core, long nowMs) {
    boolean plain = attempt.outcome() instanceof Outcome.Accepted;
    Level level = plain && !all ? Level.DEBUG : Level.INFO;
    if (LOG.isEnabledForLevel(level)) {
      tell(level, "pending delivery decided", attempt, core, 0, null, nowMs);
    }
  }

  /** Why the call counts as failed; null where waiting or another value is all it takes. */
  private static @Nullable String failure(Outcome outcome) {
    boolean failed =
        outcome instanceof Outcome.Unreachable
            || outcome instanceof Outcome.Rejected
            || outcome instanceof Outcome.Unauthorized
            || outcome instanceof Outcome.Unknown
            || outcome instanceof Outcome.Gone;
    return failed ? OutcomeWords.reason(outcome) : null;
  }

  private static boolean isTaken(Outcome outcome) {
    return outcome instanceof Outcome.Accepted || outcome instanceof Outcome.Pending;
  }

  private void tell(
      Level level,
      String what,
      Attempt attempt,
      Channel core,
      int status,
      @Nullable CallSpan span,
      long nowMs) {
    String part = attempt.part();
    int slash = part.indexOf('/');
    LoggingEventBuilder line =
        LOG.atLevel(level)
            .addKeyValue(LineKey.CHANNEL, channel)
            .addKeyValue(LineKey.SKU, attempt.sku())
            .addKeyValue(LineKey.FACET, slash < 0 ? part : part.substring(0, slash))
            .addKeyValue(LineKey.PART, part)
            .addKeyValue(LineKey.POSITION, attempt.position())
            .addKeyValue(LineKey.OUTCOME, Meters.name(attempt.outcome()))
            .addKeyValue(LineKey.ATTEMPT, attempt.number())
            .addKeyValue(LineKey.DURATION_MS, attempt.durationMs())
            .addKeyValue(LineKey.BREAKER, core.breaker())
            .addKeyValue(LineKey.BACKLOG, backlog(core, nowMs))
            .addKeyValue(LineKey.IDEMPOTENCY_KEY, attempt.key());
    if (status > 0) {
      line = line.addKeyValue(LineKey.STATUS, status);
    }
    String reason = OutcomeWords.reason(attempt.outcome());
    if (!reason.isEmpty()) {
      line = line.addKeyValue(LineKey.REASON, reason);
    }
    if (span != null) {
      line =
          line.addKeyValue(LineKey.TRACE, span.traceId()).addKeyValue(LineKey.SPAN, span.spanId());
      String event = span.event(attempt.position());
      if (event != null) {
        line = line.addKeyValue(LineKey.EVENT, event);
      }
    }
    line.log(what);
  }

  private long backlog(Channel core, long nowMs) {
    if (nowMs - backlogAtMs >= BACKLOG_EVERY_MS) {
      backlog = core.owed();
      backlogAtMs = nowMs;
    }
    return backlog;
  }
}
