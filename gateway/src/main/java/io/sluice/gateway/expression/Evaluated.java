package io.sluice.gateway.expression;

/** What came out of an expression. */
public sealed interface Evaluated {
  Evaluated YES = new Value(true);
  Evaluated NO = new Value(false);

  /**
   * @param value as the {@link FactType} of the expression says
   */
  record Value(Object value) implements Evaluated {}

  /**
   * The result depends on a fact that was never received.
   *
   * @param fact its name
   */
  record Missing(String fact) implements Evaluated {}

  /**
   * It cannot be calculated with these facts.
   *
   * @param why a sentence for the merchant
   */
  record Failed(String why) implements Evaluated {}

  static Evaluated of(boolean yes) {
    return yes ? YES : NO;
  }
}
