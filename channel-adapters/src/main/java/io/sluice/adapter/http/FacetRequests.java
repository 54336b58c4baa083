package io.sluice.adapter.http;

import io.sluice.adapter.ChannelCall;
import io.sluice.adapter.ChannelConnection;
import io.sluice.adapter.ChannelUpdate;
import io.sluice.adapter.Outcome;
import io.sluice.adapter.Value;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A receiver with a request of its own for each facet: a connection for each, and handles that say
 * which of them to ask.
 */
final class FacetRequests implements ChannelConnection {
  static final String DISCONTINUED = "discontinued";
  static final List<String> NAMES = List.of("stock", "price", "product", DISCONTINUED);

  private final Map<String, HttpChannelConnection> connections;

  /**
   * @param connections by the key under {@code requests}
   */
  FacetRequests(Map<String, HttpChannelConnection> connections) {
    this.connections = Map.copyOf(connections);
  }

  /** The key under {@code requests} that an update goes by. */
  static String request(ChannelUpdate update) {
    return update.value() instanceof Value.Discontinued
        ? DISCONTINUED
        : update.facet().name().toLowerCase(Locale.ROOT);
  }

  @Override
  public Future<List<Outcome>> deliver(ChannelCall call) {
    String request = request(call.updates().get(0));
    HttpChannelConnection connection = connections.get(request);
    if (connection == null) {
      String reason = missing(request);
      return Future.succeededFuture(
          List.of(new Outcome.Rejected("no_request", reason, Outcome.Scope.ITEM, null)));
    }
    return connection
        .deliver(call)
        .map(outcomes -> outcomes.stream().map(each -> marked(request, each)).toList());
  }

  static String missing(String request) {
    return "requests says nothing for " + request;
  }

  private static Outcome marked(String request, Outcome outcome) {
    return outcome instanceof Outcome.Pending pending
        ? pending.withHandle(request + " " + pending.handle())
        : outcome;
  }

  @Override
  public Future<List<Outcome>> poll(List<String> handles) {
    List<Future<Outcome>> answers = new ArrayList<>(handles.size());
    handles.forEach(handle -> answers.add(poll(handle)));
    return Future.all(answers).map(all -> answers.stream().map(Future::result).toList());
  }

  private Future<Outcome> poll(String handle) {
    int blank = handle.indexOf(' ');
    String request = handle.substring(0, Math.max(0, blank));
    HttpChannelConnection connection = connections.get(request);
    if (connection == null) {
      return Future.succeededFuture(new Outcome.Gone(missing(request)));
    }
    return connection
        .poll(List.of(handle.substring(blank + 1)))
        .map(outcomes -> marked(request, outcomes.get(0)));
  }

  @Override
  public Future<Void> close() {
    return Future.join(connections.values().stream().map(HttpChannelConnection::close).toList())
        .mapEmpty();
  }
}
