package io.sluice.gateway.config;

import java.util.Optional;

/** The version of the file format: a later gateway may read keys differently. */
final class Version {
  static final long KNOWN = 1;

  private Version() {}

  static void check(Section root) {
    root.require("version", "begin the file with 'version: " + KNOWN + "'");
    Optional<Long> version = root.integer("version");
    if (version.isPresent() && version.get() != KNOWN) {
      String message = "version %d is not known".formatted(version.get());
      String hint = "this gateway reads version " + KNOWN;
      root.reading().problems().error(root.placeOf("version"), message, hint);
    }
  }
}
