package io.sluice.gateway.command;

/** Reads the configuration and says what is wrong with it. */
@FunctionalInterface
public interface Checker {
  /** How it is said. */
  enum Format {
    /** For people: each problem with the line it is in. */
    TEXT,
    /** One JSON object. */
    JSON,
    /** Workflow commands of GitHub, which shows them beside the lines. */
    GITHUB
  }

  /**
   * @return exit code: 0 when it is fine, 69 when something outside is not, 78 when the
   *     configuration is not
   */
  int check(CheckOptions options);
}
