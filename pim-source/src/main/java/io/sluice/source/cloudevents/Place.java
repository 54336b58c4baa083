package io.sluice.source.cloudevents;

import io.sluice.source.RefusalCode;

/** Where in the event we are; the pointer is only put together when something is refused there. */
interface Place {
  /** JSON pointer from the event's root. */
  String path();

  static Place at(String path) {
    return () -> path;
  }

  default InvalidMessage refused(RefusalCode code, String message) {
    return new InvalidMessage(code, path(), message);
  }

  /** For a member of the object here. */
  default InvalidMessage missing(String name) {
    return new InvalidMessage(RefusalCode.FIELD_MISSING, path() + "/" + name, name + " is missing");
  }
}
