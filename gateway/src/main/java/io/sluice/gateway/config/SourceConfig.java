package io.sluice.gateway.config;

import io.sluice.adapter.Secret;
import io.sluice.adapter.wire.WebhookSignature;
import io.sluice.gateway.intake.VersionFrom;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Where events come from. */
public sealed interface SourceConfig {
  /** Its key under {@code sources}. */
  String name();

  Format format();

  /** What orders the events of this source; always said, since a wrong guess reorders stock. */
  VersionFrom versionFrom();

  /** How long it may say nothing before that is an alarm, 1 s to 365 days; empty: for ever. */
  Optional<Duration> expectEventEvery();

  /** A duration as the file writes it. */
  static String text(Duration duration) {
    return Units.print(duration);
  }

  /** How a message is encoded. */
  enum Format {
    CLOUDEVENTS
  }

  /** Kind of RabbitMQ queue; both with a single active consumer. */
  enum QueueType {
    QUORUM,
    CLASSIC
  }

  /** Events are posted to the gateway's own REST API. */
  record Http(
      String name, Format format, VersionFrom versionFrom, Optional<Duration> expectEventEvery)
      implements SourceConfig {
    public Http {
      checks(name, expectEventEvery).orThrow();
    }
  }

  /**
   * Events are posted to an address of its own, signed as Standard Webhooks says.
   *
   * @param host elsewhere than loopback only with TLS, here or at a proxy
   * @param port 0 takes any free one
   * @param secret one key {@code whsec_...}, or several with spaces between while it is changed
   * @param tls certificate and key; empty: plain HTTP
   * @param behindProxy a proxy in front speaks TLS with the sender, and says in {@code
   *     x-forwarded-for} where that one is
   */
  record Webhook(
      String name,
      String host,
      int port,
      Secret secret,
      Optional<ApiSettings.Tls> tls,
      boolean behindProxy,
      Format format,
      VersionFrom versionFrom,
      Optional<Duration> expectEventEvery)
      implements SourceConfig {
    public Webhook {
      checks(name, expectEventEvery)
          .that(
              "listen",
              ApiSettings.isLoopback(host) || tls.isPresent() || behindProxy,
              "must be a loopback address without tls, or products would travel in the clear;"
                  + " behind_proxy: yes where a proxy speaks TLS")
          .between("listen", port, 0, 65_535)
          .that("secret", mistake(secret).isEmpty(), () -> mistake(secret).orElse(""))
          .orThrow();
    }

    /** Where it listens, as people write it. */
    public String listen() {
      return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }

    private static Optional<String> mistake(Secret secret) {
      try {
        new WebhookSignature(secret);
        return Optional.empty();
      } catch (IllegalArgumentException e) {
        return Optional.of(String.valueOf(e.getMessage()));
      }
    }
  }

  private static Checks checks(String name, Optional<Duration> expectEventEvery) {
    Checks checks = Checks.name(name);
    expectEventEvery.ifPresent(
        every ->
            checks.between(
                "expect_event_every", every, Duration.ofSeconds(1), Duration.ofDays(365)));
    return checks;
  }

  /**
   * A queue of RabbitMQ.
   *
   * @param uri {@code amqp://} or {@code amqps://}, with credentials
   * @param exchange topic exchange; {@code product.events} unless written
   * @param queue {@code sluice.NAME} unless written
   * @param queueType quorum unless written
   * @param bind routing patterns, at least one; {@code #} unless written
   * @param declare whether exchange, queue and bindings are made when missing; yes unless written
   * @param prefetch unanswered messages at most, 1 to 65,535; 1,000 unless written
   * @param heartbeat whole seconds; 10 s unless written
   * @param caFile certificates to trust instead of the system's, absolute
   */
  record Rabbit(
      String name,
      Secret uri,
      String exchange,
      String queue,
      QueueType queueType,
      List<String> bind,
      boolean declare,
      int prefetch,
      Duration heartbeat,
      Format format,
      VersionFrom versionFrom,
      Optional<Path> caFile,
      Optional<Duration> expectEventEvery)
      implements SourceConfig {
    static final String DEFAULT_EXCHANGE = "product.events";
    static final List<String> DEFAULT_BIND = List.of("#");
    static final int DEFAULT_PREFETCH = 1_000;
    static final Duration DEFAULT_HEARTBEAT = Duration.ofSeconds(10);

    /** AMQP 0-9-1 short strings hold at most 255 bytes. */
    private static final int MAX_NAME = 255;

    public Rabbit {
      bind = List.copyOf(bind);
      checks(name, expectEventEvery)
          .that("uri", isAmqp(uri), "must be amqp://HOST or amqps://HOST, with user and port")
          .text("exchange", exchange, MAX_NAME)
          .text("queue", queue, MAX_NAME)
          .that("queue", !queue.startsWith("amq."), "must not begin with 'amq.': RabbitMQ's own")
          .that("bind", !bind.isEmpty(), "needs at least one routing pattern")
          .between("prefetch", prefetch, 1, 65_535)
          .between("heartbeat", heartbeat, Duration.ofSeconds(1), Duration.ofMinutes(10))
          .that("heartbeat", heartbeat.toMillis() % 1_000 == 0, "must be whole seconds")
          .orThrow();
    }

    /** Host and port without credentials: for people to read. */
    public String broker() {
      URI parsed = URI.create(uri.reveal());
      String port = parsed.getPort() < 0 ? "" : ":" + parsed.getPort();
      return parsed.getScheme() + "://" + parsed.getHost() + port;
    }

    private static boolean isAmqp(Secret uri) {
      try {
        URI parsed = URI.create(uri.reveal());
        return List.of("amqp", "amqps").contains(String.valueOf(parsed.getScheme()))
            && parsed.getHost() != null;
      } catch (IllegalArgumentException e) {
        return false;
      }
    }
  }
}
