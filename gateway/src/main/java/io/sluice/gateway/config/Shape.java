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
  static final Shape GATEWAY =
      of("version", "sources", "owners", "store", "api", "alerts", "shutdown", "log", "traces");
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
          "ca_file",
          "expect_event_every");
  static final Shape HTTP_SOURCE = of("kind", "format", "version_from", "expect_event_every");
  static final Shape WEBHOOK =
      of(
          "kind",
          "listen",
          "secret",
          "tls",
          "behind_proxy",
          "format",
          "version_from",
          "expect_event_every");
  static final Shape OWNERS = of("stock", "price", "product");
  static final Shape STORE =
      of("url", "durability", "group_commit", "keep_events", "disk", "cache");
  static final Shape GROUP_COMMIT = of("at_most");
  static final Shape KEEP_EVENTS = of("for", "at_most");
  static final Shape DISK = of("stop_taking_below");
  static final Shape API = of("listen", "users", "names", "tls", "behind_proxy");
  static final Shape TLS = of("certificate", "key");
  static final Shape ALERTS = of("receivers", "repeat", "gather", "recovered_after", "conditions");
  static final Shape WEBHOOK_RECEIVER = of("kind", "url", "secret");
  static final Shape EMAIL_RECEIVER =
      of("kind", "host", "port", "tls", "user", "password", "ca_file", "from", "to");
  static final Shape ALERT_CONDITIONS = of(AlertsReader.conditionNames());
  static final Shape LASTING = of("for");
  static final Shape COUNTED = of("for", "over");
  static final Shape SHUTDOWN = of("wait_at_most");
  static final Shape LOG = of("attempts", "slow");
  static final Shape TRACES = of("endpoint", "sample");

  static final Shape CHANNELS =
      of("version", "time_zone", "catalog", "accounts", "tables", "reload", "defaults", "channels")
          .with(List.of("freezes", "tests"));
  static final Shape FREEZE = of("name", "hold", "from", "until", "channels");
  static final Shape RELOAD = of("confirm_over");
  static final Shape TESTS = of("version", "tests");
  static final Shape TEST = of("name", "at", "like", "given", "expect");
  static final Shape GIVEN_PRICE = of("amount", "cost", "compare_at");
  static final Shape GIVEN =
      of(
          "sku",
          "name",
          "description",
          "brand",
          "gtin",
          "parent",
          "tax_class",
          "category",
          "categories",
          "images",
          "components",
          "attr",
          "localized",
          "stock",
          "price",
          "discontinued",
          "listed");
  static final Shape CATALOG = of("warehouses", "price_lists", "attributes", "rates");
  static final Shape PRICE_LIST = of("currency", "vat");

  private static final List<String> DELIVERY =
      List.of(
          "mode",
          "send",
          "backlog",
          "retry",
          "breaker",
          "limits",
          "batch",
          "guard",
          "reconcile",
          "send_traceparent");

  /** Rules that defaults may give. */
  static final List<String> ASSORTMENT =
      List.of("locale", "create", "when_excluded", "when_discontinued");

  /** Rules that are a channel's own. */
  static final List<String> OWN_RULES = List.of("only_if", "sku", "stock", "price", "fields");

  static final Shape DEFAULTS = of().with(DELIVERY).with(ASSORTMENT);
  static final Shape ACCOUNT = of("adapter", "limits");
  static final Shape CHANNEL =
      of("adapter", "account", "was")
          .with(DELIVERY)
          .with(ASSORTMENT)
          .with(OWN_RULES)
          .later("marketplace");
  static final Shape SKU = of("alias", "otherwise", "prefix", "suffix");
  static final Shape STOCK_STEPS = of("keep_back", "share", "at_most", "out_of_stock_below");
  static final Shape STOCK = of("only_if", "warehouses", "rules").with(STOCK_STEPS.keys());
  static final Shape STOCK_RULE = of("when").with(STOCK_STEPS.keys());
  static final Shape PRICE_STEPS =
      of("markup", "add", "at_least", "at_most", "round", "min_margin");
  static final Shape PRICE =
      of("list", "sale", "vat", "currency", "rules").with(PRICE_STEPS.keys());
  static final Shape PRICE_RULE = of("when").with(PRICE_STEPS.keys());
  static final Shape SALE = of("list", "from", "until", "show");
  static final Shape ROUND = of("up_to", "down_to", "nearest_to", "step");
  static final Shape MIN_MARGIN = of("of_net", "fee", "cost_unknown");
  static final Shape FIELD =
      of(
          "from",
          "text",
          "value",
          "table",
          "otherwise",
          "max_length",
          "max_bytes",
          "at_most",
          "order");
  static final Shape BACKLOG = of("keep", "alert_over", "alert_older_than", "fold_over");
  static final Shape FOLD_OVER = of("events", "bytes");
  static final Shape RETRY = of("first_after", "longest_wait", "give_up_after");
  static final Shape BREAKER = of("open_after_failures", "probe_every");
  static final Shape LIMITS = of("requests_per_second", "parallel");
  static final Shape BATCH = of("at_most", "wait");
  static final Shape RECONCILE = of("every");
  static final Shape GUARD =
      of(
          "price_drop_over",
          "price_rise_over",
          "price_never_below",
          "stock_jump_over",
          "leaving_over",
          "out_of_stock_over");

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
