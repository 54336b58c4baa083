package io.sluice.gateway.channel;

/**
 * What a channel accepted of one part, as it is kept.
 *
 * @param shown of the channel from now on
 * @param lowered whether it stands for a held stock, which is less by now
 * @param atMs when, epoch milliseconds
 */
public record Accepted(long position, long digest, Shown shown, boolean lowered, long atMs) {
  static Accepted of(Delivery delivery, long nowMs) {
    return new Accepted(
        delivery.position(), delivery.digest(), delivery.shown(), delivery.lowered(), nowMs);
  }
}
