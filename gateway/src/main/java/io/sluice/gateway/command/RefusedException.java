package io.sluice.gateway.command;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** The API answered with a problem. */
final class RefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;

  RefusedException(int status, JsonObject problem) {
    super(message(status, problem));
    this.status = status;
  }

  private static String message(int status, JsonObject problem) {
    StringBuilder message = new StringBuilder(problem.getString("detail", "status " + status));
    for (JsonObject fault : Reply.objects(problem.getJsonArray("errors", new JsonArray()))) {
      String detail = fault.getString("detail", "");
      if (message.indexOf(detail) < 0) {
        message.append("; ").append(fault.getString("pointer")).append(": ").append(detail);
      }
    }
    return message.toString();
  }

  int exitCode() {
    switch (status) {
      case 400:
        return ExitCode.USAGE;
      case 503:
        return ExitCode.UNREACHABLE;
      default:
        return ExitCode.FOUND;
    }
  }
}
