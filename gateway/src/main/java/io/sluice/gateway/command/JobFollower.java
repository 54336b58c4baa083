package io.sluice.gateway.command;

import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Shows how far a job is until it has ended. */
final class JobFollower {
  private static final long ASK_EVERY_MS = 500;

  private final Terminal terminal;
  private final RestClient api;

  JobFollower(Terminal terminal, RestClient api) {
    this.terminal = terminal;
    this.api = api;
  }

  /**
   * @return exit code
   */
  int follow(JsonObject started) {
    String id = started.getString("id");
    String kind = started.getString("kind");
    try (Interruption told =
        new Interruption(
            terminal,
            () -> "the " + kind + " goes on without this; 'sluice job " + id + "' shows it")) {
      return toItsEnd(started);
    }
  }

  private int toItsEnd(JsonObject started) {
    Progress progress = new Progress(terminal, "products");
    JsonObject job = started;
    while (job.getString("state").equals("running")) {
      long total = job.getLong("total");
      progress.update(job.getLong("done"), total == 0 ? -1 : (double) job.getLong("done") / total);
      await();
      job = api.get(RestClient.path("jobs", job.getString("id")), Map.of()).json();
    }
    progress.end();
    new JobWords(terminal).tell(job);
    return job.getString("state").equals("done") ? ExitCode.FINE : ExitCode.FOUND;
  }

  private static void await() {
    try {
      TimeUnit.MILLISECONDS.sleep(ASK_EVERY_MS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted; the job goes on", interrupted);
    }
  }
}
