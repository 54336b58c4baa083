package io.sluice.gateway.runtime;

import io.sluice.gateway.operations.Audit;
import io.sluice.gateway.operations.AuditEntry;
import io.sluice.gateway.operations.AuditView;
import io.sluice.gateway.operations.Page;
import io.sluice.store.AuditRow;
import io.sluice.store.Store;
import io.sluice.store.Write;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What people did, in the store. */
final class AuditLog implements Audit {
  private final Vertx vertx;
  private final Store store;
  private final InstantSource clock;

  AuditLog(Vertx vertx, Store store, InstantSource clock) {
    this.vertx = vertx;
    this.store = store;
    this.clock = clock;
  }

  @Override
  public Future<Void> audited(AuditEntry entry) {
    AuditRow row =
        new AuditRow(
            0,
            clock.millis(),
            entry.who(),
            entry.address(),
            entry.client(),
            entry.action(),
            entry.target(),
            entry.count(),
            entry.reason(),
            entry.problem());
    return Stored.in(store, new Write.PutAudit(row));
  }

  @Override
  public Future<Page<AuditView>> audit(@Nullable String cursor, int limit) {
    return vertx.executeBlocking(
        () -> {
          List<AuditRow> rows = store.audit(Cursors.number(cursor, Long.MAX_VALUE), limit + 1);
          boolean more = rows.size() > limit;
          List<AuditRow> shown = more ? rows.subList(0, limit) : rows;
          return new Page<>(
              shown.stream().map(AuditLog::view).toList(),
              more ? Cursors.of(shown.get(shown.size() - 1).id()) : null);
        },
        false);
  }

  private static AuditView view(AuditRow row) {
    return new AuditView(
        row.id(),
        Instant.ofEpochMilli(row.atMs()),
        row.who(),
        row.address(),
        row.client(),
        row.action(),
        row.target(),
        row.count(),
        row.reason(),
        row.problem());
  }
}
