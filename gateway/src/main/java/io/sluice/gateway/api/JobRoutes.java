package io.sluice.gateway.api;

import io.sluice.gateway.operations.JobView;
import io.sluice.gateway.operations.Jobs;
import io.sluice.gateway.operations.Page;
import io.vertx.core.Future;
import java.util.List;

/** What takes long. */
final class JobRoutes {
  private final Jobs jobs;

  JobRoutes(Jobs jobs) {
    this.jobs = jobs;
  }

  List<ApiRoute> routes() {
    return List.of(
        ApiRoute.get("/api/v1/jobs", this::jobs),
        ApiRoute.get("/api/v1/jobs/{id}", this::job),
        ApiRoute.post("/api/v1/jobs/{id}/cancel", BodyKind.COMMAND, this::cancel));
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
