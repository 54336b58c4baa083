package io.sluice.gateway.config;

import java.util.List;

/** What reading the configuration came to. */
public sealed interface ConfigResult {
  /** Errors and notes, in the order of the files; only notes when it is valid. */
  List<Problem> problems();

  /** What it was read from. */
  ReadFiles files();

  record Valid(Configuration configuration, List<Problem> problems, ReadFiles files)
      implements ConfigResult {
    public Valid {
      problems = List.copyOf(problems);
    }
  }

  /** At least one of the problems is an error. */
  record Invalid(List<Problem> problems, ReadFiles files) implements ConfigResult {
    public Invalid {
      problems = List.copyOf(problems);
    }
  }
}
