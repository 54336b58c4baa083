package io.sluice.adapter.shopify;

import io.sluice.adapter.PassingRemoteIds;
import io.sluice.adapter.RemoteIds;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** Ids whose store may come to a stand. */
final class StallingRemoteIds implements RemoteIds {
  private final RemoteIds ids = new PassingRemoteIds();
  private final AtomicInteger reads = new AtomicInteger(Integer.MAX_VALUE);
  private final AtomicInteger writes = new AtomicInteger(Integer.MAX_VALUE);

  /** How many more reads and writes are answered. */
  void answers(int moreReads, int moreWrites) {
    reads.set(moreReads);
    writes.set(moreWrites);
  }

  private static boolean stands(AtomicInteger left) {
    return left.getAndUpdate(count -> Math.max(0, count - 1)) == 0;
  }

  @Override
  public Future<Map<String, Map<String, String>>> find(Collection<String> skus) {
    if (stands(reads)) {
      return Promise.<Map<String, Map<String, String>>>promise().future();
    }
    return ids.find(skus);
  }

  @Override
  public Future<Void> put(Map<String, Map<String, String>> all) {
    if (stands(writes)) {
      return Promise.<Void>promise().future();
    }
    return ids.put(all);
  }
}
