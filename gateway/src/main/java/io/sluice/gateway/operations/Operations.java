package io.sluice.gateway.operations;

/**
 * Everything that REST offers, a part for each subject; whoever uses it takes only the parts that
 * it needs. All are thread-safe and never block. A future fails with {@link OperationException}
 * where the request is at fault.
 *
 * <p>Lists take an opaque cursor (null: from the beginning) and a limit of 1 to 500. {@code who} is
 * the person that asked, for the log.
 */
public record Operations(
    Channels channels,
    Steering steering,
    Held held,
    Jobs jobs,
    Products products,
    Sources sources,
    Posting posting,
    History history,
    Audit audit,
    Alerting alerting,
    Reloading reloading,
    Upkeep upkeep,
    Readiness readiness) {}
