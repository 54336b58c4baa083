package io.sluice.gateway.runtime;

import io.sluice.gateway.alerts.AlertMessage;
import io.sluice.gateway.config.AlertReceiver;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.InstantSource;

/** Brings messages to one receiver. Everything on the context that owns it. */
interface AlertTransport {
  /**
   * One try, which ends within half a minute. What it fails with says why in one line and nothing
   * secret.
   *
   * @param id the same for each try of a message
   */
  Future<Void> send(AlertMessage message, String id);

  /**
   * @param gateway how it is called
   */
  static AlertTransport to(
      AlertReceiver receiver, String gateway, Vertx vertx, InstantSource clock) {
    return receiver instanceof AlertReceiver.Webhook webhook
        ? new WebhookAlerts(webhook, vertx, clock)
        : new MailAlerts((AlertReceiver.Email) receiver, gateway, vertx);
  }
}
