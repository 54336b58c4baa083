package io.sluice.gateway.config;

import io.sluice.adapter.CallPreview;
import io.sluice.adapter.Capabilities;
import io.sluice.adapter.ChannelAdapter;
import io.sluice.adapter.ChannelCall;
import io.sluice.adapter.ChannelConnection;
import io.sluice.adapter.ChannelContext;
import io.sluice.adapter.ChannelSettings;
import io.sluice.adapter.Field;
import io.sluice.adapter.Reached;
import io.sluice.adapter.Schedules;
import io.sluice.adapter.Secret;
import io.sluice.adapter.Setting;
import io.sluice.adapter.SettingProblem;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Has a setting of every type. Finds fault with urls that are none and with short keys. */
record TestAdapter(String kind) implements ChannelAdapter {
  static final List<ChannelAdapter> ALL = List.of(new TestAdapter("http"), new TestAdapter("bol"));

  @Override
  public List<Setting> settings() {
    Setting basic =
        group(
            "basic",
            setting("user", Setting.Type.TEXT, true),
            setting("password", Setting.Type.SECRET, true));
    return List.of(
        setting("url", Setting.Type.TEXT, true),
        new Setting("method", Setting.Type.TEXT, false, List.of("POST", "PUT"), List.of(), "How."),
        setting("headers", Setting.Type.TEXTS, false),
        group("auth", setting("bearer", Setting.Type.SECRET, false), basic),
        group("sign", setting("standard_webhooks", Setting.Type.SECRET, true)),
        setting("attempts", Setting.Type.INTEGER, false),
        setting("allow_private", Setting.Type.YES_NO, false),
        setting("total_timeout", Setting.Type.DURATION, false),
        setting("answer_at_most", Setting.Type.BYTES, false));
  }

  @Override
  public List<Field> fields() {
    return kind.equals("bol")
        ? List.of(new Field("title", "The title."), new Field("description", "The text."))
        : List.of();
  }

  @Override
  public List<SettingProblem> validate(ChannelSettings settings) {
    if (!settings.values().get("url").toString().startsWith("http")) {
      return List.of(new SettingProblem("url", "must be http or https"));
    }
    if (settings.values().get("sign") instanceof Map<?, ?> sign
        && sign.get("standard_webhooks") instanceof Secret secret
        && secret.reveal().length() < 8) {
      return List.of(new SettingProblem("sign.standard_webhooks", "is too short"));
    }
    return List.of();
  }

  @Override
  public Capabilities capabilities(ChannelSettings settings) {
    return new Capabilities(
        Capabilities.ExclusiveKey.SKU,
        settings.batchAtMost(),
        true,
        Long.MAX_VALUE,
        Set.of(),
        !"PUT".equals(settings.values().get("method")),
        Schedules.NONE);
  }

  @Override
  public CallPreview preview(ChannelSettings settings, ChannelCall call) {
    throw new UnsupportedOperationException("configuration sends nothing");
  }

  @Override
  public Future<Reached> look(ChannelSettings settings, ChannelContext context) {
    throw new UnsupportedOperationException("configuration calls nothing");
  }

  @Override
  public ChannelConnection open(ChannelSettings settings, ChannelContext context) {
    throw new UnsupportedOperationException("configuration opens nothing");
  }

  private static Setting setting(String name, Setting.Type type, boolean required) {
    return new Setting(name, type, required, List.of(), List.of(), "The " + name + ".");
  }

  private static Setting group(String name, Setting... children) {
    return new Setting(
        name, Setting.Type.GROUP, false, List.of(), List.of(children), "The " + name + ".");
  }
}
