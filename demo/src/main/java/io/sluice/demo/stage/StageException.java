package io.sluice.demo.stage;

/** The demo cannot begin; the message says why, for people. */
public final class StageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  StageException(String message) {
    super(message);
  }

  StageException(String message, Throwable cause) {
    super(message, cause);
  }
}
