package io.sluice.gateway.api;

import io.vertx.core.Future;
import java.util.List;

/** Signing in and out. */
final class SessionRoutes {
  static final String NAME = "name";
  static final String PASSWORD = "password";

  private static final String PATH = "/api/v1/session";

  private final Access access;

  SessionRoutes(Access access) {
    this.access = access;
  }

  List<ApiRoute> routes() {
    return List.of(
        ApiRoute.get(PATH, this::session).forEverybody(),
        ApiRoute.post(PATH, BodyKind.COMMAND_OF_ANYBODY, this::signIn).forEverybody(),
        ApiRoute.post(PATH + "/end", BodyKind.COMMAND_OF_ANYBODY, this::end).forEverybody());
  }

  private Future<Answer> session(ApiRequest request) {
    return Future.succeededFuture(Answer.ok(access.session(request.context())));
  }

  private Future<Answer> signIn(ApiRequest request) {
    JsonBody body = request.json(NAME, PASSWORD);
    return access
        .signIn(request.context(), required(body, NAME), required(body, PASSWORD))
        .map(Answer::ok);
  }

  private static String required(JsonBody body, String name) {
    String text = body.text(name);
    if (text == null || text.isEmpty()) {
      throw Problem.invalid("/" + name, name + " is missing").asException();
    }
    return text;
  }

  private Future<Answer> end(ApiRequest request) {
    request.json();
    return Future.succeededFuture(Answer.ok(access.end(request.context())));
  }
}
