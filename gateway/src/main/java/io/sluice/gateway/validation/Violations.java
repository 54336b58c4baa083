package io.sluice.gateway.validation;

import io.sluice.gateway.validation.InvalidSettingsException.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Gathers everything that is wrong with a record's values, then throws once. */
public final class Violations {
  private final List<Violation> found = new ArrayList<>();

  public Violations that(String key, boolean holds, String message) {
    return that(key, holds, () -> message);
  }

  /**
   * @param key as written in the file, from the record down, dots between
   * @param message goes on after the key: {@code must be ...}
   */
  public Violations that(String key, boolean holds, Supplier<String> message) {
    if (!holds) {
      found.add(new Violation(key, message.get()));
    }
    return this;
  }

  /**
   * @throws InvalidSettingsException with all of them, if any
   */
  public void orThrow() {
    if (!found.isEmpty()) {
      throw new InvalidSettingsException(found);
    }
  }
}
