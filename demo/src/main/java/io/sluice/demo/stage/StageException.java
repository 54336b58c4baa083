package io.sluice.demo.stage;

/** The demo cannot begin or go on; the message says why, for people. */
public final class StageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public StageException(String message) {
    super(message);
  }

  StageException(String message, Throwable cause) {
    super(message, cause);
  }
}
