package io.sluice.gateway.config;

import java.util.List;

/** Both files, read and found good. */
public record Configuration(GatewayConfig gateway, List<ChannelConfig> channels) {
  public Configuration {
    channels = List.copyOf(channels);
  }

  /** As below, with the places that the files say. */
  public List<String> summary() {
    return summary(gateway.store().url(), gateway.api().host() + ":" + gateway.api().port());
  }

  /**
   * One line per component for the start report; secrets only as configured yes or no.
   *
   * @param storeUrl where the store really is
   * @param listen where the API really listens
   */
  public List<String> summary(String storeUrl, String listen) {
    return Summary.of(this, storeUrl, listen);
  }
}
