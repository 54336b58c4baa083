package io.sluice.adapter;

import io.vertx.core.Future;
import java.util.Collection;
import java.util.Map;

/**
 * The ids that a channel gave our products, by the channel's SKU: durable, each channel its own.
 * Asked and answered on the connection's context.
 *
 * <p>They are hints that may have become wrong: whoever uses one and is told that it is unknown
 * {@link #put}s an empty map and asks the marketplace anew.
 */
public interface RemoteIds {
  /** Most SKUs in one question. */
  int AT_MOST = 1_000;

  /**
   * @param skus at most {@link #AT_MOST}
   * @return ids by their names; a SKU of which none are known is absent. Fails when the store
   *     cannot be read
   */
  Future<Map<String, Map<String, String>>> find(Collection<String> skus);

  /**
   * Completes once they are durable; they take the place of those known before.
   *
   * @param ids by SKU, at most {@link #AT_MOST}; an empty map forgets the SKU
   */
  Future<Void> put(Map<String, Map<String, String>> ids);
}
