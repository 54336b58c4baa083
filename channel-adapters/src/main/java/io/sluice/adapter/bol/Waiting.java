package io.sluice.adapter.bol;

import io.sluice.adapter.Outcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One handle while it is asked for: what is left of it, and what it ended in. */
final class Waiting {
  final Handle handle;

  /** What has not ended. */
  final List<Step> left = new ArrayList<>();

  boolean listed;

  /** When what is left of it began. */
  private Instant since;

  /** Null while it waits for what is left; {@code Accepted} where that is nothing. */
  private @Nullable Outcome end;

  /** Why its content is not taken, null where nobody said so. */
  private @Nullable Outcome contentEnd;

  /** Not to be asked for before; null: as usual. */
  private @Nullable Instant notBefore;

  Waiting(Handle handle) {
    this.handle = handle;
    this.listed = handle.listed();
    this.since = handle.since();
    this.left.addAll(handle.steps());
  }

  String sku() {
    return handle.sku();
  }

  /** What is left of it began now, and has all the time that there is. */
  void begin(Instant now) {
    since = now;
  }

  boolean isExpired(Instant now) {
    return !now.isBefore(left().expiresAt());
  }

  /** What waits on. */
  Handle left() {
    return Handle.of(since, listed, left, sku());
  }

  /** The first end counts. */
  void end(Outcome outcome) {
    if (end == null) {
      end = outcome;
    }
  }

  /**
   * The content was not taken. Its step stays, to be told again: what becomes of the offer counts
   * first.
   */
  void endContent(Outcome outcome) {
    contentEnd = outcome;
  }

  /**
   * Null where it goes on: what is left has not ended, or the offer came to be just now. A refusal
   * of content would hide both, and the offer's price and stock would wait for a product that is
   * refused.
   */
  @Nullable Outcome end() {
    boolean offerLeft = left.stream().anyMatch(step -> !step.kind().isContent());
    if (end == null && contentEnd != null && !offerLeft && listed == handle.listed()) {
      return contentEnd;
    }
    return end;
  }

  void replace(Step step, Step with) {
    left.replaceAll(each -> each.equals(step) ? with : each);
  }

  void notBefore(@Nullable Outcome why) {
    if (why instanceof Outcome.Deferred deferred) {
      notBefore(deferred.until());
    }
  }

  void notBefore(Instant time) {
    notBefore = time;
  }

  @Nullable Instant notBefore() {
    return notBefore;
  }

  /** As if it had not been asked for: what follows from it could not be stored. */
  void undo() {
    end = null;
    contentEnd = null;
    since = handle.since();
    listed = handle.listed();
    left.clear();
    left.addAll(handle.steps());
  }
}
