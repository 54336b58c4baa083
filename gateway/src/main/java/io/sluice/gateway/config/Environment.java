package io.sluice.gateway.config;

import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * What lies outside the files: the variables they refer to, and the time.
 *
 * @param variables the value of a variable; an empty one counts as unset, as in a shell's {@code
 *     :-}
 * @param offline for {@code check} on another machine: what is unset there is a note, not an error,
 *     and a stand-in takes its place
 * @param clock by which a date is over
 */
public record Environment(
    Function<String, Optional<String>> variables, boolean offline, InstantSource clock) {
  public Environment(Function<String, Optional<String>> variables, boolean offline) {
    this(variables, offline, InstantSource.system());
  }

  /** The variables of this process; unset ones are errors. */
  public static Environment ofProcess() {
    return new Environment(name -> Optional.ofNullable(System.getenv(name)), false);
  }

  public static Environment of(Map<String, String> variables) {
    return new Environment(name -> Optional.ofNullable(variables.get(name)), false);
  }

  public Environment forOfflineCheck() {
    return new Environment(variables, true, clock);
  }

  /** The same at another time. */
  public Environment at(InstantSource other) {
    return new Environment(variables, offline, other);
  }

  /** The same, which tells each value that it gives. */
  public Environment telling(Consumer<String> listener) {
    return new Environment(
        name -> {
          Optional<String> value = variables.apply(name);
          value.ifPresent(listener);
          return value;
        },
        offline,
        clock);
  }

  Optional<String> find(String name) {
    return variables.apply(name).filter(value -> !value.isEmpty());
  }
}
