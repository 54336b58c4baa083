package io.sluice.gateway.flow;

import io.sluice.source.rabbitmq.RabbitMqNode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;

/** A broker for the class, and for each test a receiver with a channel that leads to it. */
@Tag("rabbitmq")
abstract class FlowTest {
  /** Further sections of channels.yaml, for channels with rules. */
  static final String CATALOG =
      """
      catalog:
        warehouses: [BER, HAM]
        price_lists: { retail: { currency: EUR, vat: 19% } }
        attributes: { size: text }
      """;

  static final String STRUCTURED = "application/cloudevents+json";
  static final String LATEST = "latest_per_sku";

  /** Soon down, soon up again. */
  static final String IMPATIENT =
      """
        breaker: { open_after_failures: 5, probe_every: 1s }
        retry: { first_after: 100ms, longest_wait: 500ms, give_up_after: 2s }
      """;

  static RabbitMqNode node;
  Receiver receiver;

  @BeforeAll
  static void startBroker() {
    node = RabbitMqNode.startOrSkip();
  }

  @AfterAll
  static void stopBroker() {
    node.close();
  }

  @BeforeEach
  void listen() {
    receiver = new Receiver();
  }

  @AfterEach
  void hangUp() {
    receiver.close();
  }

  String shop() {
    return channel("shop", receiver, LATEST);
  }

  /** YAML of a channel; further keys, indented by two, may follow. */
  static String channel(String name, Receiver receiver, String keep) {
    return """
        %s:
          adapter: http
          url: "%s/{sku}"
          allow_private: yes
          backlog: { keep: %s }
        """
        .formatted(name, receiver.url(), keep);
  }
}
