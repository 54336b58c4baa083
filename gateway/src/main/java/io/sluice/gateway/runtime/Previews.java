package io.sluice.gateway.runtime;

import io.sluice.gateway.command.PreviewOptions;
import io.sluice.gateway.config.ChannelConfig;
import io.sluice.gateway.config.Configuration;
import io.sluice.gateway.config.GatewayConfig;
import io.sluice.gateway.config.SourceConfig;
import io.sluice.gateway.intake.Verdict;
import io.sluice.gateway.rehearsal.Preview;
import io.sluice.source.EventDecoder;
import io.sluice.source.ProductEvent;
import io.sluice.source.RawMessage;
import io.sluice.source.Refusal;
import io.sluice.source.cloudevents.CloudEventsDecoder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** From a configuration and some events to what each channel would be sent. */
final class Previews {
  /** Of no moment: nothing runs. */
  private static final Sizes SIZES = Sizes.of(0, 1, 0);

  private final Configuration configuration;
  private final EventDecoder decoder = new CloudEventsDecoder();

  Previews(Configuration configuration) {
    this.configuration = configuration;
  }

  /**
   * What became of an event.
   *
   * @param id empty where it could not be read
   * @param decision as the journal has it, or refused
   * @param reason of a refusal, else empty
   */
  record Taken(String id, String sku, String decision, String reason) {
    static final String REFUSED = "refused";

    boolean refused() {
      return decision.equals(REFUSED);
    }
  }

  /** One for each event, one for each channel. */
  record Outcome(List<Taken> events, List<Preview.Result> channels) {}

  Outcome show(PreviewOptions options, List<byte[]> events, Instant now) {
    GatewayConfig gateway = configuration.gateway();
    Preview preview =
        new Preview(
            configuration.vocabulary(),
            gateway.owners(),
            gateway.sources().stream()
                .collect(Collectors.toMap(SourceConfig::name, SourceConfig::versionFrom)));
    String source = PostedEvents.source(gateway.sources());
    // Where several speak and none is posted to, nobody knows which one; any shows the same values.
    String speaks = source == null ? gateway.sources().get(0).name() : source;
    List<Taken> taken = new ArrayList<>();
    events.forEach(event -> taken.add(take(preview, speaks, event, now)));
    return new Outcome(
        taken,
        configuration.channels().stream()
            .filter(channel -> options.channel().map(channel.id()::equals).orElse(true))
            .map(channel -> preview.show(channel(channel), options.listed(), now))
            .toList());
  }

  private static Preview.Channel channel(ChannelConfig config) {
    return new Preview.Channel(Plans.channel(config, SIZES), config.adapter(), config.settings());
  }

  private Taken take(Preview preview, String source, byte[] json, Instant now) {
    RawMessage message = new RawMessage(json, "application/cloudevents+json", Map.of());
    return decoder
        .decode(message)
        .fold(
            event -> taken(event, preview.take(source, event, now.toEpochMilli())),
            refusal -> new Taken("", "", Taken.REFUSED, reason(refusal)));
  }

  private static Taken taken(ProductEvent event, Verdict verdict) {
    return verdict instanceof Verdict.Journal journal
        ? new Taken(event.id(), event.sku(), journal.event().decision().toString(), "")
        : new Taken(
            event.id(), event.sku(), Taken.REFUSED, reason(((Verdict.Refuse) verdict).refusal()));
  }

  private static String reason(Refusal refusal) {
    return refusal.path().isEmpty() ? refusal.message() : refusal.path() + ": " + refusal.message();
  }
}
