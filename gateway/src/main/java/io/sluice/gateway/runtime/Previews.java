package io.sluice.gateway.runtime;

import io.sluice.adapter.CallPreview;
import io.sluice.adapter.OutgoingRequest;
import io.sluice.gateway.catalog.Decision;
import io.sluice.gateway.catalog.JournaledEvent;
import io.sluice.gateway.channel.ChannelPlan;
import io.sluice.gateway.command.PreviewFacts;
import io.sluice.gateway.command.PreviewOptions;
import io.sluice.gateway.config.ChannelConfig;
import io.sluice.gateway.config.Configuration;
import io.sluice.gateway.config.GatewayConfig;
import io.sluice.gateway.config.Keep;
import io.sluice.gateway.config.SecretTexts;
import io.sluice.gateway.config.SourceConfig;
import io.sluice.gateway.intake.Verdict;
import io.sluice.gateway.operations.FactsView;
import io.sluice.gateway.operations.FactsView.SaidView;
import io.sluice.gateway.rehearsal.Comparison;
import io.sluice.gateway.rehearsal.Preview;
import io.sluice.gateway.rehearsal.Shown;
import io.sluice.source.EventDecoder;
import io.sluice.source.ProductEvent;
import io.sluice.source.RawMessage;
import io.sluice.source.Refusal;
import io.sluice.source.cloudevents.CloudEventsDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** From a configuration and some facts to what each channel would be sent. */
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

  /**
   * @param events one for each that nobody had decided about
   * @param channels in the order of the file
   * @param comparisons of the same channels, but for those that are sent events as they are; empty
   *     unless a summary or a comparison was asked for
   */
  record Outcome(List<Taken> events, List<Preview.Result> channels, List<Comparison> comparisons) {}

  Outcome show(PreviewOptions options, PreviewFacts facts, Instant now) {
    Preview preview =
        begin(facts instanceof PreviewFacts.Events events ? events.events().size() : 0);
    List<Taken> taken = new ArrayList<>();
    List<FactsView> running = List.of();
    if (facts instanceof PreviewFacts.Events events) {
      String source = source();
      events.events().forEach(event -> taken.add(take(preview, source, event, now)));
    } else {
      running = ((PreviewFacts.Known) facts).products();
      running.forEach(
          product -> product.facts().forEach(said -> know(preview, said, product.sku())));
    }
    List<ChannelConfig> channels =
        configuration.channels().stream()
            .filter(channel -> options.channel().map(channel.id()::equals).orElse(true))
            .toList();
    return new Outcome(
        taken,
        options.summary()
            ? List.of()
            : channels.stream()
                .map(
                    channel ->
                        masked(channel, preview.show(channel(channel), options.listed(), now)))
                .toList(),
        options.summary() || options.against()
            ? comparisons(preview, channels, options, running, now)
            : List.of());
  }

  /** The adapter knows its own secrets, and not what else came out of a variable. */
  private static Preview.Result masked(ChannelConfig channel, Preview.Result result) {
    return new Preview.Result(
        result.channel(),
        result.products(),
        result.calls().stream().map(call -> masked(channel.secrets(), call)).toList());
  }

  private static CallPreview masked(SecretTexts secrets, CallPreview call) {
    return call instanceof CallPreview.Requests requests
        ? new CallPreview.Requests(
            requests.requests().stream()
                .map(
                    request ->
                        new OutgoingRequest(
                            request.method(),
                            secrets.mask(request.url()),
                            request.headers(),
                            request.body()))
                .toList())
        : call;
  }

  /**
   * @param events that are to be decided about
   */
  Preview begin(int events) {
    GatewayConfig gateway = configuration.gateway();
    return new Preview(
        configuration.vocabulary(),
        gateway.owners(),
        gateway.sources().stream()
            .collect(Collectors.toMap(SourceConfig::name, SourceConfig::versionFrom)),
        events);
  }

  /** Where several speak and none is posted to, nobody knows which; all show the same values. */
  private String source() {
    List<SourceConfig> sources = configuration.gateway().sources();
    String posts = PostedEvents.source(sources);
    return posts == null ? sources.get(0).name() : posts;
  }

  /**
   * @param asked the SKU that is to be shown
   */
  void know(Preview preview, SaidView said, String asked) {
    ProductEvent event = new Events(decoder).decode(said.event().getBytes(StandardCharsets.UTF_8));
    preview.know(
        new JournaledEvent(
            said.position(),
            said.source(),
            0,
            Long.parseLong(said.version()),
            Decision.NEW,
            said.receivedAt().toEpochMilli(),
            event),
        event.sku().equals(asked));
  }

  /** As if the channels had the products, as the gateway's answer has it. */
  private static List<Comparison> comparisons(
      Preview preview,
      List<ChannelConfig> channels,
      PreviewOptions options,
      List<FactsView> running,
      Instant now) {
    List<Comparison> comparisons = new ArrayList<>();
    for (ChannelConfig channel : channels) {
      if (channel.keep() == Keep.LATEST_PER_SKU) {
        Map<String, Shown> before = options.against() ? shownBy(channel.id(), running) : null;
        List<Preview.Product> after = preview.products(plan(channel), true, now);
        comparisons.add(Comparison.of(channel.id(), after, before));
      }
    }
    return comparisons;
  }

  /** By SKU; null where the running gateway does not have the channel. */
  private static @Nullable Map<String, Shown> shownBy(String channel, List<FactsView> running) {
    Map<String, Shown> bySku = new HashMap<>();
    for (FactsView product : running) {
      product.shown().stream()
          .filter(shown -> shown.channel().equals(channel))
          .forEach(
              shown ->
                  bySku.put(
                      product.sku(),
                      new Shown(shown.values(), shown.held(), shown.excluded(), "", Map.of())));
    }
    return bySku.isEmpty() ? null : bySku;
  }

  static ChannelPlan plan(ChannelConfig config) {
    return Plans.channel(config, SIZES);
  }

  private static Preview.Channel channel(ChannelConfig config) {
    return new Preview.Channel(plan(config), config.adapter(), config.settings());
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
