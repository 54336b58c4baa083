package io.sluice.gateway.command;

import io.sluice.gateway.operations.FactsView;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "preview",
    description = {
      "Show what each channel would be sent by the rules of this directory: values,",
      "and requests with their secrets masked. Takes nothing, sends nothing."
    },
    footer = {
      "",
      "Examples:",
      "  sluice preview --event new-prices.ndjson --channel amazon_de --explain",
      "  sluice preview --event - --json < event.json | jq '.channels[].requests'",
      "  sluice preview --sku A-1000 --explain",
      "  sluice preview --sample 1000 --against running"
    })
final class PreviewCommand extends RestCommand {
  /** All of them are kept in memory, with what every channel makes of them. */
  private static final int EVENTS_AT_MOST = 10_000;

  private static final long BYTES_AT_MOST = 64L << 20;
  private static final int SKUS_AT_MOST = 1_000;

  private final Previewer previewer;

  @Mixin private ConfigOption config = new ConfigOption();

  @ArgGroup(multiplicity = "1")
  private Begin begin = new Begin();

  /** Where the facts come from. */
  private static final class Begin {
    @Option(
        names = "--event",
        paramLabel = "FILE",
        description =
            "One CloudEvent as JSON, an array of them, or one per line, up to 10,000; - for standard"
                + " input. They are taken in this order, as the first of all. Connects to nothing.")
    private @Nullable String file;

    @Option(
        names = "--sku",
        paramLabel = "SKU",
        description = "What the running gateway knows of it; may be given several times.")
    private @Nullable List<String> skus;

    @Option(
        names = "--sample",
        paramLabel = "N",
        description =
            "What the running gateway knows of so many SKUs, up to 1,000, spread evenly over all."
                + " Shows counts.")
    private @Nullable Integer sample;
  }

  /** What to compare with. */
  enum Against {
    RUNNING
  }

  @Option(names = "--channel", paramLabel = "CHANNEL", description = "Show this one only.")
  private @Nullable String channel;

  @Option(
      names = "--against",
      paramLabel = "running",
      description = "Compare with what the running gateway shows; with --sku or --sample.")
  private @Nullable Against against;

  @Option(
      names = "--listed",
      description = "As if the channels had the products already, so that leaving is seen too.")
  private boolean listed;

  @Option(names = "--explain", description = "Show how each value came about, step by step.")
  private boolean explain;

  PreviewCommand(Previewer previewer, Terminal terminal) {
    super(terminal);
    this.previewer = previewer;
  }

  @Override
  int run(RestClient api) {
    if (against != null && begin.file != null) {
      throw usage("--against compares what a gateway knows: use it with --sku or --sample");
    }
    PreviewOptions options =
        new PreviewOptions(
            config.directory(),
            Optional.ofNullable(channel),
            listed,
            explain,
            begin.sample != null,
            against != null,
            wantsJson());
    PreviewFacts facts = facts(api);
    if (facts instanceof PreviewFacts.Known known && known.products().isEmpty()) {
      terminal.err().println("sluice: the running gateway knows no product yet");
      return ExitCode.FOUND;
    }
    return previewer.preview(options, facts);
  }

  private PreviewFacts facts(RestClient api) {
    if (begin.file != null) {
      return new PreviewFacts.Events(read(new EventFile(begin.file, terminal.in())));
    }
    List<FactsView> products = new ArrayList<>();
    for (String sku : skus(api)) {
      Reply reply = api.get(RestClient.path("skus", sku, "facts"), Map.of());
      products.add(FactsAnswer.read(reply.json()));
    }
    return new PreviewFacts.Known(products);
  }

  private List<String> skus(RestClient api) {
    if (begin.skus != null) {
      if (begin.skus.size() > SKUS_AT_MOST) {
        throw usage("--sku may be given up to %d times".formatted(SKUS_AT_MOST));
      }
      return begin.skus.stream().distinct().toList();
    }
    Reply reply = api.get(RestClient.path("skus"), Map.of("sample", begin.sample));
    return reply.json().getJsonArray("items").stream().map(String::valueOf).toList();
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
}
