package io.sluice.adapter;

import io.vertx.core.Future;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Ids for as long as the process lives. */
public final class PassingRemoteIds implements RemoteIds {
  private final Map<String, Map<String, String>> known = new ConcurrentHashMap<>();

  @Override
  public Future<Map<String, Map<String, String>>> find(Collection<String> skus) {
    Map<String, Map<String, String>> found = new HashMap<>();
    for (String sku : skus) {
      Map<String, String> ids = known.get(sku);
      if (ids != null) {
        found.put(sku, ids);
      }
    }
    return Future.succeededFuture(found);
  }

  @Override
  public Future<Void> put(Map<String, Map<String, String>> ids) {
    ids.forEach(
        (sku, each) -> {
          if (each.isEmpty()) {
            known.remove(sku);
          } else {
            known.put(sku, Map.copyOf(each));
          }
        });
    return Future.succeededFuture();
  }
}
