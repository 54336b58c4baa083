package io.sluice.gateway.alerts;

/**
 * Something that is so at the moment.
 *
 * @param subject name of the channel or of the source; empty where it is about the gateway
 * @param detail in words, may be empty
 */
public record Observed(Condition condition, String subject, String detail) {
  Key key() {
    return new Key(condition, subject);
  }

  /** What is told of once, however often its detail changes. */
  record Key(Condition condition, String subject) {}
}
