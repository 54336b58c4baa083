package io.sluice.adapter.bol;

import io.sluice.adapter.Outcome;
import io.sluice.adapter.ReadBack;
import io.sluice.adapter.wire.Visible;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One question what became of pending updates: the states of all their processes first, then what
 * follows from them. What takes too long, or what bol would not say now, stays pending.
 */
final class BolPoll {
  /** What bol says where the retailer sells that EAN already; the id is not told otherwise. */
  private static final Pattern DUPLICATE = Pattern.compile("retailer offer '([^' ]+)' already");

  private final BolConnection.Parts parts;
  private final Instant now;
  private final List<@Nullable Waiting> waiting = new ArrayList<>();
  private final List<@Nullable Outcome> atOnce = new ArrayList<>();
  private final FollowUps follow;

  BolPoll(BolConnection.Parts parts, Instant now) {
    this.parts = parts;
    this.now = now;
    this.follow = new FollowUps(parts, now);
  }

  /** One outcome per handle, in order. */
  Future<List<Outcome>> run(List<String> handles) {
    Map<Integer, ReadBack> questions = new HashMap<>();
    for (int i = 0; i < handles.size(); i++) {
      ReadBack question = ReadBack.find(handles.get(i));
      if (question != null) {
        questions.put(i, question);
      }
      begin(question == null ? Handle.parse(handles.get(i)) : null);
    }
    return readBacks(questions).compose(any -> ask()).map(any -> outcomes());
  }

  private void begin(@Nullable Handle handle) {
    waiting.add(handle == null ? null : new Waiting(handle));
    atOnce.add(handle == null ? new Outcome.Unknown("not a handle of this channel", false) : null);
  }

  /** What is known by its id can be sent again without harm; the others are looked for. */
  private Future<Void> readBacks(Map<Integer, ReadBack> questions) {
    if (questions.isEmpty()) {
      return Future.succeededFuture();
    }
    List<String> skus = questions.values().stream().map(ReadBack::sku).distinct().toList();
    return parts
        .ids()
        .find(skus)
        .onSuccess(
            known ->
                questions.forEach(
                    (at, question) -> {
                      if (known.containsKey(question.sku())) {
                        atOnce.set(at, new Outcome.Conflict("the offer is known: sent again"));
                      } else {
                        Step find = new Step(Step.Kind.FIND, Step.NONE);
                        atOnce.set(at, null);
                        waiting.set(
                            at, new Waiting(Handle.of(now, false, List.of(find), question.sku())));
                      }
                    }))
        .mapEmpty();
  }

  private Future<Void> ask() {
    List<String> ids = new ArrayList<>();
    for (Waiting each : waiting) {
      if (each != null) {
        each.handle.steps().stream()
            .filter(step -> step.kind().isProcess() && step.isAsked())
            .forEach(step -> ids.add(step.id()));
      }
    }
    return parts
        .statuses()
        .ask(ids)
        .compose(
            told -> {
              waiting.stream().filter(each -> each != null).forEach(each -> settle(each, told));
              return follow.run();
            });
  }

  private void settle(Waiting each, BolStatuses.Told told) {
    each.left.clear();
    for (Step step : each.handle.steps()) {
      ProcessStatus status = told.known().get(step.id());
      Outcome unasked = told.unasked().get(step.id());
      if (step.kind() == Step.Kind.REPORT || !step.isAsked()) {
        next(each, step);
      } else if (unasked != null) {
        each.left.add(step);
        each.notBefore(unasked);
      } else if (status == null) {
        lost(each, step, "bol no longer knows what became of it");
      } else {
        settle(each, step, status);
      }
    }
    if (!each.left.isEmpty() && each.isExpired(now)) {
      each.end(new Outcome.Unknown("bol did not end it within 48 hours", false));
    }
  }

  private void settle(Waiting each, Step step, ProcessStatus status) {
    switch (status.state()) {
      case PENDING -> each.left.add(step);
      case SUCCESS -> succeeded(each, step, status);
      case FAILURE -> failed(each, step, status);
      case TIMEOUT -> lost(each, step, "bol did not get to it in time");
    }
  }

  /** Nobody knows whether it was carried out. A create is looked for, anything else sent again. */
  private void lost(Waiting each, Step step, String why) {
    if (step.kind().creates() || step.kind().finds()) {
      Step.Kind kind = step.kind().creates() ? Step.Kind.FIND : step.kind();
      if (step.kind().creates()) {
        each.begin(now);
      }
      next(each, new Step(kind, Step.NONE));
    } else {
      end(each, step, new Outcome.Unknown(why, false));
    }
  }

  private static void end(Waiting each, Step step, Outcome outcome) {
    if (step.kind().isContent()) {
      each.left.add(step);
      each.endContent(outcome);
    } else {
      each.end(outcome);
    }
  }

  /** A report to read, or an offer that no file of all offers was asked for yet. */
  private void next(Waiting each, Step step) {
    each.left.add(step);
    if (step.kind() == Step.Kind.REPORT) {
      follow.report(each, step);
    } else {
      follow.search().add(each, step);
    }
  }

  private void succeeded(Waiting each, Step step, ProcessStatus status) {
    String entity = status.entityId();
    switch (step.kind()) {
      case CREATE, CREATE_UNPRICED -> {
        if (Step.isId(entity)) {
          boolean priced = step.kind() == Step.Kind.CREATE;
          follow.ids().set(each, new BolIds.Offer(entity, priced, now));
          each.listed = true;
        } else {
          lost(each, step, "bol did not name the new offer");
        }
      }
      case FIRST_PRICE -> follow.ids().setPriced(each);
      case DELETE -> follow.ids().forget(each);
      case CONTENT -> {
        if (Step.isId(entity)) {
          next(each, new Step(Step.Kind.REPORT, entity));
        }
      }
      case FIND, FIND_TO_DELETE -> {
        if (Step.isId(entity)) {
          each.left.add(step);
          follow.search().add(each, step, entity);
        } else {
          lost(each, step, "bol did not name the export");
        }
      }
      default -> {
        // Ended, and nothing follows.
      }
    }
  }

  private void failed(Waiting each, Step step, ProcessStatus status) {
    String error = status.error() == null ? "bol does not say why" : status.error();
    Matcher duplicate = DUPLICATE.matcher(error);
    if (step.kind().finds()) {
      lost(each, step, error);
    } else if (step.kind().creates() && duplicate.find() && Step.isId(duplicate.group(1))) {
      each.left.add(step);
      follow.duplicate(each, step, duplicate.group(1));
    } else if (step.kind().needsOffer() && BolAnswers.unknownOffer(status.error())) {
      each.left.add(step);
      follow.doubt(each, step, reason(error));
    } else {
      String code = step.kind().word() + ".failure";
      end(each, step, new Outcome.Rejected(code, reason(error), Outcome.Scope.ITEM, null));
    }
  }

  private static String reason(String error) {
    return Visible.line(error);
  }

  private List<Outcome> outcomes() {
    List<Outcome> outcomes = new ArrayList<>();
    for (int i = 0; i < waiting.size(); i++) {
      Waiting each = waiting.get(i);
      Outcome known = atOnce.get(i);
      outcomes.add(known == null && each != null ? outcome(each) : Objects.requireNonNull(known));
    }
    return Collections.unmodifiableList(outcomes);
  }

  private Outcome outcome(Waiting each) {
    Outcome end = each.end();
    if (end != null) {
      return end;
    } else if (each.left.isEmpty()) {
      return Outcome.Accepted.PLAIN;
    }
    return parts.pending(each.left(), now, each.notBefore());
  }
}
