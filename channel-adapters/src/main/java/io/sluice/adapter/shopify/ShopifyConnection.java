package io.sluice.adapter.shopify;

import io.sluice.adapter.ChannelCall;
import io.sluice.adapter.ChannelConnection;
import io.sluice.adapter.ChannelContext;
import io.sluice.adapter.ChannelUpdate;
import io.sluice.adapter.Limit;
import io.sluice.adapter.ListingPage;
import io.sluice.adapter.Outcome;
import io.sluice.adapter.Outcome.Scope;
import io.sluice.adapter.Reached;
import io.sluice.adapter.RemoteIds;
import io.sluice.adapter.Value;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One shop. */
final class ShopifyConnection implements ChannelConnection {
  private static final Outcome NOT_THERE =
      new Outcome.NotListed("the shop has no variant with this SKU");
  private static final Duration UNPRICED_FOR = Duration.ofSeconds(15);

  private final ShopifySettings settings;
  private final AdminApi api;
  private final RemoteIds remoteIds;

  /** Parents whose products are being created or found. */
  private final Set<String> atWork = new HashSet<>();

  ShopifyConnection(ShopifySettings settings, ChannelContext context, Limit points) {
    this.settings = settings;
    this.api = new AdminApi(settings, context, points);
    this.remoteIds = context.remoteIds();
  }

  @Override
  public Future<List<Outcome>> deliver(ChannelCall call) {
    Course course = api.course();
    Book book = new Book(settings, api, remoteIds, course);
    List<String> skus = call.updates().stream().map(ChannelUpdate::sku).toList();
    return book.places(skus)
        .compose(places -> send(call.updates(), places, book, course))
        .map(outcomes -> inOrder(call.updates(), outcomes));
  }

  private static List<Outcome> inOrder(List<ChannelUpdate> updates, Map<String, Outcome> outcomes) {
    Outcome silent = new Outcome.Unknown("nothing was said of this update", false);
    boolean alone = updates.size() == 1;
    return updates.stream()
        .map(update -> outcomes.getOrDefault(update.id(), silent))
        .map(outcome -> alone ? ofItem(outcome) : outcome)
        .toList();
  }

  /** Where a call has one update, nothing else can be the reason. */
  private static Outcome ofItem(Outcome outcome) {
    return outcome instanceof Outcome.Rejected rejected && rejected.scope() == Scope.CALL
        ? new Outcome.Rejected(rejected.code(), rejected.reason(), Scope.ITEM, rejected.answer())
        : outcome;
  }

  private Future<Map<String, Outcome>> send(
      List<ChannelUpdate> updates, Map<String, Book.Place> places, Book book, Course course) {
    ProductCall products = new ProductCall(api, book, course, atWork);
    Farewell farewell = new Farewell(settings, api, book, course);
    Map<String, Outcome> outcomes = new HashMap<>();
    List<StockCall.Wanted> stocks = new ArrayList<>();
    List<ChannelUpdate> prices = new ArrayList<>();
    Future<Void> done = Future.succeededFuture();
    for (ChannelUpdate update : updates) {
      Book.Place place = places.get(update.sku());
      Value value = update.value();
      Outcome end = place.problem();
      if (end == null && value instanceof Value.Stock stock) {
        end = stockEnd(place.ids());
        if (end == null) {
          stocks.add(
              new StockCall.Wanted(
                  update.id(), update.sku(), place.ids(), StockPlan.of(settings, stock)));
        }
      } else if (end == null && value instanceof Value.Price) {
        end = place.ids().known() ? null : NOT_THERE;
        if (end == null) {
          prices.add(update);
        }
      } else if (end == null) {
        done =
            done.compose(any -> content(update, place.ids(), products, farewell))
                .map(outcome -> put(outcomes, update, outcome));
      }
      if (end != null) {
        outcomes.put(update.id(), end);
      }
    }
    return done.compose(any -> new StockCall(settings, api, book, course).set(stocks))
        .onSuccess(outcomes::putAll)
        .compose(any -> new PriceCall(settings, api, book, course).set(prices, places))
        .onSuccess(outcomes::putAll)
        .map(outcomes);
  }

  private static @Nullable Void put(
      Map<String, Outcome> outcomes, ChannelUpdate update, Outcome outcome) {
    outcomes.put(update.id(), outcome);
    return null;
  }

  private @Nullable Outcome stockEnd(Ids ids) {
    if (!ids.known()) {
      return NOT_THERE;
    }
    return ids.unpriced()
        ? new Outcome.Deferred(
            api.now().plus(UNPRICED_FOR),
            Scope.ITEM,
            "it has no price there yet, and would be sold for nothing")
        : null;
  }

  private static Future<Outcome> content(
      ChannelUpdate update, Ids ids, ProductCall products, Farewell farewell) {
    if (!(update.value() instanceof Value.Product product)) {
      return farewell.send(update.id(), update.sku(), ids);
    }
    return ProductContent.of(product.json())
        .map(content -> products.send(new ProductCall.Wanted(update, content, ids)))
        .orElseGet(
            () ->
                Future.succeededFuture(
                    new Outcome.Rejected(
                        "product.unreadable", "its content is no JSON object", Scope.ITEM, null)));
  }

  /** Nothing there is ever pending, and everything may be sent again. */
  @Override
  public Future<List<Outcome>> poll(List<String> handles) {
    Outcome nobodys = new Outcome.Unknown("a shop has nothing to ask for", false);
    return Future.succeededFuture(Collections.nCopies(handles.size(), nobodys));
  }

  @Override
  public Future<ListingPage> listings(@Nullable String cursor) {
    return new Listings(settings, api).page(cursor);
  }

  Future<Reached> look() {
    return new Look(settings, api).look();
  }

  @Override
  public Future<Void> close() {
    return api.close();
  }
}
