package io.sluice.gateway.render;

import io.sluice.gateway.rules.ProductFacts;
import io.sluice.gateway.rules.Vocabulary;
import org.jspecify.annotations.Nullable;

/** Product content that was read from the store. Immutable in effect, and thread-safe. */
public final class Content {
  private final long position;
  private final byte[] json;

  /** Parsed by the first channel whose rules read it, for all of them. */
  private volatile @Nullable Parsed parsed;

  /**
   * @param position of the event that brought it
   * @param json the data object, UTF-8
   */
  public Content(long position, byte[] json) {
    this.position = position;
    this.json = json;
  }

  private record Parsed(Vocabulary vocabulary, ProductFacts facts) {}

  public long position() {
    return position;
  }

  public byte[] json() {
    return json;
  }

  /**
   * What the rules read of it.
   *
   * @param vocabulary of the configuration, the same for all channels
   */
  public ProductFacts facts(Vocabulary vocabulary) {
    Parsed known = parsed;
    if (known == null || known.vocabulary() != vocabulary) {
      known = new Parsed(vocabulary, vocabulary.product(json));
      parsed = known;
    }
    return known.facts();
  }
}
