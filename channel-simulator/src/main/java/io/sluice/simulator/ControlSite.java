package io.sluice.simulator;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** {@code /control} and {@code /report} of the shared port; README.md lists every key. */
final class ControlSite {
  private final ChannelSimulator simulator;

  ControlSite(ChannelSimulator simulator) {
    this.simulator = simulator;
  }

  void handle(HttpServerRequest request) {
    List<String> path = List.of(request.path().substring(1).split("/", -1));
    String method = request.method().name();
    String what = method + " " + path.get(0) + " " + path.size();
    switch (what) {
      case "GET report 1" -> reportAll(request);
      case "GET report 2" -> report(request, channel(path));
      case "GET report 3" -> missing(request, path);
      case "GET control 2" -> answer(request, 200, ControlJson.write(channel(path)).toBuffer());
      case "PUT control 2" -> request.body().onSuccess(body -> put(request, channel(path), body));
      case "POST control 3" -> post(request, path);
      default -> refuse(request, 404, "nothing here");
    }
  }

  private SimulatedChannel channel(List<String> path) {
    return simulator.channel(path.get(1));
  }

  private void post(HttpServerRequest request, List<String> path) {
    if (path.get(2).equals("reset")) {
      channel(path).reset();
      answer(request, 204, Buffer.buffer());
    } else if (path.get(2).equals("edit")) {
      request.body().onSuccess(body -> edit(request, channel(path), body));
    } else {
      refuse(request, 404, "nothing here");
    }
  }

  private void put(HttpServerRequest request, SimulatedChannel channel, Buffer body) {
    Future<Void> done;
    try {
      done = ControlJson.apply(new JsonObject(body), channel);
    } catch (DecodeException | IllegalArgumentException | ClassCastException e) {
      refuse(request, 400, String.valueOf(e.getMessage()));
      return;
    }
    done.onComplete(
        ok -> answer(request, 200, ControlJson.write(channel).toBuffer()),
        failure -> refuse(request, 500, String.valueOf(failure.getMessage())));
  }

  private static void edit(HttpServerRequest request, SimulatedChannel channel, Buffer body) {
    try {
      JsonObject json = new JsonObject(body);
      String sku = json.getString("sku");
      for (String facet : List.of("stock", "price")) {
        if (json.containsKey(facet)) {
          channel.edit(sku, facet, String.valueOf(json.getValue(facet)));
        }
      }
      if (json.getBoolean("lost", false)) {
        channel.lose(sku);
      }
      answer(request, 204, Buffer.buffer());
    } catch (DecodeException | ClassCastException e) {
      refuse(request, 400, String.valueOf(e.getMessage()));
    }
  }

  private void reportAll(HttpServerRequest request) {
    Buffer lines = Buffer.buffer();
    simulator
        .channels()
        .forEach((name, channel) -> lines.appendBytes(Lines.summary(name, channel.report())));
    simulator.flush().onComplete(flushed -> answer(request, 200, lines));
  }

  private void report(HttpServerRequest request, SimulatedChannel channel) {
    Buffer lines = Buffer.buffer(Lines.summary(channel.name(), channel.report()));
    channel.forEachKey(key -> lines.appendBytes(Lines.key(key)));
    simulator.flush().onComplete(flushed -> answer(request, 200, lines));
  }

  private void missing(HttpServerRequest request, List<String> path) {
    String from = request.getParam("from", "");
    String to = request.getParam("to", "");
    if (!path.get(2).equals("missing") || !isRevision(from) || !isRevision(to)) {
      refuse(request, 404, "report/NAME/missing?from=REVISION&to=REVISION");
      return;
    }
    JsonArray missing = new JsonArray();
    channel(path).missing(Long.parseLong(from), Long.parseLong(to)).forEach(missing::add);
    answer(request, 200, missing.toBuffer());
  }

  private static boolean isRevision(String text) {
    return text.matches("[0-9]{1,18}");
  }

  private static void refuse(HttpServerRequest request, int status, String reason) {
    answer(request, status, Buffer.buffer(Answers.reason(reason)));
  }

  private static void answer(HttpServerRequest request, int status, Buffer body) {
    request
        .response()
        .setStatusCode(status)
        .putHeader("content-type", "application/json")
        .end(body);
  }
}
