package io.sluice.gateway.api;

import io.sluice.gateway.access.Role;
import io.sluice.gateway.operations.Operations;
import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import io.vertx.ext.web.handler.TimeoutHandler;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Builds the router from the table of routes. */
final class ApiRouter {
  /** Above the longest stall of the store that is waited out before intake stops. */
  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(30);

  /** Of a body that is being read, in bytes. */
  static final String BODY_LIMIT = "sluice.body.limit";

  private static final Pattern BROKEN_ENCODING = Pattern.compile("%(?![0-9a-fA-F]{2})");

  private ApiRouter() {}

  /**
   * @param metrics gives all metrics in the text format of Prometheus; called on the event loop
   * @param streams of whoever listens
   */
  static Router create(
      Vertx vertx,
      Operations operations,
      Supplier<String> metrics,
      LiveStreams streams,
      Entrance entrance) {
    Access access = entrance.access();
    AuditTrail trail = new AuditTrail(operations.audit());
    Router router = Router.router(vertx);
    router.route().failureHandler(context -> Responder.refuse(context, trail));
    router.route().handler(ApiRouter::addSecurityHeaders);
    router.route().handler(new HostCheck(entrance.names()));
    router.route().handler(new ClientAddress(entrance.behindProxy()));
    router.route().handler(access::begin);
    router.route().handler(ApiRouter::checkPath);
    Collection<ApiRoute> routes = routes(operations, metrics, streams, access);
    routes.forEach(route -> addStream(router, route, access));
    router.route().handler(TimeoutHandler.create(ANSWER_WITHIN.toMillis(), 503));
    new Dashboard().addTo(router);
    RequestsAtOnce atOnce = new RequestsAtOnce();
    routes.forEach(
        route -> {
          add(router, route, access);
          if (route.stream() == null) {
            router
                .route(route.method(), route.routerPath())
                .handler(context -> Responder.handle(context, route, atOnce, trail));
          }
        });
    methodsByPath(routes).forEach((path, methods) -> addWrongMethod(router, path, methods));
    router.route().handler(ApiRouter::notFound);
    router.errorHandler(400, context -> Responder.fail(context, context.failure()));
    return router;
  }

  static List<ApiRoute> routes(
      Operations operations, Supplier<String> metrics, LiveStreams streams, Access access) {
    return Stream.of(
            new SessionRoutes(access).routes(),
            new ChannelRoutes(operations.channels(), operations.steering()).routes(),
            new HeldRoutes(operations.held(), operations.jobs()).routes(),
            new ProductRoutes(operations.products()).routes(),
            new SourceRoutes(operations.sources()).routes(),
            new EventRoutes(operations.posting()).routes(),
            new HistoryRoutes(operations.history(), operations.audit()).routes(),
            new JobRoutes(operations.jobs()).routes(),
            new UpkeepRoutes(operations.upkeep(), operations.audit()).routes(),
            List.of(ApiRoute.stream("/api/v1/stream", streams::open)),
            new ConfigurationRoutes(operations.reloading()).routes(),
            new GatewayRoutes(operations.readiness(), operations.alerting(), metrics).routes())
        .flatMap(List::stream)
        .collect(Collectors.toUnmodifiableList());
  }

  private static void addStream(Router router, ApiRoute route, Access access) {
    Consumer<RoutingContext> stream = route.stream();
    if (stream != null) {
      addAccess(router, route, access);
      router.route(route.method(), route.routerPath()).handler(new RequestGuard(route)::check);
      router.route(route.method(), route.routerPath()).handler(stream::accept);
    }
  }

  private static void add(Router router, ApiRoute route, Access access) {
    if (route.stream() != null) {
      return;
    }
    addAccess(router, route, access);
    router.route(route.method(), route.routerPath()).handler(new RequestGuard(route)::check);
    if (route.body() != BodyKind.NONE) {
      router.route(route.method(), route.routerPath()).handler(readBody(route.body()));
    }
  }

  /** Before anything else of the request is looked at. */
  private static void addAccess(Router router, ApiRoute route, Access access) {
    Role role = route.role();
    router
        .route(route.method(), route.routerPath())
        .handler(
            context -> {
              AuditTrail.begin(context, route);
              if (role != null) {
                access.check(context, role);
              }
              context.next();
            });
  }

  static Handler<RoutingContext> readBody(BodyKind kind) {
    return context -> {
      long limit = kind.limit(MediaType.of(context.request().getHeader("content-type")));
      context.put(BODY_LIMIT, limit);
      BodyHandler.create(false).setBodyLimit(limit).handle(context);
    };
  }

  private static Map<String, SortedSet<String>> methodsByPath(Collection<ApiRoute> routes) {
    Map<String, SortedSet<String>> methods = new TreeMap<>();
    routes.forEach(
        route ->
            methods
                .computeIfAbsent(route.routerPath(), path -> new TreeSet<>())
                .add(route.method().name()));
    return methods;
  }

  private static void addWrongMethod(Router router, String path, SortedSet<String> methods) {
    String allow = String.join(", ", methods);
    router.route(path).handler(wrongMethod(allow));
  }

  static Handler<RoutingContext> wrongMethod(String allow) {
    return context -> {
      context.response().putHeader("allow", allow);
      throw Problem.of(405, "This path takes only " + allow + ".").asException();
    };
  }

  /** The router decodes variables of a path without a net. */
  private static void checkPath(RoutingContext context) {
    if (BROKEN_ENCODING.matcher(String.valueOf(context.request().path())).find()) {
      throw Problem.of(400, "The path holds a % that two hex digits do not follow.").asException();
    }
    context.next();
  }

  private static void notFound(RoutingContext context) {
    throw Problem.of(404, "There is no such path. GET /openapi.yaml lists all of them.")
        .asException();
  }

  /** An answer is data: never a page, never a script, never to be kept by a cache. */
  static void addSecurityHeaders(RoutingContext context) {
    MultiMap headers = context.response().headers();
    headers.set("x-content-type-options", "nosniff");
    headers.set("content-security-policy", "default-src 'none'; frame-ancestors 'none'");
    headers.set("cross-origin-resource-policy", "same-origin");
    headers.set("referrer-policy", "no-referrer");
    headers.set("cache-control", "no-store");
    context.next();
  }
}
