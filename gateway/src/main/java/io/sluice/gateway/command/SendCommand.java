package io.sluice.gateway.command;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "send",
    description = {
      "Hand in events: one CloudEvent as JSON, an array of them, or one per line.",
      "Sending a file again is harmless: what was taken before counts as duplicate."
    },
    footer = {"", "Examples:", "  sluice send stock.ndjson", "  export-stock | sluice send -"})
final class SendCommand extends RestCommand {
  private static final String ONE = "application/cloudevents+json";
  private static final String MANY = "application/cloudevents-batch+json";

  @Parameters(paramLabel = "FILE", description = "The file, or - for standard input.")
  private String file = "";

  SendCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  int run(RestClient api) {
    SendReport report = new SendReport(terminal);
    Progress progress = new Progress(terminal, "events");
    try (EventReader events = new EventReader(open());
        Interruption told = new Interruption(terminal, () -> stoppedAfter(report))) {
      boolean complete = send(new Sending(api, events, report, progress, size()), report, progress);
      return complete && !report.hasRefused() ? ExitCode.FINE : ExitCode.FOUND;
    } catch (IOException problem) {
      throw usage("cannot read " + file() + ": " + problem.getMessage());
    }
  }

  private static String stoppedAfter(SendReport report) {
    return "stopped after %d events; to send the file again is harmless".formatted(report.sent());
  }

  /** Says what was sent even where it ends early, because that much is taken. */
  private boolean send(Sending sending, SendReport report, Progress progress) throws IOException {
    try {
      sending.all();
      return true;
    } catch (BrokenEventsException broken) {
      progress.end();
      terminal.err().println("sluice: " + file() + ", " + broken.getMessage());
      return false;
    } finally {
      progress.end();
      (wantsJson() ? terminal.err() : terminal.out()).println(report.sentence(progress.elapsed()));
    }
  }

  private boolean isStandardInput() {
    return file.equals("-");
  }

  private String file() {
    return isStandardInput() ? "standard input" : VisibleText.of(file);
  }

  private InputStream open() {
    try {
      return isStandardInput() ? terminal.in() : Files.newInputStream(Path.of(file));
    } catch (IOException | InvalidPathException problem) {
      throw usage("cannot read " + file() + ": " + reason(problem));
    }
  }

  private static String reason(Exception problem) {
    if (problem instanceof NoSuchFileException) {
      return "there is no such file here";
    } else if (problem instanceof AccessDeniedException) {
      return "this user may not read it";
    }
    return problem.getMessage();
  }

  /** In bytes, 0 where nobody knows. */
  private long size() throws IOException {
    return isStandardInput() ? 0 : Files.size(Path.of(file));
  }

  /** One pass over the events, a request at a time so that their order is kept. */
  private final class Sending {
    private final RestClient api;
    private final EventReader events;
    private final SendReport report;
    private final Progress progress;
    private final long size;
    private final EventBatch batch = new EventBatch();

    Sending(RestClient api, EventReader events, SendReport report, Progress progress, long size) {
      this.api = api;
      this.events = events;
      this.report = report;
      this.progress = progress;
      this.size = size;
    }

    void all() throws IOException {
      try {
        for (byte @Nullable [] event = events.next(); event != null; event = events.next()) {
          add(event);
        }
      } finally {
        sendBatch();
      }
    }

    private void add(byte[] event) {
      if (!EventBatch.isReadable(event)) {
        sendBatch();
        send(ONE, event);
        return;
      }
      if (!batch.hasRoomFor(event)) {
        sendBatch();
      }
      batch.add(event);
    }

    private void sendBatch() {
      if (!batch.isEmpty()) {
        send(MANY, batch.take());
      }
    }

    private void send(String contentType, byte[] body) {
      Reply reply = api.postEvents(contentType, body);
      if (wantsJson()) {
        terminal.out().println(reply.text());
      }
      if (reply.isTooLarge()) {
        report.addTooLarge(reply.json().getString("detail"));
      }
      reply.items().forEach(report::add);
      progress.update(report.sent(), size == 0 ? -1 : (double) events.bytes() / size);
    }
  }
}
