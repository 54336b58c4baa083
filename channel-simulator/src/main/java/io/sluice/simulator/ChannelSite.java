package io.sluice.simulator;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * What a channel serves while it is up: {@code /}, {@code /products/{sku}} with or without more
 * behind it, {@code /listings}, and {@code /status/{name}}; each also below {@code /c/{channel}}.
 * Owned by the simulator's context.
 */
final class ChannelSite {
  private final SimulatedChannel channel;
  private final Ledger ledger;
  private final Visits visits;
  private final PendingStatuses statuses;

  ChannelSite(
      SimulatedChannel channel, Vertx vertx, Ledger ledger, FaultPicker faults, RequestLog log) {
    this.channel = channel;
    this.ledger = ledger;
    this.statuses = new PendingStatuses(vertx);
    this.visits = new Visits(vertx, channel, ledger, faults, log, statuses, new Overlaps(ledger));
  }

  void handle(HttpServerRequest request) {
    List<String> path = path(request.path());
    if (request.method().equals(HttpMethod.GET)
        && path.size() == 2
        && path.get(0).equals("status")) {
      answerStatus(request, path.get(1));
      return;
    }
    if (request.method().equals(HttpMethod.GET) && path.equals(List.of("listings"))) {
      ListingPages.answer(request, ledger.products());
      return;
    }
    ledger.request();
    request.body().onSuccess(body -> read(request, path, body));
  }

  /** The segments below the channel, decoded. */
  private List<String> path(String raw) {
    String prefix = "/c/" + channel.name();
    boolean below = raw.equals(prefix) || raw.startsWith(prefix + "/");
    String own = below ? raw.substring(prefix.length()) : raw;
    return List.of(own.split("/", -1)).stream()
        .filter(segment -> !segment.isEmpty())
        .map(ChannelSite::decode)
        .toList();
  }

  private static String decode(String segment) {
    try {
      // A plus is a plus in a path, a space only in a form.
      return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return segment;
    }
  }

  private void read(HttpServerRequest request, List<String> path, Buffer bytes) {
    BodyReader.Body body;
    try {
      body = BodyReader.read(bytes.getBytes());
    } catch (IOException e) {
      refuse(request, String.valueOf(e.getMessage()));
      return;
    }
    boolean skuInPath = path.size() >= 2 && path.get(0).equals("products");
    if (skuInPath && !body.updates().stream().allMatch(u -> u.sku().equals(path.get(1)))) {
      refuse(request, "the SKU of the path is not that of the body");
      return;
    }
    visits.begin(request, body);
  }

  private void refuse(HttpServerRequest request, String reason) {
    ledger.malformed();
    byte[] answer = Lines.line(json -> json.writeStringField("reason", reason));
    request
        .response()
        .setStatusCode(400)
        .putHeader("content-type", "application/json")
        .end(Buffer.buffer(answer));
  }

  private void answerStatus(HttpServerRequest request, String name) {
    Optional<String> status = statuses.find(name);
    byte[] answer = Lines.line(json -> json.writeStringField("status", status.orElse("forgotten")));
    request
        .response()
        .setStatusCode(status.isPresent() ? 200 : 404)
        .putHeader("content-type", "application/json")
        .end(Buffer.buffer(answer));
  }
}
