package io.sluice.gateway.operations;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What became of events taken over HTTP, in their order. */
public record TakenView(List<Item> items) {
  /**
   * @param decision new, stale, duplicate, conflict, not owned, refused
   * @param position in the journal, 0 when refused
   * @param code reason of a refusal, else null
   * @param message what is wrong, or of what was taken what to mind; null: nothing
   */
  public record Item(
      @Nullable String id,
      String decision,
      long position,
      @Nullable String code,
      @Nullable String path,
      @Nullable String message) {}
}
