package io.sluice.adapter.bol;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What bol says of a write it queued.
 *
 * @param entityId of what was written: the new offer, the upload, the export; null while it is none
 * @param error a sentence of bol's, null where there is none
 */
record ProcessStatus(String id, State state, @Nullable String entityId, @Nullable String error) {
  /** bol's own words for it. */
  enum State {
    PENDING,
    SUCCESS,
    FAILURE,
    TIMEOUT
  }

  /** Null where it says no id or no state that we know. */
  static @Nullable ProcessStatus read(@Nullable Map<?, ?> json) {
    if (json == null) {
      return null;
    }
    String id = BolJson.text(json, "processStatusId");
    String word = BolJson.text(json, "status");
    for (State state : State.values()) {
      if (id != null && Step.isId(id) && state.name().equals(word)) {
        return new ProcessStatus(
            id, state, BolJson.text(json, "entityId"), BolJson.text(json, "errorMessage"));
      }
    }
    return null;
  }
}
