package io.sluice.adapter.woocommerce;

import io.sluice.adapter.ChannelUpdate;
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
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * One call: finds the ids, sends what is created and changed in one batch, variations in one for
 * each product they belong to, and remembers what was learnt. All within the total timeout.
 */
final class WooCall {
  private static final Duration SOON = Duration.ofSeconds(10);

  private final WooSettings settings;
  private final WooApi api;
  private final WooAnswers answers;
  private final RemoteIds remoteIds;
  private final InstantSource clock;
  private final Instant end;
  private final List<ChannelUpdate> updates;
  private final @Nullable Outcome[] outcomes;
  private final Map<String, ProductIds> ids = new HashMap<>();
  private final Map<String, Map<String, String>> learnt = new HashMap<>();
  private final Set<Integer> taken = new LinkedHashSet<>();

  WooCall(
      WooSettings settings,
      WooApi api,
      RemoteIds remoteIds,
      InstantSource clock,
      List<ChannelUpdate> updates) {
    this.settings = settings;
    this.api = api;
    this.answers = new WooAnswers(clock);
    this.remoteIds = remoteIds;
    this.clock = clock;
    this.end = clock.instant().plus(settings.wire().totalTimeout());
    this.updates = updates;
    this.outcomes = new Outcome[updates.size()];
  }

  Future<List<Outcome>> run() {
    return remoteIds
        .find(updates.stream().map(ChannelUpdate::sku).toList())
        .map(this::remember)
        .otherwise(failure -> endAll(later("the ids known here cannot be read")))
        .compose(any -> findMissing())
        .compose(any -> sendAll(plan()))
        .compose(any -> findTaken())
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

  private Outcome later(String reason) {
    return new Outcome.Deferred(clock.instant().plus(SOON), Outcome.Scope.CHANNEL, reason);
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
    if (missing.isEmpty()) {
      return Future.succeededFuture();
    }
    return find(missing)
        .onSuccess(
            problem -> {
              if (problem != null) {
                missing.forEach(place -> outcomes[place] = problem);
              }
            })
        .mapEmpty();
  }

  /** Asks the shop; gives what keeps it from being known, or null. */
  private Future<@Nullable Outcome> find(Collection<Integer> places) {
    Set<String> skus = new LinkedHashSet<>();
    places.forEach(place -> skus.add(updates.get(place).sku()));
    return api.find(skus, left())
        .map(
            ended -> {
              WooAnswers.Read read = answers.read(ended, 1);
              if (read.tree() instanceof List<?> products) {
                Map<String, ProductIds> found = ProductIds.of(products);
                found.keySet().retainAll(skus);
                ids.putAll(found);
                found.forEach((sku, each) -> learnt.put(sku, each.remembered()));
                return null;
              }
              return unasked(read.problem());
            });
  }

  /** A question without an answer says nothing of the update, which was not sent. */
  private static Outcome unasked(@Nullable Outcome problem) {
    if (problem == null) {
      return new Outcome.Unreachable("the answer is no list of products");
    }
    return problem instanceof Outcome.Unknown unknown
        ? new Outcome.Unreachable(unknown.reason())
        : problem;
  }

  private Collection<Batch> plan() {
    Map<String, Batch> batches = new LinkedHashMap<>();
    open().forEach(place -> plan(place, batches));
    return batches.values();
  }

  private void plan(int place, Map<String, Batch> batches) {
    ChannelUpdate update = updates.get(place);
    ProductIds known = ids.get(update.sku());
    if (known == null && update.value() instanceof Value.Discontinued) {
      outcomes[place] = Outcome.Accepted.PLAIN;
      return;
    } else if (known == null && !(update.value() instanceof Value.Product)) {
      outcomes[place] = new Outcome.NotListed("the shop has no product with this SKU");
      return;
    }
    boolean variation = known != null && known.parent() != 0;
    ProductBody body = ProductBody.of(update, settings.currency(), variation);
    if (body.refusal() != null) {
      outcomes[place] = body.refusal();
      return;
    }
    String path = known == null ? WooApi.BATCH : known.batchPath();
    long id = known == null ? 0 : known.id();
    Map<String, Object> members =
        known == null && settings.sendsStock() ? Batch.outOfStock(body.members()) : body.members();
    batches.computeIfAbsent(path, Batch::new).add(new Batch.Item(place, update.sku(), id, members));
  }

  private Future<Void> sendAll(Collection<Batch> batches) {
    Future<Void> sent = Future.succeededFuture();
    for (Batch batch : batches) {
      sent = sent.compose(any -> send(batch));
    }
    return sent;
  }

  private Future<Void> send(Batch batch) {
    Duration atMost = left();
    if (atMost.isNegative() || atMost.isZero()) {
      batch.all().forEach(item -> outcomes[item.place()] = later("total_timeout is used up"));
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
      WooAnswers.Item meant = answers.item(said, item.id());
      outcomes[item.place()] = meant.outcome();
      if (meant.hint() == WooAnswers.Hint.FORGET) {
        learnt.put(item.sku(), Map.of());
      } else if (meant.hint() == WooAnswers.Hint.TAKEN && item.id() == 0) {
        taken.add(item.place());
      } else if (meant.outcome() instanceof Outcome.Accepted && item.id() == 0) {
        long id = JsonTree.count(JsonTree.object(said).get("id"));
        learnt.put(item.sku(), new ProductIds(id, 0).remembered());
      }
    }
  }

  /** A product that came about since it was looked for is changed the next time. */
  private Future<Void> findTaken() {
    if (taken.isEmpty()) {
      return Future.succeededFuture();
    }
    return find(taken)
        .onSuccess(
            problem ->
                taken.stream()
                    .filter(place -> ids.containsKey(updates.get(place).sku()))
                    .forEach(
                        place ->
                            outcomes[place] = new Outcome.Conflict("the product is there by now")))
        .mapEmpty();
  }

  /** What cannot be kept is looked up again. */
  private Future<Void> learn() {
    return learnt.isEmpty() ? Future.succeededFuture() : remoteIds.put(learnt).otherwiseEmpty();
  }
}
