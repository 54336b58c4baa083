package io.sluice.gateway.expression;

import org.jspecify.annotations.Nullable;

/** What an expression is evaluated with. */
@FunctionalInterface
public interface Facts {
  /**
   * @param name one of the declared
   * @return as its {@link FactType} says; null where the fact was never received; {@link
   *     Unreadable} where there is no such value of it
   */
  @Nullable Object find(String name);

  /**
   * A fact that is there and of no use.
   *
   * @param why a sentence for the merchant
   */
  record Unreadable(String why) {}
}
