package io.sluice.store;

import org.jspecify.annotations.Nullable;

/**
 * One try to deliver one value, for people to look up.
 *
 * @param sequence given by the store, dense for those with texts and for those without; 0 where it
 *     is not stored yet
 * @param channel its name
 * @param key what order is kept for (the gateway: the SKU)
 * @param part what within the key it was about
 * @param position of the value in the journal
 * @param number of the try of this key since its last acceptance, from 1
 * @param atMs when it began, epoch milliseconds
 * @param durationMs until its answer
 * @param outcome one word
 * @param code of the outcome, or null
 * @param status of the answer over HTTP, 0: none
 * @param reason one sentence, or null
 * @param request excerpt of what was sent, opaque; empty: not kept
 * @param answer excerpt of what came back, opaque; empty: not kept
 * @param plain whether nothing of it is worth a second look: it is kept without texts, in a quota
 *     of its own
 */
public record AttemptRow(
    long sequence,
    String channel,
    String key,
    String part,
    long position,
    int number,
    long atMs,
    long durationMs,
    String outcome,
    @Nullable String code,
    int status,
    @Nullable String reason,
    byte[] request,
    byte[] answer,
    boolean plain) {
  /** The same with its sequence. */
  AttemptRow at(long given) {
    return new AttemptRow(
        given,
        channel,
        key,
        part,
        position,
        number,
        atMs,
        durationMs,
        outcome,
        code,
        status,
        reason,
        request,
        answer,
        plain);
  }
}
