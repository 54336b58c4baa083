package io.sluice.gateway.config;

import io.sluice.adapter.Secret;
import io.sluice.adapter.Setting;
import io.sluice.source.Facet;
import io.sluice.store.StoreConfig;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The effective configuration in a few lines, without anything secret. */
final class Summary {
  private Summary() {}

  static List<String> of(Configuration configuration, String storeUrl, String listen) {
    List<String> lines = new ArrayList<>();
    GatewayConfig gateway = configuration.gateway();
    gateway.sources().forEach(source -> lines.add(source(source)));
    if (!gateway.owners().isEmpty()) {
      lines.add("owners: " + owners(gateway.owners()));
    }
    lines.add(store(gateway.store(), storeUrl));
    lines.add("api: listens on " + listen);
    gateway.alerts().receivers().forEach(each -> lines.add(alerts(each)));
    gateway.traces().ifPresent(traces -> lines.add("traces: to " + host(traces.endpoint())));
    lines.add("shutdown: waits at most " + Units.print(gateway.shutdownWait()));
    configuration.channels().forEach(channel -> lines.add(channel(channel)));
    return List.copyOf(lines);
  }

  private static String source(SourceConfig source) {
    return "source %s: %s, version from %s"
        .formatted(source.name(), what(source), Texts.word(source.versionFrom()));
  }

  private static String what(SourceConfig source) {
    if (source instanceof SourceConfig.Rabbit rabbit) {
      return "rabbitmq %s, queue %s (%s), prefetch %d"
          .formatted(
              rabbit.broker(), rabbit.queue(), Texts.word(rabbit.queueType()), rabbit.prefetch());
    }
    return source instanceof SourceConfig.Webhook webhook
        ? "webhook on " + webhook.listen()
        : "http";
  }

  private static String alerts(AlertReceiver receiver) {
    return "alerts to %s: %s to %s".formatted(receiver.name(), receiver.kind(), receiver.target());
  }

  private static String owners(Map<Facet, String> owners) {
    return new TreeMap<>(owners)
        .entrySet().stream()
            .map(owner -> Texts.word(owner.getKey()) + " " + owner.getValue())
            .collect(Collectors.joining(", "));
  }

  private static String store(StoreSettings store, String url) {
    return "store: %s, durability %s, keeps events %s and at most %s, stops taking below %s free"
        .formatted(
            StoreConfig.place(url),
            Texts.word(store.durability()),
            Units.print(store.keepFor()),
            Units.print(store.keepAtMost()),
            Units.print(store.stopTakingBelow()));
  }

  private static String channel(ChannelConfig channel) {
    String send = channel.send().stream().map(Texts::word).collect(Collectors.joining(" "));
    String settings = settings(channel.adapter().settings(), channel.settings().values());
    return "channel %s: %s%s, keeps %s, sends %s, batches of %d%s"
        .formatted(
            channel.id(),
            channel.adapter().kind(),
            channel.account().map(" of account "::concat).orElse(""),
            Texts.word(channel.keep()),
            send,
            channel.batch().atMost(),
            settings.isEmpty() ? "" : "; " + settings);
  }

  private static String settings(List<Setting> settings, Map<?, ?> values) {
    return settings.stream()
        .map(setting -> setting(setting, values.get(setting.name())))
        .filter(text -> !text.isEmpty())
        .collect(Collectors.joining(", "));
  }

  private static String setting(Setting setting, Object value) {
    if (setting.type() == Setting.Type.SECRET) {
      return "%s %s".formatted(setting.name(), value instanceof Secret ? "yes" : "no");
    }
    if (value instanceof Map<?, ?> group && setting.type() == Setting.Type.GROUP) {
      return "%s (%s)".formatted(setting.name(), settings(setting.children(), group));
    }
    return value == null ? "" : "%s %s".formatted(setting.name(), shown(setting, value));
  }

  /** Free texts may come from the environment: of a URL the host is shown, of others nothing. */
  private static String shown(Setting setting, Object value) {
    return switch (setting.type()) {
      case INTEGER -> value.toString();
      case YES_NO -> Boolean.TRUE.equals(value) ? "yes" : "no";
      case DURATION -> value instanceof java.time.Duration duration ? Units.print(duration) : "";
      case BYTES -> value instanceof Long bytes ? Units.print(bytes) : "";
      case TEXT -> setting.allowed().isEmpty() ? host(value.toString()) : value.toString();
      default -> "configured";
    };
  }

  private static String host(String text) {
    try {
      URI uri = URI.create(text);
      return uri.getHost() == null ? "configured" : uri.getScheme() + "://" + uri.getHost();
    } catch (IllegalArgumentException e) {
      return "configured";
    }
  }
}
