package io.sluice.gateway.config;

import java.util.List;
import java.util.stream.Stream;

/**
 * Which keys a map may have.
 *
 * @param keys those that are read, in the order messages list them
 * @param later those that are described but not read yet: errors of their own
 */
record Shape(List<String> keys, List<String> later) {
  static final Shape GATEWAY = of("version", "sources", "owners", "store", "api", "shutdown");
  static final Shape RABBIT =
      of(
          "kind",
          "uri",
          "exchange",
          "queue",
          "queue_type",
          "bind",
          "declare",
          "prefetch",
          "heartbeat",
          "format",
          "version_from",
          "ca_file");
  static final Shape HTTP_SOURCE = of("kind", "format", "version_from");
  static final Shape OWNERS = of("stock", "price", "product");
  static final Shape STORE =
      of("url", "durability", "group_commit", "keep_events", "disk", "cache");
  static final Shape GROUP_COMMIT = of("at_most");
  static final Shape KEEP_EVENTS = of("for", "at_most");
  static final Shape DISK = of("stop_taking_below");
  static final Shape API = of("listen").later("users");
  static final Shape SHUTDOWN = of("wait_at_most");

  static final Shape CHANNELS =
      of("version", "defaults", "channels")
          .later("time_zone", "catalog", "accounts", "tables", "freezes", "tests");

  /** Keys that defaults and channels share and that come later. */
  private static final String[] RULES = {
    "locale",
    "create",
    "when_excluded",
    "guard",
    "mode",
    "only_if",
    "sku",
    "stock",
    "price",
    "fields"
  };

  static final Shape DEFAULTS =
      of("send", "backlog", "retry", "breaker", "limits", "batch").later(RULES);
  static final Shape CHANNEL =
      of("adapter", "send", "backlog", "retry", "breaker", "limits", "batch")
          .later(RULES)
          .later("account", "marketplace", "requests");
  static final Shape BACKLOG = of("keep", "alert_over", "alert_older_than", "fold_over");
  static final Shape FOLD_OVER = of("events", "bytes");
  static final Shape RETRY = of("first_after", "longest_wait", "give_up_after");
  static final Shape BREAKER = of("open_after_failures", "probe_every");
  static final Shape LIMITS = of("requests_per_second", "parallel");
  static final Shape BATCH = of("at_most", "wait");

  Shape {
    keys = List.copyOf(keys);
    later = List.copyOf(later);
  }

  static Shape of(String... keys) {
    return new Shape(List.of(keys), List.of());
  }

  /** Adds keys; those that were said to come later are no longer. */
  Shape with(List<String> more) {
    return new Shape(
        Stream.concat(keys.stream(), more.stream()).distinct().toList(),
        later.stream().filter(key -> !more.contains(key)).toList());
  }

  Shape later(String... more) {
    return new Shape(keys, Stream.concat(later.stream(), Stream.of(more)).toList());
  }
}
