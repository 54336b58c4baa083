package io.sluice.gateway.config;

import java.util.List;

/** Both files, read and found good. */
public record Configuration(GatewayConfig gateway, List<ChannelConfig> channels) {
  public Configuration {
    channels = List.copyOf(channels);
  }

  /** One line per component for the start report; secrets only as configured yes or no. */
  public List<String> summary() {
    return Summary.of(this);
  }
}
