package io.sluice.gateway.runtime;

import io.sluice.gateway.channel.Why;
import io.sluice.gateway.operations.HeldQuery;
import io.sluice.gateway.operations.HeldView;
import io.sluice.gateway.operations.OperationException;
import io.sluice.gateway.operations.OperationException.Kind;
import io.sluice.gateway.operations.Page;
import io.sluice.gateway.operations.RefusedView;
import io.sluice.store.HeldRow;
import io.sluice.store.RefusedRow;
import io.sluice.store.Store;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Pages through held and refused rows; reads on a worker. */
final class HeldLists {
  /** After each a job tells how far it is, and looks whether somebody cancelled it. */
  private static final int ROWS_AT_ONCE = 100;

  private static final int TEXT_AT_MOST = 20_000;
  private static final String SEPARATOR = "\u0000";

  private final Vertx vertx;
  private final Store store;

  HeldLists(Vertx vertx, Store store) {
    this.vertx = vertx;
    this.store = store;
  }

  Future<Page<HeldView>> dead(HeldQuery query, @Nullable String cursor, int limit) {
    return page(new HeldQuery(query.channel(), Why.DEAD.code(), query.sku()), cursor, limit);
  }

  /** All but dead letters. */
  Future<Page<HeldView>> waiting(HeldQuery query, @Nullable String cursor, int limit) {
    return page(query, cursor, limit);
  }

  private Future<Page<HeldView>> page(HeldQuery query, @Nullable String cursor, int limit) {
    return vertx.executeBlocking(
        () -> {
          HeldRow after = cursor == null ? null : row(cursor);
          boolean skipDead = query.why() == null;
          List<HeldRow> found = new ArrayList<>();
          List<HeldRow> rows = store.held(filter(query), after, limit + 1);
          while (!rows.isEmpty() && found.size() <= limit) {
            for (HeldRow row : rows) {
              if (!skipDead || !row.why().equals(Why.DEAD.code())) {
                found.add(row);
              }
            }
            HeldRow last = rows.get(rows.size() - 1);
            rows = found.size() > limit ? List.of() : store.held(filter(query), last, limit + 1);
          }
          boolean more = found.size() > limit;
          List<HeldRow> shown = more ? found.subList(0, limit) : found;
          return new Page<>(
              shown.stream().map(HeldLists::view).toList(),
              more ? cursor(shown.get(shown.size() - 1)) : null);
        },
        false);
  }

  /** The next rows of one reason, whole. */
  Future<List<HeldRow>> rows(HeldQuery query, Why why, @Nullable HeldRow after) {
    HeldQuery one = new HeldQuery(query.channel(), why.code(), query.sku());
    return vertx.executeBlocking(() -> store.held(filter(one), after, ROWS_AT_ONCE), false);
  }

  private static Store.HeldFilter filter(HeldQuery query) {
    return new Store.HeldFilter(query.channel(), query.why(), query.sku());
  }

  static HeldView view(HeldRow row) {
    return new HeldView(
        row.channel(),
        row.key(),
        row.part(),
        row.position(),
        row.why(),
        Instant.ofEpochMilli(row.sinceMs()),
        row.dueMs() == Long.MIN_VALUE ? null : Instant.ofEpochMilli(row.dueMs()),
        row.attempts(),
        row.code(),
        row.reason(),
        row.why().equals(Why.SPILLED.code()) ? null : text(row.detail()),
        text(row.payload()));
  }

  private static String text(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    return text.length() > TEXT_AT_MOST ? text.substring(0, TEXT_AT_MOST) : text;
  }

  static String cursor(HeldRow row) {
    String place =
        String.join(SEPARATOR, row.channel(), row.key(), row.part(), Long.toString(row.position()));
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(place.getBytes(StandardCharsets.UTF_8));
  }

  static HeldRow row(String cursor) {
    try {
      String place = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
      String[] keys = place.split(SEPARATOR, -1);
      byte[] none = new byte[0];
      return new HeldRow(
          keys[0], keys[1], keys[2], Long.parseLong(keys[3]), "", 0, 0, 0, null, null, none, none);
    } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
      throw badCursor();
    }
  }

  private static OperationException badCursor() {
    return new OperationException(
        Kind.INVALID, "the cursor is not one that this list gave: begin again without it");
  }

  Future<Page<RefusedView>> refused(@Nullable String cursor, int limit) {
    return vertx.executeBlocking(
        () -> {
          List<RefusedRow> rows = store.refused(before(cursor), limit + 1);
          boolean more = rows.size() > limit;
          List<RefusedRow> shown = more ? rows.subList(0, limit) : rows;
          return new Page<>(
              shown.stream().map(HeldLists::view).toList(),
              more ? Long.toString(shown.get(shown.size() - 1).id()) : null);
        },
        false);
  }

  private static long before(@Nullable String cursor) {
    try {
      return cursor == null ? Long.MAX_VALUE : Long.parseLong(cursor);
    } catch (NumberFormatException e) {
      throw badCursor();
    }
  }

  private static RefusedView view(RefusedRow row) {
    return new RefusedView(
        row.id(),
        row.source(),
        Instant.ofEpochMilli(row.atMs()),
        row.code(),
        row.path(),
        row.message(),
        row.contentType(),
        row.bodyBytes(),
        text(row.body()));
  }
}
