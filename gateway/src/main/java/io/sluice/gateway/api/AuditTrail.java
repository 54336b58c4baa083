package io.sluice.gateway.api;

import io.sluice.gateway.operations.Audit;
import io.sluice.gateway.operations.AuditEntry;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes down each step that somebody took through the API, whatever came of it, also where it was
 * refused. In this one place, so that no route can forget it.
 */
final class AuditTrail {
  private static final String OPEN = "sluice.step";
  private static final Logger LOG = LoggerFactory.getLogger(AuditTrail.class);
  private static final String BASE = "/api/v1/";
  private static final String REASON = "reason";

  /** Told apart from the rest, or never: a password may have been typed in place of the name. */
  private static final Set<String> NOT_TOLD =
      Set.of(REASON, SessionRoutes.NAME, SessionRoutes.PASSWORD);

  /** Characters; the store keeps no more. */
  private static final int TEXT_AT_MOST = 2_000;

  /** Steps with all channels, written down as one with each. */
  private static final Set<String> OF_ALL_CHANNELS =
      Set.of(ChannelRoutes.PAUSE_ALL, ChannelRoutes.RESUME_ALL);

  /** An answer is not kept back longer than that for the record of it. */
  private static final long WAIT_AT_MOST_MS = 2_000;

  /** Names under which answers say how many. */
  private static final List<String> COUNTS = List.of("count", "takenAgain");

  private final Audit audit;

  AuditTrail(Audit audit) {
    this.audit = audit;
  }

  /** Before anything is asked of a request: from now on it is a step, also where it is refused. */
  static void begin(RoutingContext context, ApiRoute route) {
    if (route.body().isCommand()) {
      context.put(OPEN, route);
    }
  }

  /** Completes as the answer does; where the step was taken, once that is written down. */
  Future<Answer> of(ApiRequest request, ApiRoute route, Future<Answer> answer) {
    if (request.context().remove(OPEN) == null) {
      return answer;
    }
    return answer.transform(
        done -> {
          String problem = done.succeeded() ? null : String.valueOf(done.cause().getMessage());
          Answer answered = done.succeeded() ? done.result() : null;
          Future<Void> written = write(request, route, answered, problem);
          return done.succeeded() ? written.map(done.result()) : Future.failedFuture(done.cause());
        });
  }

  /** Completes once it is written down that a step was refused before it began. Never fails. */
  Future<Void> refused(RoutingContext context, @Nullable Throwable failure) {
    ApiRoute route = context.remove(OPEN);
    if (route == null) {
      return Future.succeededFuture();
    }
    String problem =
        failure == null ? "refused: " + context.statusCode() : String.valueOf(failure.getMessage());
    return write(new ApiRequest(context), route, null, problem);
  }

  private Future<Void> write(
      ApiRequest request, ApiRoute route, @Nullable Answer answer, @Nullable String problem) {
    if (request.who().equals(Access.NOBODY)) {
      // Whoever is let in nowhere must not push out what others did.
      return Future.succeededFuture();
    }
    return Future.join(
            entries(request, route, answer, problem).stream().map(audit::audited).toList())
        .<Void>mapEmpty()
        .timeout(WAIT_AT_MOST_MS, TimeUnit.MILLISECONDS)
        .onFailure(late -> LOG.warn("A step could not be written down (yet)", late))
        .otherwiseEmpty();
  }

  private static List<AuditEntry> entries(
      ApiRequest request, ApiRoute route, @Nullable Answer answer, @Nullable String problem) {
    JsonObject body = json(request.bytes());
    Long count = answer == null ? null : count(answer);
    return targets(request, route.path(), body, answer).stream()
        .map(
            target ->
                new AuditEntry(
                    request.who(),
                    request.address(),
                    request.said(),
                    action(route.path()),
                    cut(target),
                    count,
                    body.getValue(REASON) instanceof String reason ? cut(reason) : null,
                    problem == null ? null : cut(problem)))
        .toList();
  }

  private static List<String> targets(
      ApiRequest request, String path, JsonObject body, @Nullable Answer answer) {
    if (!OF_ALL_CHANNELS.contains(path)) {
      return List.of(target(request, path, body));
    }
    body.put("all", true);
    String all = target(request, path, body);
    return answer == null
        ? List.of(all)
        : json(answer.body()).getJsonArray("items").stream()
            .map(view -> "channel=" + ((JsonObject) view).getString("channel") + ", " + all)
            .toList();
  }

  /** A row may wait for a store that stalls, and a body has up to a megabyte. */
  private static String cut(String text) {
    return text.length() <= TEXT_AT_MOST ? text : text.substring(0, TEXT_AT_MOST);
  }

  /** {@code channels pause} of {@code /api/v1/channels/{channel}/pause}. */
  private static String action(String path) {
    return steps(path).filter(step -> !isVariable(step)).collect(Collectors.joining(" "));
  }

  private static java.util.stream.Stream<String> steps(String path) {
    return Arrays.stream(path.substring(BASE.length()).split("/"));
  }

  private static boolean isVariable(String step) {
    return step.startsWith("{");
  }

  /** What stands in the path and in the body, by name. */
  private static String target(ApiRequest request, String path, JsonObject body) {
    List<String> parts = new ArrayList<>();
    steps(path)
        .filter(AuditTrail::isVariable)
        .map(step -> step.substring(1, step.length() - 1))
        .forEach(name -> parts.add(name + "=" + request.path(name)));
    body.forEach(
        entry -> {
          boolean said = entry.getValue() != null && !Boolean.FALSE.equals(entry.getValue());
          if (said && !NOT_TOLD.contains(entry.getKey())) {
            parts.add(entry.getKey() + "=" + entry.getValue());
          }
        });
    return String.join(", ", parts);
  }

  private static @Nullable Long count(Answer answer) {
    JsonObject body = json(answer.body());
    return COUNTS.stream()
        .map(body::getValue)
        .filter(Number.class::isInstance)
        .map(number -> ((Number) number).longValue())
        .findFirst()
        .orElse(null);
  }

  private static JsonObject json(byte[] bytes) {
    try {
      return bytes.length == 0 ? new JsonObject() : new JsonObject(Buffer.buffer(bytes));
    } catch (DecodeException | ClassCastException e) {
      return new JsonObject();
    }
  }
}
