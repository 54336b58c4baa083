package io.sluice.simulator;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;

/** What all requests of a channel share; begins one visit for each. */
record Visits(
    Vertx vertx,
    SimulatedChannel channel,
    Ledger ledger,
    FaultPicker faults,
    RequestLog log,
    PendingStatuses statuses,
    Overlaps overlaps) {
  void begin(HttpServerRequest request, BodyReader.Body body) {
    new Visit(this, request, body).begin();
  }
}
