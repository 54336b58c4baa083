package io.sluice.gateway.api;

import io.sluice.gateway.operations.Channels;
import io.sluice.gateway.operations.Page;
import io.sluice.gateway.operations.Steering;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;

/** See and steer channels. */
final class ChannelRoutes {
  static final String PAUSE_ALL = "/api/v1/channels/pause";
  static final String RESUME_ALL = "/api/v1/channels/resume";

  private final Channels channels;
  private final Steering steering;

  ChannelRoutes(Channels channels, Steering steering) {
    this.channels = channels;
    this.steering = steering;
  }

  List<ApiRoute> routes() {
    String channel = "/api/v1/channels/{channel}";
    return List.of(
        ApiRoute.get("/api/v1/channels", this::channels),
        ApiRoute.get("/api/v1/trends", request -> channels.trends().map(Answer::ok)),
        ApiRoute.get(channel, request -> answer(channels.channel(name(request)))),
        ApiRoute.post(PAUSE_ALL, BodyKind.COMMAND, this::pauseAll),
        ApiRoute.post(RESUME_ALL, BodyKind.COMMAND, this::resumeAll),
        ApiRoute.post(channel + "/rate", BodyKind.COMMAND, this::rate),
        ApiRoute.post(channel + "/pause", BodyKind.COMMAND, this::pause),
        ApiRoute.post(channel + "/resume", BodyKind.COMMAND, this::resume),
        ApiRoute.post(channel + "/probe", BodyKind.COMMAND, this::probe),
        ApiRoute.post(channel + "/resync/cancel", BodyKind.COMMAND, this::cancelResync),
        ApiRoute.post(channel + "/forget", BodyKind.COMMAND, this::forget).forAdmins(),
        ApiRoute.get(channel + "/backlog", this::backlog, "limit"));
  }

  private Future<Answer> channels(ApiRequest request) {
    return channels.channels().map(all -> Answer.ok(new Page<>(all, null)));
  }

  private Future<Answer> pauseAll(ApiRequest request) {
    JsonBody body = request.json("reason", "until");
    String reason = body.text("reason");
    Instant until = body.instant("until");
    return steering
        .pauseAll(request.client(), reason == null ? "" : reason, until)
        .map(all -> Answer.ok(new Page<>(all, null)));
  }

  private Future<Answer> resumeAll(ApiRequest request) {
    request.json();
    return steering.resumeAll(request.client()).map(all -> Answer.ok(new Page<>(all, null)));
  }

  private Future<Answer> rate(ApiRequest request) {
    JsonBody body = request.json("requestsPerSecond", "none");
    Double perSecond = body.number("requestsPerSecond");
    if (body.flag("none") == (perSecond != null)) {
      throw Problem.invalid(
              "/requestsPerSecond", "either requestsPerSecond is a number, or none is true")
          .asException();
    }
    return answer(steering.rate(name(request), perSecond, request.client()));
  }

  private Future<Answer> pause(ApiRequest request) {
    JsonBody body = request.json("reason", "until");
    String reason = body.text("reason");
    Instant until = body.instant("until");
    return answer(
        steering.pause(name(request), request.client(), reason == null ? "" : reason, until));
  }

  private Future<Answer> resume(ApiRequest request) {
    request.json();
    return answer(steering.resume(name(request), request.client()));
  }

  private Future<Answer> probe(ApiRequest request) {
    request.json();
    return answer(steering.probe(name(request), request.client()));
  }

  private Future<Answer> cancelResync(ApiRequest request) {
    request.json();
    return answer(steering.cancelResync(name(request), request.client()));
  }

  private Future<Answer> forget(ApiRequest request) {
    request.json();
    return answer(steering.forget(name(request), request.client()));
  }

  private Future<Answer> backlog(ApiRequest request) {
    return channels
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
