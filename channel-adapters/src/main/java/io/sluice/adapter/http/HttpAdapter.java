package io.sluice.adapter.http;

import io.sluice.adapter.Capabilities;
import io.sluice.adapter.ChannelAdapter;
import io.sluice.adapter.ChannelConnection;
import io.sluice.adapter.ChannelSettings;
import io.sluice.adapter.Setting;
import io.sluice.adapter.SettingProblem;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;

/** Any receiver with an HTTP address. */
public final class HttpAdapter implements ChannelAdapter {
  @Override
  public String kind() {
    return "http";
  }

  @Override
  public List<Setting> settings() {
    return List.of();
  }

  @Override
  public List<SettingProblem> validate(ChannelSettings settings) {
    return List.of();
  }

  @Override
  public Capabilities capabilities(ChannelSettings settings) {
    return new Capabilities(
        Capabilities.ExclusiveKey.SKU, settings.batchAtMost(), true, Long.MAX_VALUE, Set.of());
  }

  @Override
  public ChannelConnection open(ChannelSettings settings, Vertx vertx, InstantSource clock) {
    throw new IllegalStateException("being written");
  }
}
