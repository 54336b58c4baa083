package io.sluice.adapter.wire;

import io.sluice.adapter.Outcome;

/** How one request over the wire ended. */
public sealed interface Exchanged {
  /**
   * What every update of the request ended in.
   *
   * @throws IllegalStateException when it was answered: the answer alone says it
   */
  Outcome unanswered();

  /** Why there is no answer, in words for people; what it was answered with otherwise. */
  String reason();

  record Answered(Answer answer) implements Exchanged {
    @Override
    public Outcome unanswered() {
      throw new IllegalStateException(reason());
    }

    @Override
    public String reason() {
      return "answered " + answer.status();
    }
  }

  /** The settings lead to an address that is not allowed. */
  record Forbidden(String reason) implements Exchanged {
    @Override
    public Outcome unanswered() {
      return new Outcome.Gone(reason);
    }
  }

  /** Not a byte of the request left us. */
  record NotSent(String reason) implements Exchanged {
    @Override
    public Outcome unanswered() {
      return new Outcome.Unreachable(reason);
    }
  }

  /** Sent, at least in part, and no answer came. */
  record Unanswered(String reason) implements Exchanged {
    @Override
    public Outcome unanswered() {
      return new Outcome.Unknown(reason, true);
    }
  }
}
