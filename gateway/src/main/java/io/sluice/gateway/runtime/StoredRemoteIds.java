package io.sluice.gateway.runtime;

import io.sluice.adapter.RemoteIds;
import io.sluice.store.StateRow;
import io.sluice.store.Store;
import io.sluice.store.StoreException;
import io.sluice.store.Write;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The ids that a channel gave our products, in the store: a row per SKU. */
final class StoredRemoteIds implements RemoteIds {
  /** Not a letter of a channel's name, so that no shelf has this scope. */
  private static final String SCOPE = "ids/";

  private static final String PART = "";

  private final Store store;
  private final Vertx vertx;
  private final String scope;

  StoredRemoteIds(Store store, Vertx vertx, String channel) {
    this.store = store;
    this.vertx = vertx;
    this.scope = scope(channel);
  }

  /** Of the rows of a channel. */
  static String scope(String channel) {
    return SCOPE + channel;
  }

  @Override
  public Future<Map<String, Map<String, String>>> find(Collection<String> skus) {
    List<String> asked = List.copyOf(checked(skus));
    return vertx.executeBlocking(() -> read(asked), false);
  }

  private Map<String, Map<String, String>> read(List<String> skus) {
    Map<String, Map<String, String>> found = new HashMap<>();
    for (String sku : skus) {
      store.findState(scope, sku, PART).ifPresent(row -> found.put(sku, unpack(row)));
    }
    return found;
  }

  @Override
  public Future<Void> put(Map<String, Map<String, String>> ids) {
    List<Write> writes = new ArrayList<>();
    List<StateRow> rows = new ArrayList<>();
    for (String sku : checked(ids.keySet())) {
      Map<String, String> each = ids.get(sku);
      if (each == null || each.isEmpty()) {
        writes.add(new Write.DeleteState(scope, sku, PART));
      } else {
        rows.add(new StateRow(scope, sku, PART, 0, pack(each)));
      }
    }
    writes.add(new Write.PutState(rows));
    Promise<Void> durable = Promise.promise();
    Context context = vertx.getOrCreateContext();
    store.submit(writes, () -> context.runOnContext(any -> durable.complete()));
    return durable.future();
  }

  private static Collection<String> checked(Collection<String> skus) {
    if (skus.size() > AT_MOST) {
      throw new IllegalArgumentException("more than " + AT_MOST + " SKUs at once");
    }
    return skus;
  }

  private static byte[] pack(Map<String, String> ids) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeShort(ids.size());
      for (Map.Entry<String, String> id : ids.entrySet()) {
        out.writeUTF(id.getKey());
        out.writeUTF(id.getValue());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static Map<String, String> unpack(StateRow row) {
    Map<String, String> ids = new HashMap<>();
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(row.value()))) {
      for (int left = in.readUnsignedShort(); left > 0; left--) {
        String name = in.readUTF();
        ids.put(name, in.readUTF());
      }
    } catch (IOException e) {
      throw new StoreException(
          StoreException.Kind.CORRUPT, "the ids of %s cannot be read".formatted(row.key()), e);
    }
    return ids;
  }
}
