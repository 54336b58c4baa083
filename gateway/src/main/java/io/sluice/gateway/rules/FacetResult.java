package io.sluice.gateway.rules;

import io.sluice.gateway.expression.Evaluated;

/** What the rules of one facet came to, before it is said for which SKU and how long. */
sealed interface FacetResult {
  record Value(ChannelValue value) implements FacetResult {}

  record Hold(HoldReason reason, String text) implements FacetResult {}

  /**
   * Nothing to say.
   *
   * @param why a sentence for the merchant
   */
  record None(String why) implements FacetResult {}

  /**
   * For an expression without a result.
   *
   * @param rule where it stands: {@code only_if}
   * @param evaluated no {@link Evaluated.Value}
   */
  static Hold hold(String rule, Evaluated evaluated) {
    if (evaluated instanceof Evaluated.Missing missing) {
      return new Hold(
          HoldReason.INCOMPLETE,
          "%s depends on '%s', and that was never received".formatted(rule, missing.fact()));
    } else if (evaluated instanceof Evaluated.Failed failed) {
      return new Hold(HoldReason.MAPPING, "%s: %s".formatted(rule, failed.why()));
    }
    throw new IllegalArgumentException("has a result: " + evaluated);
  }
}
