package io.sluice.gateway.channel;

/**
 * The channel refuses what it is told in a way that only a person can mend: nothing is given up,
 * one delivery tries every 15 minutes.
 */
public record Attention(String reason, long sinceMs, long nextProbeMs) {
  static final long PROBE_EVERY_MS = 15 * 60_000L;

  Attention probed(long nowMs) {
    return new Attention(reason, sinceMs, nowMs + PROBE_EVERY_MS);
  }
}
