package io.sluice.adapter;

/** The answer to a question for a token. */
public sealed interface TokenAnswer {
  record Granted(Token token) implements TokenAnswer {}

  /**
   * @param why what every update that needed it ends in
   */
  record Problem(Outcome why) implements TokenAnswer {}
}
