package io.sluice.adapter.http;

import io.sluice.adapter.Outcome;
import io.sluice.adapter.wire.Answer;
import io.sluice.adapter.wire.Exchanged;
import io.sluice.adapter.wire.RetryAfter;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Asks for pending updates, a few at a time and each status address once. What could not be asked
 * within the total timeout is pending still, as is what got no clear answer: a question that fails
 * says nothing about the update.
 */
final class StatusPolls {
  private static final int AT_ONCE = 8;

  private final HttpSettings settings;
  private final Vertx vertx;
  private final InstantSource clock;
  private final Function<String, Future<Exchanged>> ask;
  private final ItemMapping items;

  /**
   * @param ask GET of a path and query at the channel's host
   */
  StatusPolls(
      HttpSettings settings,
      Vertx vertx,
      InstantSource clock,
      Function<String, Future<Exchanged>> ask) {
    this.settings = settings;
    this.vertx = vertx;
    this.clock = clock;
    this.ask = ask;
    this.items = new ItemMapping(clock);
  }

  Future<List<Outcome>> poll(List<String> handles) {
    List<Optional<StatusHandle>> parsed = new ArrayList<>(handles.size());
    Set<String> addresses = new LinkedHashSet<>();
    Map<String, Exchanged> answers = new HashMap<>();
    for (String handle : handles) {
      Optional<StatusHandle> ours = StatusHandle.parse(handle, settings.url().site().origin());
      parsed.add(ours);
      ours.map(StatusHandle::target).ifPresent(addresses::add);
    }
    return new Round(new ArrayDeque<>(addresses), answers)
        .run()
        .map(done -> outcomes(parsed, answers));
  }

  /** One pass over the addresses, bounded in time and in questions at once. */
  private final class Round {
    private final Deque<String> waiting;
    private final Map<String, Exchanged> answers;
    private final Promise<Void> ended = Promise.promise();
    private int asking;

    Round(Deque<String> waiting, Map<String, Exchanged> answers) {
      this.waiting = waiting;
      this.answers = answers;
    }

    Future<Void> run() {
      long timer =
          vertx.setTimer(settings.wire().totalTimeout().toMillis(), id -> ended.tryComplete());
      askMore();
      return ended.future().onComplete(done -> vertx.cancelTimer(timer));
    }

    private void askMore() {
      while (asking < AT_ONCE && !waiting.isEmpty() && !ended.future().isComplete()) {
        String target = waiting.removeFirst();
        asking++;
        ask.apply(target).onSuccess(answer -> answered(target, answer));
      }
      if (asking == 0) {
        ended.tryComplete();
      }
    }

    private void answered(String target, Exchanged answer) {
      asking--;
      answers.put(target, answer);
      askMore();
    }
  }

  private List<Outcome> outcomes(
      List<Optional<StatusHandle>> handles, Map<String, Exchanged> answers) {
    List<Outcome> outcomes = new ArrayList<>(handles.size());
    for (Optional<StatusHandle> handle : handles) {
      outcomes.add(
          handle
              .map(ours -> outcome(ours, answers))
              .orElseGet(() -> new Outcome.Unknown("not a handle of this channel", false)));
    }
    return outcomes;
  }

  private Outcome outcome(StatusHandle handle, Map<String, Exchanged> answers) {
    if (!(answers.get(handle.target()) instanceof Exchanged.Answered answered)
        || answered.answer().end() != Answer.End.COMPLETE) {
      return stillPending(handle, Optional.empty());
    }
    Answer answer = answered.answer();
    if (answer.status() == 404 || answer.status() == 410) {
      return new Outcome.Unknown("the channel forgot what it had pending", false);
    }
    if (answer.status() / 100 != 2) {
      return stillPending(
          handle,
          RetryAfter.read(answer.header("retry-after"), answer.header("date"), clock.instant()));
    }
    return AnswerBody.parse(answer.body())
        .map(body -> outcome(handle, body))
        .orElseGet(() -> stillPending(handle, Optional.empty()));
  }

  private Outcome outcome(StatusHandle handle, AnswerBody body) {
    AnswerBody.Item item = body.whole();
    if (body.results() != null) {
      item =
          body.results().stream()
              .filter(result -> handle.updateId().equals(result.id()))
              .findFirst()
              .orElse(item);
    }
    if (item.status() == null || item.status().equals("pending")) {
      return stillPending(handle, Optional.empty());
    }
    return items.ended(item);
  }

  private Outcome stillPending(StatusHandle handle, Optional<Instant> notBefore) {
    Instant now = clock.instant();
    if (!now.isBefore(handle.expiresAt())) {
      return new Outcome.Unknown("pending for longer than expires_after", false);
    }
    Instant pollAt = notBefore.orElseGet(() -> now.plus(settings.pollEvery()));
    return new Outcome.Pending(handle.toString(), pollAt, handle.expiresAt());
  }
}
