package io.sluice.gateway.rules;

import org.jspecify.annotations.Nullable;

/**
 * What a channel's rules say about one facet of a SKU at one moment. Each says when time alone may
 * change it, in ms, {@link Long#MAX_VALUE}: never.
 */
public sealed interface RuleResult {
  /** When time alone may change it. */
  long changesAtMs();

  /**
   * To be sent.
   *
   * @param sku the channel's own
   */
  record Shown(String sku, ChannelValue value, long changesAtMs) implements RuleResult {}

  /**
   * Waits.
   *
   * @param text a sentence for the merchant
   * @param wanted what it would be if nothing held it; null where the rules have no result
   */
  record Held(HoldReason reason, String text, @Nullable RuleResult wanted, long changesAtMs)
      implements RuleResult {
    public Held(HoldReason reason, String text, long changesAtMs) {
      this(reason, text, null, changesAtMs);
    }
  }

  /**
   * The channel does not have this SKU, or has it no longer.
   *
   * @param sku the channel's own; null where it has none there, and nothing can be done
   * @param then what becomes of it where it is listed
   */
  record Excluded(@Nullable String sku, Assortment.Then then, String text, long changesAtMs)
      implements RuleResult {}

  /** There is nothing to say, and what the channel shows stays. */
  record Nothing(String text, long changesAtMs) implements RuleResult {}

  /**
   * The product's content must be read first.
   *
   * @param position where it lies
   */
  record NeedsContent(long position) implements RuleResult {
    @Override
    public long changesAtMs() {
      return Long.MAX_VALUE;
    }
  }
}
