package io.sluice.gateway.tracing;

import io.opentelemetry.api.common.AttributeKey;
import io.sluice.source.Facet;
import java.util.Locale;

/** Attributes of spans: those of the semantic conventions, and our own. */
final class Names {
  // https://opentelemetry.io/docs/specs/semconv/messaging/rabbitmq/
  static final AttributeKey<String> SYSTEM = AttributeKey.stringKey("messaging.system");
  static final AttributeKey<String> DESTINATION =
      AttributeKey.stringKey("messaging.destination.name");
  static final AttributeKey<String> ROUTING_KEY =
      AttributeKey.stringKey("messaging.rabbitmq.destination.routing_key");
  static final AttributeKey<String> OPERATION = AttributeKey.stringKey("messaging.operation.name");
  static final AttributeKey<String> MESSAGE_ID = AttributeKey.stringKey("messaging.message.id");
  static final AttributeKey<Long> STATUS = AttributeKey.longKey("http.response.status_code");

  static final AttributeKey<String> SOURCE = AttributeKey.stringKey("sluice.source");
  static final AttributeKey<String> CHANNEL = AttributeKey.stringKey("sluice.channel");
  static final AttributeKey<String> SKU = AttributeKey.stringKey("sluice.sku");
  static final AttributeKey<String> FACET = AttributeKey.stringKey("sluice.facet");
  static final AttributeKey<Long> POSITION = AttributeKey.longKey("sluice.position");
  static final AttributeKey<String> DECISION = AttributeKey.stringKey("sluice.decision");
  static final AttributeKey<String> OUTCOME = AttributeKey.stringKey("sluice.outcome");
  static final AttributeKey<Long> ATTEMPT = AttributeKey.longKey("sluice.attempt");
  static final AttributeKey<Long> UPDATES = AttributeKey.longKey("sluice.updates");
  static final AttributeKey<Long> AGE_MS = AttributeKey.longKey("sluice.event_age_ms");
  static final AttributeKey<String> IDEMPOTENCY_KEY =
      AttributeKey.stringKey("sluice.idempotency_key");

  private Names() {}

  static String word(Facet facet) {
    return facet.name().toLowerCase(Locale.ROOT);
  }
}
