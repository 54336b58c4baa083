package io.sluice.gateway.command;

import io.sluice.gateway.api.ListenAddress;
import java.nio.file.Path;
import java.util.Optional;

/** Runs the demo. It lives in a jar of its own, so that its broker is not in the gateway's. */
public interface Demo {
  /** Where there is no demo: whoever starts the gateway's jar by hand is told. */
  static Demo missing() {
    return options -> {
      throw new NoDemoException();
    };
  }

  /** What happens in a demo that runs once. */
  enum Scenario {
    /** A channel is down for a while. */
    OUTAGE,
    /** A merchant's morning at marketplaces with their real limits. */
    MARKETPLACES
  }

  /**
   * @param scenario where it runs once
   * @param events how many are published where it runs once, in an outage
   * @param data directory for everything that it writes; empty: the usual one
   * @param listen address of the API; empty: the usual one
   */
  record Options(
      boolean once,
      Scenario scenario,
      int events,
      boolean json,
      Optional<Path> data,
      Optional<ListenAddress> listen) {}

  /** Nobody but the launcher knows where the demo's jar is. */
  final class NoDemoException extends RuntimeException {
    private static final long serialVersionUID = 1;

    NoDemoException() {
      super("this jar has no demo: start it with bin/sluice demo", null, false, false);
    }
  }

  /** Runs until it is told to stop, or once; answers the exit code. */
  int run(Options options);
}
