package io.sluice.gateway.command;

/** The file to send cannot be cut into events; the message says where. */
final class BrokenEventsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  BrokenEventsException(String message) {
    super(message);
  }
}
