package io.sluice.gateway.command;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
    name = "preview",
    description = {
      "Show what each channel would be sent after some events: values, and requests",
      "with their secrets masked. Takes nothing, sends nothing, connects to nothing."
    },
    footer = {
      "",
      "Examples:",
      "  sluice preview --event stock.json",
      "  sluice preview --event new-prices.ndjson --channel amazon_de --explain",
      "  sluice preview --event - --json < event.json | jq '.channels[].requests[].body'"
    })
final class PreviewCommand implements Callable<Integer> {
  /** All of them are kept in memory, with what every channel makes of them. */
  private static final int EVENTS_AT_MOST = 10_000;

  private static final long BYTES_AT_MOST = 64L << 20;

  private final Previewer previewer;
  private final Terminal terminal;

  @Spec private CommandSpec spec;
  @Mixin private ConfigOption config = new ConfigOption();

  @Option(
      names = "--event",
      paramLabel = "FILE",
      required = true,
      description =
          "One CloudEvent as JSON, an array of them, or one per line, up to 10,000; - for standard"
              + " input. They are taken in this order, as the first of all.")
  private String file = "";

  @Option(names = "--channel", paramLabel = "CHANNEL", description = "Show this one only.")
  private @Nullable String channel;

  @Option(
      names = "--listed",
      description = "As if the channels had the products already, so that leaving is seen too.")
  private boolean listed;

  @Option(names = "--explain", description = "Show how each value came about, step by step.")
  private boolean explain;

  @Option(names = "--json", description = "Print all as one JSON object.")
  private boolean json;

  PreviewCommand(Previewer previewer, Terminal terminal) {
    this.previewer = previewer;
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    PreviewOptions options =
        new PreviewOptions(config.directory(), Optional.ofNullable(channel), listed, explain, json);
    return previewer.preview(options, read(new EventFile(file, terminal.in())));
  }

  private List<byte[]> read(EventFile from) {
    List<byte[]> events = new ArrayList<>();
    try (EventReader reader = from.open()) {
      for (byte @Nullable [] event = reader.next(); event != null; event = reader.next()) {
        events.add(event);
        if (events.size() > EVENTS_AT_MOST || reader.bytes() > BYTES_AT_MOST) {
          throw usage(
              "%s holds more than %d events or %d MB: take a part of it"
                  .formatted(from.shown(), EVENTS_AT_MOST, BYTES_AT_MOST >> 20));
        }
      }
    } catch (EventFile.UnreadableException problem) {
      throw usage(problem.getMessage());
    } catch (BrokenEventsException broken) {
      throw usage(from.shown() + ", " + broken.getMessage());
    } catch (IOException problem) {
      throw usage(from.unreadable(problem).getMessage());
    }
    if (events.isEmpty()) {
      throw usage(from.shown() + " holds no event");
    }
    return events;
  }

  private ParameterException usage(@Nullable String message) {
    return new ParameterException(spec.commandLine(), String.valueOf(message));
  }
}
