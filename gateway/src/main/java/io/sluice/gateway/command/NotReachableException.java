package io.sluice.gateway.command;

import java.net.URI;

/** Nobody answers at the address, or somebody else. */
final class NotReachableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NotReachableException(URI address, Exception cause) {
    super(
        "cannot reach "
            + address
            + " ("
            + reason(cause)
            + "): is sluice running? Start it with"
            + " 'sluice run', or say where it is with --url or SLUICE_URL",
        cause);
  }

  NotReachableException(URI address, int status) {
    super(
        address
            + " answers with status "
            + status
            + ", but not as sluice does: is it sluice?"
            + " Say where it is with --url or SLUICE_URL");
  }

  private static String reason(Exception cause) {
    // A refused connection has no message of its own in java.net.http.
    return cause.getMessage() == null ? "no connection" : cause.getMessage();
  }
}
