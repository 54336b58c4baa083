package io.sluice.gateway.channel;

/** What a backlog has for a key whose turn it is. */
sealed interface Offer {
  record Send(Delivery delivery) implements Offer {}

  /** Nothing is owed after all. */
  record Nothing() implements Offer {
    static final Nothing NOW = new Nothing();
  }

  /**
   * The channel shows just that already: of a dry run, or because it acts on dates by itself.
   *
   * @param what as if it had been accepted
   */
  record Agrees(Accepted what) implements Offer {}

  /** Waits until its product is listed. */
  record Unlisted() implements Offer {
    static final Unlisted NOW = new Unlisted();
  }

  /** Content has to be read first. */
  record Fetch(String sku, long position) implements Offer {}
}
