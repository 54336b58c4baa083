package io.sluice.gateway.access;

import java.util.List;

/** A file of users with mistakes. The message has one line for each; none holds a secret. */
public final class InvalidUsersException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  InvalidUsersException(List<String> problems) {
    super(String.join("\n", problems));
  }
}
