package io.sluice.gateway.runtime;

import io.sluice.gateway.api.ListenAddress;
import io.sluice.gateway.config.Configuration;
import java.nio.file.Path;
import java.time.Duration;

/** Gateways of other sizes than everyone's, for tests in other packages. */
public final class TunedGateway {
  private TunedGateway() {}

  /** Folds and drops after hundreds of events rather than hundreds of thousands. */
  public static Gateway small(Configuration configuration, Path data, ListenAddress listen) {
    Tuning tuning = new Tuning(500, 500, Tuning.DEFAULT.stallAtMost(), Tuning.DEFAULT.storeUrl());
    return Gateway.start(configuration, data, listen, tuning);
  }

  /** On the disk of H2's that fails when told so; a stall counts after a second. */
  public static Gateway onFaultyDisk(Configuration configuration, Path data, ListenAddress listen) {
    Tuning tuning =
        new Tuning(
            Tuning.DEFAULT.segmentRows(),
            Tuning.DEFAULT.farBehind(),
            Duration.ofSeconds(1),
            url -> url.replace("jdbc:h2:file:", "jdbc:h2:faulty:file:"));
    return Gateway.start(configuration, data, listen, tuning);
  }
}
