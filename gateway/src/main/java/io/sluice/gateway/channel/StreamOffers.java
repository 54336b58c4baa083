package io.sluice.gateway.channel;

import io.sluice.adapter.ChannelUpdate;
import io.sluice.adapter.Listed;
import io.sluice.gateway.catalog.Catalog;
import io.sluice.gateway.catalog.CatalogEntry;
import io.sluice.gateway.catalog.Fact;
import io.sluice.gateway.catalog.JournaledEvent;
import io.sluice.gateway.render.Content;
import io.sluice.gateway.render.FactsRenderer;
import io.sluice.gateway.render.Rendering;
import io.sluice.source.ProductEvent;
import org.jspecify.annotations.Nullable;

/** What a stream channel sends: an event as it came, or a part's newest fact rendered. */
final class StreamOffers {
  private final ChannelPlan plan;
  private final Catalog catalog;
  private final ContentCache contents;
  private final FactsRenderer renderer = new FactsRenderer();

  StreamOffers(ChannelPlan plan, Catalog catalog, ContentCache contents) {
    this.plan = plan;
    this.catalog = catalog;
    this.contents = contents;
  }

  @Nullable Fact fact(String sku, String part) {
    CatalogEntry entry = catalog.find(sku);
    int slash = part.indexOf('/');
    return entry == null
        ? null
        : entry.find(Shelf.facet(part), slash < 0 ? "" : part.substring(slash + 1));
  }

  Delivery event(StreamLane lane, JournaledEvent event) {
    ProductEvent product = event.event();
    String part = Fact.partName(product.facet(), product.part());
    ChannelUpdate update = Updates.update(plan.idScope(), event);
    return new Delivery(
        lane.key,
        lane.key,
        lane.key,
        lane.sku,
        product.facet(),
        part,
        update,
        product.digest(),
        Shown.NOTHING,
        Delivery.Reason.NEWS,
        event.receivedAtMs());
  }

  /** The newest fact of a part; asks for its content where that is not at hand. */
  Offer newest(StreamLane lane, Fact fact, String part, long again, @Nullable Content fetched) {
    Content current = fetched != null && fetched.position() == fact.position() ? fetched : null;
    Rendering rendering = renderer.render(fact, current);
    if (rendering instanceof Rendering.NeedsContent needed) {
      Content cached = contents.find(needed.position());
      if (cached == null) {
        return new Offer.Fetch(lane.sku, needed.position());
      }
      rendering = renderer.render(fact, cached);
    }
    Rendering.Ready value = (Rendering.Ready) rendering;
    ChannelUpdate update =
        Updates.update(plan.idScope(), lane.sku, fact.facet(), part, value, Listed.UNKNOWN, again);
    return new Offer.Send(
        new Delivery(
            lane.key,
            lane.key,
            lane.key,
            lane.sku,
            fact.facet(),
            part,
            update,
            value.digest(),
            Shown.NOTHING,
            Delivery.Reason.TOUCH,
            fact.receivedAtMs()));
  }
}
