package io.sluice.gateway.api;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.util.Set;
import java.util.function.Function;

/**
 * One row of the table of routes.
 *
 * @param path as in the document, variables in braces
 * @param query names that may stand in the query; any other is refused, because a filter with a
 *     slip in its name would otherwise match everything
 */
record ApiRoute(
    HttpMethod method,
    String path,
    Set<String> query,
    BodyKind body,
    Function<ApiRequest, Future<Answer>> handler) {

  static ApiRoute get(String path, Function<ApiRequest, Future<Answer>> handler, String... query) {
    return new ApiRoute(HttpMethod.GET, path, Set.of(query), BodyKind.NONE, handler);
  }

  static ApiRoute post(
      String path, BodyKind body, Function<ApiRequest, Future<Answer>> handler, String... query) {
    return new ApiRoute(HttpMethod.POST, path, Set.of(query), body, handler);
  }

  /** The path as the router writes it: {@code {sku}} is {@code :sku}. */
  String routerPath() {
    return path.replaceAll("\\{(\\w+)}", ":$1");
  }
}
