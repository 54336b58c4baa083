package io.sluice.gateway.operations;

import io.vertx.core.Future;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where events come from, and how a source is healed. As {@link Operations}. */
public interface Sources {
  Future<List<SourceView>> sources();

  /**
   * Begins a new order of versions: for a source restored from a backup. Of each part whose events
   * were judged stale since its versions went back, the newest is taken again.
   */
  Future<HealedView> newEpoch(String source, String who);

  /**
   * The same for one SKU, within the epoch: where its newest events were judged stale they count.
   */
  Future<HealedView> lowerMark(String source, String sku, String who);

  /** Messages that were no valid events, newest first. */
  Future<Page<RefusedView>> refused(@Nullable String cursor, int limit);
}
