package io.sluice.source.cloudevents;

import io.sluice.source.Refusal;
import io.sluice.source.RefusalCode;

/**
 * Leaves the reading of a message at the first thing wrong with it. Never leaves this package: the
 * decoder makes a value of it. Has no stack trace, since bad input is no bug and may come often.
 */
final class InvalidMessage extends Exception {
  private final transient Refusal refusal;

  InvalidMessage(RefusalCode code, String path, String message) {
    super(message, null, false, false);
    this.refusal = new Refusal(code, path, message);
  }

  Refusal refusal() {
    return refusal;
  }
}
