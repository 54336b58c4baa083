package io.sluice.gateway.api;

/** It cannot listen where it was told to; the message says why and which setting to change. */
public final class ListenException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ListenException(ListenAddress address, String reason, Throwable cause) {
    this("The API", address, reason, "api.listen in gateway.yaml or with --listen", cause);
  }

  ListenException(ListenAddress address, String reason) {
    this(address, reason, new IllegalArgumentException(reason));
  }

  private ListenException(
      String who, ListenAddress address, String reason, String setting, Throwable cause) {
    super(
        "%s cannot listen on %s: %s Choose another address with %s."
            .formatted(who, address, reason, setting),
        cause);
  }

  static ListenException ofSource(
      String source, ListenAddress address, String reason, Throwable cause) {
    String setting = "sources." + source + ".listen in gateway.yaml";
    return new ListenException("Source " + source, address, reason, setting, cause);
  }
}
