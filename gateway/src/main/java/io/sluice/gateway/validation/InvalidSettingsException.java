package io.sluice.gateway.validation;

import java.util.List;
import java.util.stream.Collectors;

/** A record was given values it cannot hold; says all of them. */
public final class InvalidSettingsException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  private final transient List<Violation> violations;

  InvalidSettingsException(List<Violation> violations) {
    super(violations.stream().map(Violation::toString).collect(Collectors.joining("; ")));
    this.violations = List.copyOf(violations);
  }

  public List<Violation> violations() {
    return violations;
  }

  /**
   * @param key as written in the file, from the record down, dots between
   * @param message goes on after the key: {@code must be ...}
   */
  public record Violation(String key, String message) {
    @Override
    public String toString() {
      return key + " " + message;
    }
  }
}
