package io.sluice.gateway.command;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How {@code sluice run} was called.
 *
 * @param config directory with the configuration
 * @param data directory of the store
 * @param listen address of the API as HOST:PORT, where it differs from the configuration
 * @param untilReady stop as soon as it is ready
 * @param json report in JSON, one object a line
 */
public record RunOptions(
    Path config, Path data, Optional<String> listen, boolean untilReady, boolean json) {}
