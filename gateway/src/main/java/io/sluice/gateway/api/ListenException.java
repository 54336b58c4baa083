package io.sluice.gateway.api;

/** The API cannot listen where it was told to; the message says why and which setting to change. */
public final class ListenException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ListenException(ListenAddress address, String reason, Throwable cause) {
    super(
        "The API cannot listen on "
            + address
            + ": "
            + reason
            + " Choose another address with api.listen in gateway.yaml or with --listen.",
        cause);
  }

  ListenException(ListenAddress address, String reason) {
    this(address, reason, new IllegalArgumentException(reason));
  }
}
