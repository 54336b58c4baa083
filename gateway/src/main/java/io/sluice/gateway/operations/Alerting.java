package io.sluice.gateway.operations;

import io.sluice.gateway.operations.AlertsView.ReceiverView;
import io.vertx.core.Future;
import java.util.List;

/** What people are told of by the gateway itself. As {@link Operations}. */
public interface Alerting {
  Future<AlertsView> alerts();

  /**
   * Sends a test through every receiver, once and at the same time; answers how that went. Fails
   * with CONFLICT where there is none.
   */
  Future<List<ReceiverView>> testAlerts(String who);
}
