package io.sluice.gateway.operations;

import org.jspecify.annotations.Nullable;

/**
 * How events are handed in.
 *
 * @param source the one that is spoken for, null: the usual
 * @param imported they say how things were and not what changed: where they have no version they
 *     yield to what the source has said since their time
 */
public record TakeQuery(@Nullable String source, boolean imported) {}
