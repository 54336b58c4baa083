package io.sluice.gateway.operations;

import io.vertx.core.Future;

/** The configuration, and how it changes while the gateway runs. As {@link Operations}. */
public interface Reloading {
  /** The configuration that runs, and what the last look at its files came to. */
  Future<ConfigurationView> configuration();

  /** Reads the files again; completes once what they say runs, or was found wrong. */
  Future<ConfigurationView> reload(String who);

  /**
   * Takes over the configuration that waits.
   *
   * @param version the one that was looked at; fails with CONFLICT where another or none waits
   */
  Future<ConfigurationView> approve(String version, String who);

  /** Drops the configuration that waits; else as {@link #approve}. */
  Future<ConfigurationView> discard(String version, String who);
}
