package io.sluice.source;

import java.util.function.Function;

/** What a decoder made of a message: an event, or the reason why it is none. */
public sealed interface Decoded {
  record Event(ProductEvent event) implements Decoded {}

  record Refused(Refusal refusal) implements Decoded {}

  default <T> T fold(Function<ProductEvent, T> event, Function<Refusal, T> refused) {
    return this instanceof Event e
        ? event.apply(e.event())
        : refused.apply(((Refused) this).refusal());
  }
}
