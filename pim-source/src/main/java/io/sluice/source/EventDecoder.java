package io.sluice.source;

/** Reads one message format. Stateless and thread-safe; never throws for bad input. */
public interface EventDecoder {
  Decoded decode(RawMessage message);
}
