package io.sluice.store;

import org.jspecify.annotations.Nullable;

/**
 * What somebody did. Texts are cut where they are long.
 *
 * @param id given by the store, ascending; 0 where it is not stored yet
 * @param atMs epoch milliseconds
 * @param who as the API knows him
 * @param address where he was
 * @param client what he said that he is
 * @param action what he did, a few words
 * @param target what with, as text
 * @param count of how many, or null
 * @param reason as he gave it, or null
 * @param problem why it failed, or null
 */
public record AuditRow(
    long id,
    long atMs,
    String who,
    String address,
    String client,
    String action,
    String target,
    @Nullable Long count,
    @Nullable String reason,
    @Nullable String problem) {}
