package io.sluice.gateway.operations;

/** A request that cannot be carried out, with the reason for the person who asked. */
public final class OperationException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Becomes 404, 400, 409, 413 or 503. */
  public enum Kind {
    NOT_FOUND,
    INVALID,
    CONFLICT,
    TOO_LARGE,
    UNAVAILABLE
  }

  private final Kind kind;

  public OperationException(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }
}
