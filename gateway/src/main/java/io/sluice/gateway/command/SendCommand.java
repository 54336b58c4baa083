package io.sluice.gateway.command;

import java.io.IOException;
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
    EventFile from = new EventFile(file, terminal.in());
    SendReport report = new SendReport(terminal);
    Progress progress = new Progress(terminal, "events");
    try (EventReader events = from.open();
        Interruption told = new Interruption(terminal, () -> stoppedAfter(report))) {
      boolean complete =
          send(new Sending(api, events, report, progress, from.size()), report, progress);
      return complete && !report.hasRefused() ? ExitCode.FINE : ExitCode.FOUND;
    } catch (EventFile.UnreadableException problem) {
      throw usage(problem.getMessage());
    } catch (IOException problem) {
      throw usage(from.unreadable(problem).getMessage());
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
      terminal.err().println("sluice: " + shownFile() + ", " + broken.getMessage());
      return false;
    } finally {
      progress.end();
      (wantsJson() ? terminal.err() : terminal.out()).println(report.sentence(progress.elapsed()));
    }
  }

  private String shownFile() {
    return new EventFile(file, terminal.in()).shown();
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
