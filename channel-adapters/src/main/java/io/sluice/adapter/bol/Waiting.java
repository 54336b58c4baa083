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

  /** Null while it waits for what is left; {@code Accepted} where that is nothing. */
  private @Nullable Outcome end;

  /** Not to be asked for before; null: as usual. */
  private @Nullable Instant notBefore;

  Waiting(Handle handle) {
    this.handle = handle;
    this.listed = handle.listed();
    this.left.addAll(handle.steps());
  }

  String sku() {
    return handle.sku();
  }

  /** The first end counts. */
  void end(Outcome outcome) {
    if (end == null) {
      end = outcome;
    }
  }

  @Nullable Outcome end() {
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
    listed = handle.listed();
    left.clear();
    left.addAll(handle.steps());
  }
}
