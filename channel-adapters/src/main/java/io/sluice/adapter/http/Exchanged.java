package io.sluice.adapter.http;

/** How one request over the wire ended. */
sealed interface Exchanged {
  record Answered(Answer answer) implements Exchanged {}

  /** The settings lead to an address that is not allowed. */
  record Forbidden(String reason) implements Exchanged {}

  /** Not a byte of the request left us. */
  record NotSent(String reason) implements Exchanged {}

  /** Sent, at least in part, and no answer came. */
  record Unanswered(String reason) implements Exchanged {}
}
