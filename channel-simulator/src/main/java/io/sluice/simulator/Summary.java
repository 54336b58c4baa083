package io.sluice.simulator;

/**
 * What a channel has seen so far.
 *
 * @param requests that reached the channel, refused ones too
 * @param updates in all requests
 * @param applied updates that took effect, repeats too
 * @param appliedLate of these, after the sender got no answer
 * @param duplicates updates whose id came before
 * @param staleBegun updates that came after one of the same SKU and facet with a higher revision
 * @param staleApplied updates that took the place of one with a higher revision
 * @param overlaps requests that came while another for one of their SKUs was still open
 * @param malformed requests whose body was none we know
 * @param distinctRevisions different revisions that were applied
 */
public record Summary(
    long requests,
    long updates,
    long applied,
    long appliedLate,
    long duplicates,
    long staleBegun,
    long staleApplied,
    long overlaps,
    long malformed,
    long distinctRevisions) {}
