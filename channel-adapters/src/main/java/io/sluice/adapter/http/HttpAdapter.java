package io.sluice.adapter.http;

import io.sluice.adapter.Capabilities;
import io.sluice.adapter.ChannelAdapter;
import io.sluice.adapter.ChannelConnection;
import io.sluice.adapter.ChannelSettings;
import io.sluice.adapter.Setting;
import io.sluice.adapter.SettingProblem;
import io.sluice.adapter.SettingsFile;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;

/** Any receiver with an HTTP address. */
public final class HttpAdapter implements ChannelAdapter {
  private static final List<Setting> SETTINGS = SettingsFile.read(HttpAdapter.class);

  @Override
  public String kind() {
    return "http";
  }

  @Override
  public List<Setting> settings() {
    return SETTINGS;
  }

  @Override
  public List<SettingProblem> validate(ChannelSettings settings) {
    return new HttpSettingsCheck(settings).run();
  }

  @Override
  public Capabilities capabilities(ChannelSettings settings) {
    return new Capabilities(
        Capabilities.ExclusiveKey.SKU, settings.batchAtMost(), true, Long.MAX_VALUE, Set.of());
  }

  @Override
  public ChannelConnection open(ChannelSettings settings, Vertx vertx, InstantSource clock) {
    return new HttpChannelConnection(
        HttpSettings.from(settings), vertx, clock, new HttpClientOptions());
  }
}
