package io.sluice.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How the store is doing; {@code gone}, {@code diskBytes} and {@code usableBytes} as they were when
 * somebody last looked at the disk.
 *
 * @param failingSince when commits began to fail, null while they succeed
 * @param problem the last failure in words, naming the file and what to do, null while fine
 * @param gone when its file was deleted or replaced while it is open, in words, else null: commits
 *     succeed and end with the process
 * @param waitingWrites submissions not yet committed
 * @param waitingBytes their payload
 * @param journalBytes what the sealed segments of the journal hold
 * @param diskBytes what the store's files take
 * @param usableBytes what the disk has left
 * @param firstPosition oldest journal position kept
 * @param commits groups committed since open
 * @param refusedDropped refused messages that fell out of the quota since open
 */
public record StoreStatus(
    @Nullable Instant failingSince,
    @Nullable String problem,
    @Nullable String gone,
    long waitingWrites,
    long waitingBytes,
    long journalBytes,
    long diskBytes,
    long usableBytes,
    long firstPosition,
    long commits,
    long refusedDropped) {}
