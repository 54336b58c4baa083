package io.sluice.gateway.operations;

import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;

/** What people did. As {@link Operations}. */
public interface Audit {
  /** Newest first. */
  Future<Page<AuditView>> audit(@Nullable String cursor, int limit);

  /** Writes down what somebody did; completes once that is durable. */
  Future<Void> audited(AuditEntry entry);
}
