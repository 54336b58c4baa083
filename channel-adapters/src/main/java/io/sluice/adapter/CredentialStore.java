package io.sluice.adapter;

import io.vertx.core.Future;
import java.util.function.Supplier;

/**
 * Short-lived tokens, one for all channels of a credential. Thread-safe; answers on the caller's
 * context.
 *
 * <p>Marketplaces count the calls for new tokens and some take back the old one with each, so there
 * is never more than one such call at a time, and after one that failed none for {@link
 * #AGAIN_SECONDS}.
 */
public interface CredentialStore {
  /** How long after a failed call for a token, or after a forced one, no other is made. */
  int AGAIN_SECONDS = 10;

  /**
   * The token in use. Shortly before its end a new one is asked for, and who asks meanwhile gets
   * the old one as long as it lives.
   *
   * @param credential names it and holds no secret: the same for every channel that shares it, and
   *     another one where the secrets are others, see {@link Secret#fingerprint}
   * @param refresh asks the marketplace for a new one; succeeds always, within a total timeout
   */
  Future<TokenAnswer> token(String credential, Supplier<Future<TokenAnswer>> refresh);

  /**
   * The marketplace refused it before its end: who asks next gets a new one. Does nothing where the
   * token is not in use any more, or is itself younger than {@link #AGAIN_SECONDS}: then who asks
   * next gets the same one, and knows that a new one does not help.
   */
  void refused(String credential, Token token);
}
