package io.sluice.gateway.runtime;

import io.sluice.adapter.Capabilities;
import io.sluice.adapter.wire.WebhookSignature;
import io.sluice.gateway.access.UsersFile;
import io.sluice.gateway.api.Access;
import io.sluice.gateway.api.Entrance;
import io.sluice.gateway.api.ListenAddress;
import io.sluice.gateway.api.WebhookServer;
import io.sluice.gateway.channel.ChannelPlan;
import io.sluice.gateway.config.ApiSettings;
import io.sluice.gateway.config.ChannelConfig;
import io.sluice.gateway.config.GatewayConfig;
import io.sluice.gateway.config.Keep;
import io.sluice.gateway.config.Mode;
import io.sluice.gateway.config.SourceConfig;
import io.sluice.gateway.config.StoreSettings;
import io.sluice.gateway.operations.Posting;
import io.sluice.source.EventSource;
import io.sluice.source.Facet;
import io.sluice.source.cloudevents.CloudEventsDecoder;
import io.sluice.source.rabbitmq.QueueType;
import io.sluice.source.rabbitmq.RabbitMqConfig;
import io.sluice.source.rabbitmq.RabbitMqSource;
import io.sluice.store.StoreConfig;
import io.vertx.core.net.PemKeyCertOptions;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** From configuration to what each part works with. */
final class Plans {
  private static final String H2_FILE = "jdbc:h2:file:";

  /** With bodies of 64 KiB at most: 1.3 GB, however many broken messages come. */
  private static final int REFUSED_AT_MOST = 20_000;

  private Plans() {}

  static ChannelPlan channel(ChannelConfig config, Sizes sizes) {
    Capabilities capabilities = config.adapter().capabilities(config.settings());
    return new ChannelPlan(
        config.id(),
        config.keep() == Keep.EVERY_CHANGE,
        config.send().stream()
            .map(facet -> Facet.valueOf(facet.name()))
            .collect(Collectors.toSet()),
        capabilities,
        config.limits().parallel(),
        config.limits().requestsPerSecond().orElse(0),
        config.batch().atMost(),
        config.batch().longestWait().toMillis(),
        config.retry().firstAfter().toMillis(),
        config.retry().longestWait().toMillis(),
        config.retry().giveUpAfter().toMillis(),
        config.breaker().openAfterFailures(),
        config.breaker().probeEvery().toMillis(),
        config.backlog().foldOver().events(),
        config.backlog().foldOver().bytes(),
        Sizes.WINDOW_ROWS,
        sizes.windowBytes(),
        config.rules(),
        config.fingerprint(),
        config.guard(),
        config.mode() == Mode.DRY_RUN);
  }

  static StoreConfig store(StoreSettings settings, Path data, Sizes sizes, Tuning tuning) {
    return new StoreConfig(
        tuning.storeUrl().apply(url(settings.url(), data)),
        settings.durability(),
        0,
        1,
        settings.groupAtMost(),
        settings.keepFor(),
        settings.keepAtMost(),
        tuning.segmentRows(),
        sizes.storeBytes(),
        REFUSED_AT_MOST);
  }

  /** A relative file lies in the data directory, whatever the directory it was written with. */
  static String url(String url, Path data) {
    if (!url.startsWith(H2_FILE)) {
      return url;
    }
    Path file = Path.of(url.substring(H2_FILE.length()));
    Path resolved = file.isAbsolute() ? file : data.resolve(file.getFileName());
    return H2_FILE + resolved.toAbsolutePath().normalize();
  }

  /** Reads the file of users; fails where it is not as it was when it was checked. */
  static Entrance entrance(ListenAddress listen, ApiSettings api, InstantSource clock) {
    boolean secure = api.tls().isPresent() || api.behindProxy();
    Access access =
        api.users()
            .map(file -> Access.of(new UsersFile(file), secure, clock))
            .orElseGet(Access::open);
    return new Entrance(listen, access, api.names(), certificate(api.tls()), api.behindProxy());
  }

  private static @Nullable PemKeyCertOptions certificate(Optional<ApiSettings.Tls> tls) {
    return tls.map(
            files ->
                new PemKeyCertOptions()
                    .setCertPath(files.certificate().toString())
                    .setKeyPath(files.key().toString()))
        .orElse(null);
  }

  /** Those whose events come in on an address of their own. */
  static List<WebhookServer> webhooks(GatewayConfig gateway, Posting posting, InstantSource clock) {
    return gateway.sources().stream()
        .filter(SourceConfig.Webhook.class::isInstance)
        .map(SourceConfig.Webhook.class::cast)
        .map(webhook -> webhook(webhook, posting, clock))
        .toList();
  }

  private static WebhookServer webhook(
      SourceConfig.Webhook source, Posting posting, InstantSource clock) {
    return new WebhookServer(
        source.name(),
        new ListenAddress(source.host(), source.port()),
        certificate(source.tls()),
        source.behindProxy(),
        new WebhookSignature(source.secret()),
        posting,
        clock);
  }

  /** As people know it: its file, where it has one. */
  static String storeName(StoreSettings settings, Path data) {
    String url = StoreConfig.place(url(settings.url(), data));
    return url.startsWith(H2_FILE) ? url.substring(H2_FILE.length()) + ".mv.db" : "the store";
  }

  static int prefetch(GatewayConfig gateway) {
    return gateway.sources().stream()
        .mapToInt(source -> source instanceof SourceConfig.Rabbit rabbit ? rabbit.prefetch() : 0)
        .sum();
  }

  /** Of each source that has one. */
  static Map<String, String> exchanges(GatewayConfig gateway) {
    return gateway.sources().stream()
        .filter(SourceConfig.Rabbit.class::isInstance)
        .map(SourceConfig.Rabbit.class::cast)
        .collect(Collectors.toMap(SourceConfig.Rabbit::name, SourceConfig.Rabbit::exchange));
  }

  /** Empty for a source that posts. */
  static Optional<EventSource> source(SourceConfig source) {
    if (!(source instanceof SourceConfig.Rabbit rabbit)) {
      return Optional.empty();
    }
    return Optional.of(new RabbitMqSource(rabbit(rabbit), new CloudEventsDecoder()));
  }

  static RabbitMqConfig rabbit(SourceConfig.Rabbit rabbit) {
    return new RabbitMqConfig(
        rabbit.name(),
        rabbit.uri().reveal(),
        rabbit.exchange(),
        rabbit.queue(),
        QueueType.valueOf(rabbit.queueType().name()),
        rabbit.bind(),
        rabbit.declare(),
        rabbit.prefetch(),
        rabbit.heartbeat(),
        rabbit.caFile().orElse(null),
        RabbitMqConfig.DEFAULT_CHANNEL_RPC_TIMEOUT,
        RabbitMqConfig.DEFAULT_CONNECTION_TIMEOUT);
  }
}
