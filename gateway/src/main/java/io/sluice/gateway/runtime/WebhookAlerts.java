package io.sluice.gateway.runtime;

import io.sluice.adapter.wire.WebhookSignature;
import io.sluice.gateway.alerts.AlertMessage;
import io.sluice.gateway.api.Json;
import io.sluice.gateway.config.AlertReceiver;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Posts alerts as JSON, signed as Standard Webhooks says. Follows no redirect. */
final class WebhookAlerts implements AlertTransport {
  private static final int CONNECT_MS = 5_000;
  private static final long ANSWER_MS = 15_000;

  private final AlertReceiver.Webhook receiver;
  private final HttpClient client;
  private final InstantSource clock;
  private final @Nullable WebhookSignature signature;

  WebhookAlerts(AlertReceiver.Webhook receiver, Vertx vertx, InstantSource clock) {
    this.receiver = receiver;
    this.clock = clock;
    this.client =
        vertx.createHttpClient(
            new HttpClientOptions().setConnectTimeout(CONNECT_MS).setKeepAlive(false));
    this.signature = receiver.secret().map(WebhookSignature::new).orElse(null);
  }

  @Override
  public Future<Void> send(AlertMessage message, String id) {
    byte[] body = Json.encode(body(message));
    RequestOptions to =
        new RequestOptions()
            .setMethod(HttpMethod.POST)
            .setAbsoluteURI(receiver.url().reveal())
            .setFollowRedirects(false)
            .putHeader("content-type", "application/json")
            .putHeader("user-agent", "sluice")
            .putHeader("webhook-id", id);
    sign(to, id, body);
    return client
        .request(to)
        .compose(request -> answered(request, body).onFailure(late -> request.reset()))
        .timeout(ANSWER_MS, TimeUnit.MILLISECONDS);
  }

  /** {@code text} is what chats show. */
  private static Map<String, Object> body(AlertMessage message) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("type", message.type());
    body.put("timestamp", message.at());
    body.put("text", message.subject() + "\n\n" + message.text());
    body.put("data", message.data());
    return body;
  }

  private void sign(RequestOptions to, String id, byte[] body) {
    long seconds = clock.instant().getEpochSecond();
    to.putHeader("webhook-timestamp", Long.toString(seconds));
    if (signature != null) {
      to.putHeader("webhook-signature", signature.sign(id, seconds, body));
    }
  }

  /** What it answers beside its status interests nobody, and may be long. */
  private static Future<Void> answered(HttpClientRequest request, byte[] body) {
    return request
        .send(Buffer.buffer(body))
        .timeout(ANSWER_MS, TimeUnit.MILLISECONDS)
        .compose(
            response -> {
              response.request().connection().close();
              return taken(response);
            });
  }

  private static Future<Void> taken(HttpClientResponse response) {
    int status = response.statusCode();
    return status >= 200 && status < 300
        ? Future.succeededFuture()
        : Future.failedFuture("answered with HTTP " + status);
  }
}
