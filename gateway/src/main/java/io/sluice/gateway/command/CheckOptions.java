package io.sluice.gateway.command;

import java.nio.file.Path;

/**
 * How {@code sluice check} was called.
 *
 * @param config directory with the configuration
 * @param online look at everything outside as well
 * @param data directory of the store, for that
 */
public record CheckOptions(Path config, Checker.Format format, boolean online, Path data) {}
