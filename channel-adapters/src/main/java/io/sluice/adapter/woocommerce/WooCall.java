package io.sluice.adapter.woocommerce;

import io.sluice.adapter.ChannelUpdate;
import io.sluice.adapter.Listed;
import io.sluice.adapter.Outcome;
import io.sluice.adapter.RemoteIds;
import io.sluice.adapter.Value;
import io.sluice.adapter.wire.JsonTree;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * One call: finds the ids, sends what is created and changed in one batch, variations in one for
 * each product they belong to, and remembers what was learnt. All within the total timeout.
 */
final class WooCall {
  private static final Duration SOON = Duration.ofSeconds(10);
  private static final Outcome NOT_THERE =
      new Outcome.NotListed("the shop has no product with this SKU");

  private final WooSettings settings;
  private final WooApi api;
  private final WooAnswers answers;
  private final RemoteIds remoteIds;
  private final InstantSource clock;
  private final Instant end;
  private final List<ChannelUpdate> updates;
  private final @Nullable Outcome[] outcomes;
  private final @Nullable ProductBody[] bodies;
  private final Map<Long, ProductLists> lists = new HashMap<>();
  private final Map<String, ProductIds> ids = new HashMap<>();
  private final Map<String, Map<String, String>> learnt = new HashMap<>();

  /** Places whose SKUs are to be looked for once more, and those of them whose ids lead nowhere. */
  private final Set<Integer> again = new LinkedHashSet<>();

  private final Set<Integer> gone = new HashSet<>();

  WooCall(
      WooSettings settings,
      WooApi api,
      RemoteIds remoteIds,
      InstantSource clock,
      List<ChannelUpdate> updates) {
    this.settings = settings;
    this.api = api;
    this.answers = new WooAnswers(clock, settings.authorization());
    this.remoteIds = remoteIds;
    this.clock = clock;
    this.end = clock.instant().plus(settings.wire().totalTimeout());
    this.updates = updates;
    this.outcomes = new Outcome[updates.size()];
    this.bodies = new ProductBody[updates.size()];
  }

  Future<List<Outcome>> run() {
    return inTime(remoteIds.find(updates.stream().map(ChannelUpdate::sku).toList()))
        .map(this::remember)
        .otherwise(
            failure -> endAll(later("the ids known here cannot be read", Outcome.Scope.CHANNEL)))
        .compose(any -> findMissing())
        .compose(any -> write())
        .compose(any -> sendAll(plan()))
        .compose(any -> findAgain())
        .compose(any -> learn())
        .map(any -> Arrays.stream(outcomes).map(Objects::requireNonNull).toList());
  }

  private @Nullable Void remember(Map<String, Map<String, String>> found) {
    found.forEach(
        (sku, remembered) -> {
          ProductIds known = ProductIds.of(remembered);
          if (known != null) {
            ids.put(sku, known);
          }
        });
    return null;
  }

  private @Nullable Void endAll(Outcome outcome) {
    Arrays.fill(outcomes, outcome);
    return null;
  }

  private Outcome later(String reason, Outcome.Scope scope) {
    return new Outcome.Deferred(clock.instant().plus(SOON), scope, reason);
  }

  private Duration left() {
    return Duration.between(clock.instant(), end);
  }

  private boolean isOpen(int place) {
    return outcomes[place] == null;
  }

  private IntStream open() {
    return IntStream.range(0, updates.size()).filter(this::isOpen);
  }

  private Future<Void> findMissing() {
    List<Integer> missing =
        open().filter(place -> !ids.containsKey(updates.get(place).sku())).boxed().toList();
    return search(missing)
        .onSuccess(
            search ->
                missing.forEach(
                    place -> outcomes[place] = search.problem(updates.get(place).sku())))
        .mapEmpty();
  }

  private Future<IdSearch> search(Collection<Integer> places) {
    Set<String> skus = new LinkedHashSet<>();
    places.forEach(place -> skus.add(updates.get(place).sku()));
    IdSearch search = new IdSearch(api, answers, clock, this::left, skus);
    return search
        .run()
        .map(
            any -> {
              ids.putAll(search.found());
              search.found().forEach((sku, each) -> learnt.put(sku, each.remembered()));
              return search;
            });
  }

  private Future<Void> write() {
    open().forEach(this::write);
    List<Integer> listed = open().filter(this::changesLists).boxed().toList();
    return listed.isEmpty() ? Future.succeededFuture() : lookAtLists(listed);
  }

  private void write(int place) {
    ChannelUpdate update = updates.get(place);
    ProductIds known = ids.get(update.sku());
    if (known == null && update.value() instanceof Value.Discontinued) {
      outcomes[place] = Outcome.Accepted.PLAIN;
      return;
    } else if (known == null
        && (!(update.value() instanceof Value.Product) || update.listed() == Listed.YES)) {
      // A change that made one would bring neither its price nor its stock.
      outcomes[place] = NOT_THERE;
      return;
    }
    boolean variation = known != null && known.parent() != 0;
    ProductBody body = ProductBody.of(update, settings.currency(), variation);
    bodies[place] = body;
    outcomes[place] = body.refusal();
  }

  private Map<String, Object> members(int place) {
    return Objects.requireNonNull(bodies[place]).members();
  }

  private boolean changesLists(int place) {
    return ids.containsKey(updates.get(place).sku()) && ProductLists.in(members(place));
  }

  private Future<Void> lookAtLists(List<Integer> places) {
    Duration atMost = left();
    if (atMost.isNegative() || atMost.isZero()) {
      places.forEach(place -> outcomes[place] = timeIsUp());
      return Future.succeededFuture();
    }
    List<Long> products =
        places.stream().map(place -> ids.get(updates.get(place).sku()).id()).toList();
    return ProductLists.ask(api, answers, products, atMost)
        .onSuccess(
            told -> {
              lists.putAll(told.lists());
              places.forEach(place -> outcomes[place] = told.problem());
            })
        .mapEmpty();
  }

  private Outcome timeIsUp() {
    return later("total_timeout is used up", Outcome.Scope.ITEM);
  }

  private List<Batch> plan() {
    return Batch.of(open().mapToObj(this::item).toList());
  }

  private Batch.Item item(int place) {
    String sku = updates.get(place).sku();
    ProductIds known = ids.get(sku);
    Map<String, Object> members = members(place);
    String images = ProductLists.mark(members);
    Map<String, Object> sent = members;
    if (known != null) {
      sent = ProductLists.fit(members, lists.get(known.id()), known.images());
    } else if (settings.sendsStock()) {
      sent = Batch.outOfStock(members);
    }
    return new Batch.Item(place, sku, known, sent, images);
  }

  private Future<Void> sendAll(List<Batch> batches) {
    Future<Void> sent = Future.succeededFuture();
    for (Batch batch : batches) {
      sent = sent.compose(any -> send(batch));
    }
    return sent;
  }

  private Future<Void> send(Batch batch) {
    Duration atMost = left();
    // Images take their time: begun too late they end as a call that was not answered.
    Duration least =
        batch.fetches() == 0 ? Duration.ZERO : settings.wire().totalTimeout().dividedBy(2);
    if (atMost.compareTo(least) <= 0) {
      batch.all().forEach(item -> outcomes[item.place()] = timeIsUp());
      return Future.succeededFuture();
    }
    return api.batch(batch.path(), batch.body(), atMost)
        .onSuccess(
            ended -> {
              WooAnswers.Read read = answers.read(ended, batch.all().size());
              Outcome problem = read.problem();
              if (problem != null) {
                batch.all().forEach(item -> outcomes[item.place()] = problem);
                return;
              }
              Map<?, ?> answer = JsonTree.object(read.tree());
              ended(batch.creates(), JsonTree.list(answer.get("create")));
              ended(batch.updates(), JsonTree.list(answer.get("update")));
            })
        .mapEmpty();
  }

  /** The shop answers in the order in which it was told. */
  private void ended(List<Batch.Item> items, List<?> answered) {
    for (int i = 0; i < items.size(); i++) {
      Batch.Item item = items.get(i);
      Object said = i < answered.size() ? answered.get(i) : null;
      WooAnswers.Item meant = answers.item(said, item.id(), item.body());
      outcomes[item.place()] = meant.outcome();
      if (meant.hint() == WooAnswers.Hint.FORGET) {
        learnt.put(item.sku(), Map.of());
        again.add(item.place());
        gone.add(item.place());
      } else if (meant.hint() == WooAnswers.Hint.TAKEN && item.known() == null) {
        again.add(item.place());
      } else if (meant.carriedOut()) {
        learn(item, JsonTree.count(JsonTree.object(said).get("id")));
      }
    }
  }

  private void learn(Batch.Item item, long id) {
    ProductIds known = item.known();
    if (known == null) {
      learnt.put(item.sku(), new ProductIds(id, 0, item.images()).remembered());
    } else if (item.images() != null && !item.images().equals(known.images())) {
      learnt.put(item.sku(), known.withImages(item.images()).remembered());
    }
  }

  /**
   * What came about since it was looked for, or is there behind another id by now, is changed the
   * next time.
   */
  private Future<Void> findAgain() {
    return search(again)
        .onSuccess(search -> again.forEach(place -> outcomes[place] = foundAgain(place, search)))
        .mapEmpty();
  }

  private @Nullable Outcome foundAgain(int place, IdSearch search) {
    ChannelUpdate update = updates.get(place);
    Outcome problem = search.problem(update.sku());
    if (search.found().containsKey(update.sku())) {
      return new Outcome.Conflict("it is there behind another id by now");
    } else if (problem != null) {
      return problem;
    }
    return gone.contains(place) ? gone(update) : outcomes[place];
  }

  private static Outcome gone(ChannelUpdate update) {
    if (update.value() instanceof Value.Discontinued) {
      return Outcome.Accepted.PLAIN;
    }
    boolean creates = update.value() instanceof Value.Product && update.listed() != Listed.YES;
    return creates ? new Outcome.Conflict("the product was deleted there") : NOT_THERE;
  }

  /** What cannot be kept in time is looked up again. */
  private Future<Void> learn() {
    return learnt.isEmpty()
        ? Future.succeededFuture()
        : inTime(remoteIds.put(learnt)).otherwiseEmpty();
  }

  /** The store may take longer than the call has. */
  private <T> Future<T> inTime(Future<T> kept) {
    return kept.timeout(Math.max(1, left().toMillis()), TimeUnit.MILLISECONDS);
  }
}
