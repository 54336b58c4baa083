package io.sluice.gateway.api;

import io.sluice.gateway.operations.ConfigurationView;
import io.sluice.gateway.operations.Reloading;
import io.vertx.core.Future;
import java.util.List;

/** The configuration that runs, and the one that waits. */
final class ConfigurationRoutes {
  private final Reloading reloading;

  ConfigurationRoutes(Reloading reloading) {
    this.reloading = reloading;
  }

  List<ApiRoute> routes() {
    return List.of(
        ApiRoute.get("/api/v1/configuration", request -> answer(reloading.configuration())),
        ApiRoute.post("/api/v1/configuration/reload", BodyKind.COMMAND, this::reload),
        ApiRoute.post("/api/v1/configuration/approve", BodyKind.COMMAND, this::approve).forAdmins(),
        ApiRoute.post("/api/v1/configuration/discard", BodyKind.COMMAND, this::discard)
            .forAdmins());
  }

  private Future<Answer> reload(ApiRequest request) {
    request.json();
    return answer(reloading.reload(request.client()));
  }

  private Future<Answer> approve(ApiRequest request) {
    return answer(reloading.approve(version(request), request.client()));
  }

  private Future<Answer> discard(ApiRequest request) {
    return answer(reloading.discard(version(request), request.client()));
  }

  /** Nobody decides about another one than was looked at. */
  private static String version(ApiRequest request) {
    String version = request.json("version").text("version");
    if (version == null) {
      throw Problem.invalid("/version", "version is missing").asException();
    }
    return version;
  }

  private static Future<Answer> answer(Future<ConfigurationView> view) {
    return view.map(Answer::ok);
  }
}
