package io.sluice.gateway.operations;

import org.jspecify.annotations.Nullable;

/** A step to be written down; as {@link AuditView}. */
public record AuditEntry(
    String who,
    String address,
    String client,
    String action,
    String target,
    @Nullable Long count,
    @Nullable String reason,
    @Nullable String problem) {}
