package io.sluice.gateway.api;

import io.sluice.gateway.operations.JobView;
import io.sluice.gateway.operations.Jobs;
import io.sluice.gateway.operations.Page;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;

/** What takes long: begins it, and tells how far it is. */
final class JobRoutes {
  private final Jobs jobs;

  JobRoutes(Jobs jobs) {
    this.jobs = jobs;
  }

  List<ApiRoute> routes() {
    String channel = "/api/v1/channels/{channel}";
    return List.of(
        ApiRoute.post(channel + "/replay", BodyKind.COMMAND, this::replay),
        ApiRoute.post(channel + "/adopt", BodyKind.COMMAND, this::adopt),
        ApiRoute.post(channel + "/reconcile", BodyKind.COMMAND, this::reconcile),
        ApiRoute.get("/api/v1/jobs", this::jobs),
        ApiRoute.get("/api/v1/jobs/{id}", this::job),
        ApiRoute.post("/api/v1/jobs/{id}/cancel", BodyKind.COMMAND, this::cancel));
  }

  private Future<Answer> replay(ApiRequest request) {
    Instant since = request.json("since").instant("since");
    if (since == null) {
      throw Problem.invalid("/since", "since is missing").asException();
    }
    return jobs.replay(request.path("channel"), since, request.client()).map(JobRoutes::started);
  }

  private Future<Answer> adopt(ApiRequest request) {
    boolean content = request.json("content").flag("content");
    return jobs.adopt(request.path("channel"), content, request.client()).map(JobRoutes::started);
  }

  private Future<Answer> reconcile(ApiRequest request) {
    boolean dryRun = request.json("dryRun").flag("dryRun");
    return jobs.reconcile(request.path("channel"), dryRun, request.client())
        .map(JobRoutes::started);
  }

  private Future<Answer> jobs(ApiRequest request) {
    return jobs.jobs().map(all -> Answer.ok(new Page<>(all, null)));
  }

  private Future<Answer> job(ApiRequest request) {
    return jobs.job(request.path("id")).map(Answer::ok);
  }

  private Future<Answer> cancel(ApiRequest request) {
    request.json();
    return jobs.cancel(request.path("id"), request.client()).map(Answer::ok);
  }

  /** One that has begun, with where to ask for it. */
  static Answer started(JobView job) {
    return Answer.json(202, job).with("location", "/api/v1/jobs/" + UriText.segment(job.id()));
  }
}
