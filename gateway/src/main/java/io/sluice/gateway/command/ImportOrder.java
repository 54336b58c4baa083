package io.sluice.gateway.command;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants of an import.
 *
 * @param source null: the usual one; never with {@code complete}
 * @param asOf when the file was right, null: nobody said
 * @param complete whether what the file does not have is discontinued; {@code asOf} is there then
 * @param leavingOver share of the known products, in percent, above which nothing is done
 * @param dryRun whether it is only read
 * @param waitAtMost for a gateway that takes nothing
 * @param json whether the report is for a program
 */
record ImportOrder(
    @Nullable String source,
    @Nullable Instant asOf,
    boolean complete,
    int leavingOver,
    boolean dryRun,
    Duration waitAtMost,
    boolean json) {}
