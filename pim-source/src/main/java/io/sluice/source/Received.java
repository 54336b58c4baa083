package io.sluice.source;

/**
 * One message, what the decoder made of it, and the way to answer for it.
 *
 * @param source name of the configured source
 * @param done to be called exactly once, from any thread, after the event (or its refusal) is
 *     durable. A message whose {@code done} is never called stays with the broker and comes again.
 */
public record Received(String source, RawMessage raw, Decoded decoded, Runnable done) {}
