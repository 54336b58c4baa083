package io.sluice.adapter.woocommerce;

import io.sluice.adapter.Outcome;
import io.sluice.adapter.wire.Exchanged;
import io.vertx.core.Future;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks the shop for the ids of SKUs. One that its host does not like in an address must not keep
 * the others from being found: what is refused is asked for in halves.
 */
final class IdSearch {
  /** Of SKUs in an address: servers take 8 KB of it as usual, filters before them less. */
  private static final int BYTES_AT_MOST = 2_000;

  /** Questions of several SKUs that one call halves: twice what finds one out of a hundred. */
  private static final int REFUSED_AT_MOST = 14;

  private static final Duration SOON = Duration.ofSeconds(10);

  private final WooApi api;
  private final WooAnswers answers;
  private final InstantSource clock;
  private final Supplier<Duration> left;
  private final Deque<List<String>> questions;
  private final Map<String, ProductIds> found = new HashMap<>();
  private final Map<String, Outcome> problems = new HashMap<>();
  private int refused;

  /**
   * @param left of the time for the call
   */
  IdSearch(
      WooApi api,
      WooAnswers answers,
      InstantSource clock,
      Supplier<Duration> left,
      Collection<String> skus) {
    this.api = api;
    this.answers = answers;
    this.clock = clock;
    this.left = left;
    this.questions = questions(skus);
  }

  private static Deque<List<String>> questions(Collection<String> skus) {
    Deque<List<String>> questions = new ArrayDeque<>();
    List<String> together = new ArrayList<>();
    int bytes = 0;
    for (String sku : skus) {
      int more = URLEncoder.encode(sku + ",", StandardCharsets.UTF_8).length();
      if (sku.contains(",")) {
        // The shop takes commas for the ends of SKUs, and the whole text for one, too.
        questions.add(List.of(sku));
        continue;
      } else if (bytes + more > BYTES_AT_MOST || together.size() == WooApi.AT_MOST) {
        questions.add(together);
        together = new ArrayList<>();
        bytes = 0;
      }
      together.add(sku);
      bytes += more;
    }
    questions.add(together);
    questions.removeIf(List::isEmpty);
    return questions;
  }

  /** Never fails; afterwards each SKU is found, has a problem, or is not there. */
  Future<Void> run() {
    List<String> question = questions.poll();
    if (question == null) {
      return Future.succeededFuture();
    }
    Duration atMost = left.get();
    if (atMost.isNegative() || atMost.isZero()) {
      end(question, later("total_timeout is used up"));
      return Future.succeededFuture();
    }
    return api.find(question, atMost)
        .compose(
            ended -> {
              take(question, ended);
              return run();
            });
  }

  Map<String, ProductIds> found() {
    return found;
  }

  /** What keeps a SKU from being looked for, or null. */
  @Nullable Outcome problem(String sku) {
    return problems.get(sku);
  }

  private void take(List<String> question, Exchanged ended) {
    WooAnswers.Read read = answers.read(ended, 1);
    if (read.tree() instanceof List<?> products) {
      Map<String, ProductIds> some = ProductIds.of(products);
      some.keySet().retainAll(question);
      found.putAll(some);
      return;
    }
    Outcome problem = unasked(read.problem());
    if (!(problem instanceof Outcome.Rejected)) {
      end(question, problem);
    } else if (question.size() == 1) {
      problems.put(question.get(0), problem);
    } else if (refused >= REFUSED_AT_MOST) {
      // Those that were asked for alone are refused: the next call has them no more.
      end(question, later("refuses to be asked for some SKUs"));
    } else {
      refused++;
      int half = question.size() / 2;
      questions.addFirst(question.subList(half, question.size()));
      questions.addFirst(question.subList(0, half));
    }
  }

  /** Asks no more. */
  private void end(List<String> question, Outcome problem) {
    question.forEach(sku -> problems.put(sku, problem));
    questions.forEach(some -> some.forEach(sku -> problems.put(sku, problem)));
    questions.clear();
  }

  private Outcome later(String reason) {
    return new Outcome.Deferred(clock.instant().plus(SOON), Outcome.Scope.ITEM, reason);
  }

  /** A question without an answer says nothing of the update, which was not sent. */
  static Outcome unasked(@Nullable Outcome problem) {
    if (problem == null) {
      return new Outcome.Unreachable("the answer is no list of products");
    }
    return problem instanceof Outcome.Unknown unknown
        ? new Outcome.Unreachable(unknown.reason())
        : problem;
  }
}
