package io.sluice.source.rabbitmq;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.TimeoutException;

/** A PIM: publishes persistent events, each one confirmed by the broker before the next call. */
public final class TestPublisher implements AutoCloseable {
  private static final long CONFIRM_MILLIS = 10_000;

  private final Connection connection;
  private final Channel channel;
  private final String exchange;

  public TestPublisher(RabbitMqNode node, String exchange) {
    this.exchange = exchange;
    this.connection = node.connect();
    try {
      this.channel = connection.createChannel();
      channel.confirmSelect();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Stock events of one SKU with these quantities, in this order. */
  public void publishStock(String sku, int from, int to) {
    for (int quantity = from; quantity <= to; quantity++) {
      send(stock(sku, quantity));
    }
    awaitConfirms();
  }

  public void publish(byte[] body) {
    send(body);
    awaitConfirms();
  }

  /** As {@link #publish(byte[])}, all of them confirmed before it returns. */
  public void publish(Iterable<byte[]> bodies) {
    bodies.forEach(this::send);
    awaitConfirms();
  }

  /** With these AMQP headers, as the binary mode wants them. */
  public void publish(byte[] body, String contentType, Map<String, Object> headers) {
    send(body, contentType, headers);
    awaitConfirms();
  }

  private void send(byte[] body) {
    send(body, "application/cloudevents+json", Map.of());
  }

  private void send(byte[] body, String contentType, Map<String, Object> headers) {
    BasicProperties properties =
        new BasicProperties.Builder()
            .deliveryMode(2)
            .contentType(contentType)
            .headers(headers)
            .build();
    try {
      channel.basicPublish(exchange, "product.stock", properties, body);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private void awaitConfirms() {
    try {
      channel.waitForConfirmsOrDie(CONFIRM_MILLIS);
    } catch (IOException | TimeoutException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static byte[] stock(String sku, int quantity) {
    return """
        {"specversion":"1.0","id":"%s-%d","source":"/test","type":"product.stock.changed",
         "sequence":"%d","data":{"sku":"%s","quantity":%d}}"""
        .formatted(sku, quantity, quantity, sku, quantity)
        .getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    connection.abort();
  }
}
