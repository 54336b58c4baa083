package io.sluice.gateway.command;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

@Command(
    name = "replay",
    description = {
      "See to it that everything that changed since a time is at the channel.",
      "Nothing old is sent: each product is looked at once, and its newest value is sent."
    },
    footer = {
      "",
      "Examples:",
      "  sluice replay amazon_de --since 2h",
      "  sluice replay amazon_de --since 2026-01-31T08:00:00Z"
    })
final class ReplayCommand extends RestCommand {
  private static final long ASK_EVERY_MS = 500;

  @Parameters(paramLabel = "CHANNEL", description = "Name of the channel.")
  private String channel = "";

  @Option(
      names = "--since",
      paramLabel = "TIME",
      required = true,
      description = "A time as in 2026-01-31T08:00:00Z, or how long ago: 2h, 3d.")
  private String since = "";

  @Option(names = "--no-wait", description = "Do not wait for the end; ask with sluice job.")
  private boolean noWait;

  ReplayCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  int run(RestClient api) {
    Map<String, Object> body = Map.of("since", sinceTime());
    Reply reply = api.post(RestClient.path("channels", channel, "replay"), body);
    if (wantsJson() || noWait) {
      return show(reply, answer -> new JobWords(terminal).sentence(answer.json()));
    }
    return follow(api, reply.json());
  }

  private Instant sinceTime() {
    try {
      return TimeText.past(since, terminal.clock().instant());
    } catch (TypeConversionException broken) {
      throw usage("--since: " + broken.getMessage());
    }
  }

  private int follow(RestClient api, JsonObject started) {
    String id = started.getString("id");
    try (Interruption told =
        new Interruption(
            terminal, () -> "the replay goes on without this; 'sluice job " + id + "' shows it")) {
      return followToItsEnd(api, started);
    }
  }

  private int followToItsEnd(RestClient api, JsonObject started) {
    Progress progress = new Progress(terminal, "products");
    JsonObject job = started;
    while (job.getString("state").equals("running")) {
      long total = job.getLong("total");
      progress.update(job.getLong("done"), total == 0 ? -1 : (double) job.getLong("done") / total);
      await();
      job = api.get(RestClient.path("jobs", job.getString("id")), Map.of()).json();
    }
    progress.end();
    new JobWords(terminal).sentence(job);
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
