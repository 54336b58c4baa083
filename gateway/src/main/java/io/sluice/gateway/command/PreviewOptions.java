package io.sluice.gateway.command;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How {@code sluice preview} was called.
 *
 * @param config directory with the configuration
 * @param channel the only one to show, where not all
 * @param listed whether the channels have the products already
 * @param explain show how each value came about
 * @param summary count, rather than show each product and its requests
 * @param against compare with what the running gateway shows
 * @param json say it as one JSON object
 */
public record PreviewOptions(
    Path config,
    Optional<String> channel,
    boolean listed,
    boolean explain,
    boolean summary,
    boolean against,
    boolean json) {}
