package io.sluice.gateway.api;

import io.sluice.gateway.operations.Operations;
import io.sluice.gateway.operations.Page;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;

/** See and steer channels. */
final class ChannelRoutes {
  static final String PAUSE_ALL = "/api/v1/channels/pause";
  static final String RESUME_ALL = "/api/v1/channels/resume";

  private final Operations operations;

  ChannelRoutes(Operations operations) {
    this.operations = operations;
  }

  List<ApiRoute> routes() {
    String channel = "/api/v1/channels/{channel}";
    return List.of(
        ApiRoute.get("/api/v1/channels", this::channels),
        ApiRoute.get("/api/v1/trends", request -> operations.trends().map(Answer::ok)),
        ApiRoute.get(channel, request -> answer(operations.channel(name(request)))),
        ApiRoute.post(PAUSE_ALL, BodyKind.COMMAND, this::pauseAll),
        ApiRoute.post(RESUME_ALL, BodyKind.COMMAND, this::resumeAll),
        ApiRoute.post(channel + "/rate", BodyKind.COMMAND, this::rate),
        ApiRoute.post(channel + "/pause", BodyKind.COMMAND, this::pause),
        ApiRoute.post(channel + "/resume", BodyKind.COMMAND, this::resume),
        ApiRoute.post(channel + "/probe", BodyKind.COMMAND, this::probe),
        ApiRoute.post(channel + "/replay", BodyKind.COMMAND, this::replay),
        ApiRoute.post(channel + "/resync/cancel", BodyKind.COMMAND, this::cancelResync),
        ApiRoute.post(channel + "/forget", BodyKind.COMMAND, this::forget).forAdmins(),
        ApiRoute.post(channel + "/adopt", BodyKind.COMMAND, this::adopt),
        ApiRoute.post(channel + "/reconcile", BodyKind.COMMAND, this::reconcile),
        ApiRoute.get(channel + "/backlog", this::backlog, "limit"));
  }

  private Future<Answer> channels(ApiRequest request) {
    return operations.channels().map(all -> Answer.ok(new Page<>(all, null)));
  }

  private Future<Answer> pauseAll(ApiRequest request) {
    JsonBody body = request.json("reason", "until");
    String reason = body.text("reason");
    Instant until = body.instant("until");
    return operations
        .pauseAll(request.client(), reason == null ? "" : reason, until)
        .map(all -> Answer.ok(new Page<>(all, null)));
  }

  private Future<Answer> resumeAll(ApiRequest request) {
    request.json();
    return operations.resumeAll(request.client()).map(all -> Answer.ok(new Page<>(all, null)));
  }

  private Future<Answer> rate(ApiRequest request) {
    JsonBody body = request.json("requestsPerSecond", "none");
    Double perSecond = body.number("requestsPerSecond");
    if (body.flag("none") == (perSecond != null)) {
      throw Problem.invalid(
              "/requestsPerSecond", "either requestsPerSecond is a number, or none is true")
          .asException();
    }
    return answer(operations.rate(name(request), perSecond, request.client()));
  }

  private Future<Answer> pause(ApiRequest request) {
    JsonBody body = request.json("reason", "until");
    String reason = body.text("reason");
    Instant until = body.instant("until");
    return answer(
        operations.pause(name(request), request.client(), reason == null ? "" : reason, until));
  }

  private Future<Answer> resume(ApiRequest request) {
    request.json();
    return answer(operations.resume(name(request), request.client()));
  }

  private Future<Answer> probe(ApiRequest request) {
    request.json();
    return answer(operations.probe(name(request), request.client()));
  }

  private Future<Answer> cancelResync(ApiRequest request) {
    request.json();
    return answer(operations.cancelResync(name(request), request.client()));
  }

  private Future<Answer> forget(ApiRequest request) {
    request.json();
    return answer(operations.forget(name(request), request.client()));
  }

  private Future<Answer> replay(ApiRequest request) {
    Instant since = request.json("since").instant("since");
    if (since == null) {
      throw Problem.invalid("/since", "since is missing").asException();
    }
    return operations.replay(name(request), since, request.client()).map(JobRoutes::started);
  }

  private Future<Answer> adopt(ApiRequest request) {
    boolean content = request.json("content").flag("content");
    return operations.adopt(name(request), content, request.client()).map(JobRoutes::started);
  }

  private Future<Answer> reconcile(ApiRequest request) {
    boolean dryRun = request.json("dryRun").flag("dryRun");
    return operations.reconcile(name(request), dryRun, request.client()).map(JobRoutes::started);
  }

  private Future<Answer> backlog(ApiRequest request) {
    return operations
        .backlog(name(request), request.limit())
        .map(entries -> Answer.ok(new Page<>(entries, null)));
  }

  private static String name(ApiRequest request) {
    return request.path("channel");
  }

  private static Future<Answer> answer(Future<? extends Record> view) {
    return view.map(Answer::ok);
  }
}
