package io.sluice.gateway.operations;

import java.time.Instant;

/**
 * A backup that was written.
 *
 * @param position of the newest event in it
 * @param bytes of the store in it
 */
public record BackupView(Instant takenAt, long position, long bytes) {}
