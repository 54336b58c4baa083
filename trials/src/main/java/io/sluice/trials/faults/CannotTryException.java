package io.sluice.trials.faults;

/** This machine does not allow a fault; the row is skipped. */
public final class CannotTryException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public CannotTryException(String why) {
    super(why);
  }
}
