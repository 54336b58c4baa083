package io.sluice.gateway.operations;

import java.util.List;

/**
 * @param problems what keeps it from being ready, in words with the next step. A channel that is
 *     down is never among them.
 */
public record ReadyView(boolean ready, List<String> problems) {}
