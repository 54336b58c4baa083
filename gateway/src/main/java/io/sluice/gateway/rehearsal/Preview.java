package io.sluice.gateway.rehearsal;

import io.sluice.adapter.CallPreview;
import io.sluice.adapter.ChannelAdapter;
import io.sluice.adapter.ChannelCall;
import io.sluice.adapter.ChannelSettings;
import io.sluice.adapter.ChannelUpdate;
import io.sluice.adapter.Listed;
import io.sluice.adapter.Value;
import io.sluice.gateway.catalog.CatalogEntry;
import io.sluice.gateway.catalog.Decision;
import io.sluice.gateway.catalog.JournaledEvent;
import io.sluice.gateway.channel.ChannelPlan;
import io.sluice.gateway.channel.Updates;
import io.sluice.gateway.intake.Intake;
import io.sluice.gateway.intake.Verdict;
import io.sluice.gateway.intake.VersionFrom;
import io.sluice.gateway.render.Renderer;
import io.sluice.gateway.render.Rendering;
import io.sluice.gateway.rules.ChannelRules;
import io.sluice.gateway.rules.Vocabulary;
import io.sluice.source.Facet;
import io.sluice.source.ProductEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What each channel would be sent after some events. Used by one thread. */
public final class Preview {
  private final Rehearsal rehearsal;
  private final Intake intake;
  private final List<JournaledEvent> events = new ArrayList<>();
  private final Set<String> skus = new LinkedHashSet<>();

  /**
   * @param owners as for {@link Intake}
   * @param sources what orders the events of each
   * @param events that are to be decided about
   */
  public Preview(
      Vocabulary vocabulary,
      Map<Facet, String> owners,
      Map<String, VersionFrom> sources,
      int events) {
    rehearsal = new Rehearsal(vocabulary);
    intake = Intake.remembering(Math.max(1, events), rehearsal.catalog(), owners, 0);
    sources.forEach((name, versionFrom) -> intake.addSource(name, versionFrom, 0));
  }

  /** A channel as it would run. */
  public record Channel(ChannelPlan plan, ChannelAdapter adapter, ChannelSettings settings) {}

  /** What a channel shows of a SKU. */
  public record Product(String sku, Shown shown) {}

  /**
   * @param products empty where the channel is sent events as they are: its calls say it all
   * @param calls in an order in which they could be sent
   */
  public record Result(String channel, List<Product> products, List<CallPreview> calls) {
    public Result {
      products = List.copyOf(products);
      calls = List.copyOf(calls);
    }
  }

  /**
   * Decides about an event as the gateway would, and takes it if it is new.
   *
   * @param source one of those made known
   */
  public Verdict take(String source, ProductEvent event, long nowMs) {
    Verdict verdict = intake.decide(source, event, nowMs);
    if (verdict instanceof Verdict.Journal journal && journal.event().decision() == Decision.NEW) {
      rehearsal.take(journal.event());
      intake.committed(journal.event());
      events.add(journal.event());
      skus.add(event.sku());
    }
    return verdict;
  }

  /**
   * Takes a fact that a gateway has decided about.
   *
   * @param asked whether its SKU is to be shown; else others are made of it
   */
  public void know(JournaledEvent event, boolean asked) {
    rehearsal.take(event);
    if (asked) {
      skus.add(event.event().sku());
    }
  }

  /**
   * @param listed whether the channel has the products already
   */
  public Result show(Channel channel, boolean listed, Instant now) {
    List<ChannelUpdate> updates =
        channel.plan().stream()
            ? asTheyCame(channel.plan())
            : newest(channel.plan(), listed, now.toEpochMilli());
    List<CallPreview> calls = new ArrayList<>();
    for (List<ChannelUpdate> call : CallPlan.calls(updates, channel.plan())) {
      ChannelCall ready = new ChannelCall(Updates.callId(call), call);
      calls.add(channel.adapter().preview(channel.settings(), ready));
    }
    return new Result(channel.plan().channel(), products(channel.plan(), listed, now), calls);
  }

  /** One for each SKU; none where the channel is sent events as they are. */
  public List<Product> products(ChannelPlan plan, boolean listed, Instant now) {
    ChannelRules rules = plan.rules();
    return plan.stream()
        ? List.of()
        : skus.stream()
            .map(
                sku ->
                    new Product(
                        sku,
                        rules == null
                            ? Shown.asReceived(rehearsal, plan.send(), sku, now)
                            : Shown.of(rehearsal, rules, sku, listed, now)
                                .with(windows(plan, rules, sku, now))))
            .toList();
  }

  /** Of its price; none where the channel is not told of them ahead. */
  private List<ShownWindow> windows(ChannelPlan plan, ChannelRules rules, String sku, Instant now) {
    CatalogEntry entry = rehearsal.catalog().find(sku);
    Renderer renderer = plan.renderer(rehearsal.catalog());
    if (entry == null || !renderer.actsOnDates(Facet.PRICE)) {
      return List.of();
    }
    Rendering rendering =
        renderer.render(entry, Facet.PRICE, rehearsal.content(sku), now.toEpochMilli());
    return rendering instanceof Rendering.Ready ready && ready.value() instanceof Value.Price price
        ? price.prices().stream()
            .flatMap(each -> each.windows().stream())
            .map(window -> ShownWindow.of(window, rehearsal, rules, sku, now))
            .toList()
        : List.of();
  }

  private List<ChannelUpdate> asTheyCame(ChannelPlan plan) {
    return events.stream()
        .filter(event -> plan.send().contains(event.event().facet()))
        .map(event -> Updates.update(plan.channel(), event))
        .toList();
  }

  private List<ChannelUpdate> newest(ChannelPlan plan, boolean listed, long nowMs) {
    Renderer renderer = plan.renderer(rehearsal.catalog());
    List<ChannelUpdate> updates = new ArrayList<>();
    for (String sku : skus) {
      CatalogEntry entry = Objects.requireNonNull(rehearsal.catalog().find(sku));
      for (Facet facet : Facet.values()) {
        Rendering rendering = renderer.render(entry, facet, rehearsal.content(sku), nowMs);
        Rendering.Ready ready = toSend(rendering, facet, renderer.creates(), listed);
        if (ready != null && plan.send().contains(facet)) {
          String part = facet.name().toLowerCase(java.util.Locale.ROOT);
          Listed known = listed ? Listed.YES : Listed.UNKNOWN;
          updates.add(Updates.update(plan.channel(), sku, facet, part, ready, known, 0));
        }
      }
    }
    return updates;
  }

  private static Rendering.@Nullable Ready toSend(
      Rendering rendering, Facet facet, boolean creates, boolean listed) {
    if (rendering instanceof Rendering.Leaving leaving) {
      return listed ? leaving.last() : null;
    }
    boolean may = facet != Facet.PRODUCT || creates || listed;
    return may && rendering instanceof Rendering.Ready ready ? ready : null;
  }
}
