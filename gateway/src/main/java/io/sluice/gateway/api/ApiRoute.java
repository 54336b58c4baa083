package io.sluice.gateway.api;

import io.sluice.gateway.access.Role;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One row of the table of routes.
 *
 * @param path as in the document, variables in braces
 * @param query names that may stand in the query; any other is refused, because a filter with a
 *     slip in its name would otherwise match everything
 * @param role who may; null: everybody, signed in or not
 * @param stream answers by itself and for as long as it likes; null: the handler does
 */
record ApiRoute(
    HttpMethod method,
    String path,
    Set<String> query,
    BodyKind body,
    @Nullable Role role,
    Function<ApiRequest, Future<Answer>> handler,
    @Nullable Consumer<RoutingContext> stream) {

  static ApiRoute get(String path, Function<ApiRequest, Future<Answer>> handler, String... query) {
    return new ApiRoute(
        HttpMethod.GET, path, Set.of(query), BodyKind.NONE, Role.VIEWER, handler, null);
  }

  /** One whose answer has no end. */
  static ApiRoute stream(String path, Consumer<RoutingContext> stream, String... query) {
    return new ApiRoute(
        HttpMethod.GET,
        path,
        Set.of(query),
        BodyKind.NONE,
        Role.VIEWER,
        request -> Future.failedFuture(new IllegalStateException("a stream has no answer")),
        stream);
  }

  static ApiRoute post(
      String path, BodyKind body, Function<ApiRequest, Future<Answer>> handler, String... query) {
    return new ApiRoute(HttpMethod.POST, path, Set.of(query), body, Role.OPERATOR, handler, null);
  }

  /** The same for those alone who may do what cannot be taken back. */
  ApiRoute forAdmins() {
    return new ApiRoute(method, path, query, body, Role.ADMIN, handler, stream);
  }

  /** The same for everybody, signed in or not. */
  ApiRoute forEverybody() {
    return new ApiRoute(method, path, query, body, null, handler, stream);
  }

  /** The path as the router writes it: {@code {sku}} is {@code :sku}. */
  String routerPath() {
    return path.replaceAll("\\{(\\w+)}", ":$1");
  }
}
