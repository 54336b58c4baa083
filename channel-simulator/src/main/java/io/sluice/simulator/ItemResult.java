package io.sluice.simulator;

/**
 * What an update of a request is answered with.
 *
 * @param status accepted, rejected, not_listed, ...
 * @param did what is written down of it
 */
record ItemResult(ReceivedUpdate update, String status, String did) {
  static ItemResult applied(ReceivedUpdate update) {
    return new ItemResult(update, "accepted", "applied");
  }

  static ItemResult refused(ReceivedUpdate update, String status) {
    return new ItemResult(update, status, status);
  }

  boolean isAccepted() {
    return status.equals("accepted");
  }

  String reason() {
    return switch (status) {
      case "not_listed" -> "create the product first";
      case "rejected" -> "this SKU is refused here";
      default -> status;
    };
  }

  /** The status code of a request with this one update. */
  int httpStatus() {
    return switch (status) {
      case "accepted" -> 200;
      case "not_listed" -> 404;
      case "conflict" -> 409;
      case "deferred" -> 429;
      default -> 422;
    };
  }
}
