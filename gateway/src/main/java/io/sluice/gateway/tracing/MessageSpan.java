package io.sluice.gateway.tracing;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.sluice.gateway.catalog.JournaledEvent;
import io.sluice.source.Refusal;

/**
 * A message from when intake takes it until its event is durable and the source is answered. Used
 * by one thread.
 */
public final class MessageSpan {
  private final Span process;
  private final Span commit;

  /**
   * @param commit its part in which the store writes
   */
  MessageSpan(Span process, Span commit) {
    this.process = process;
    this.commit = commit;
  }

  void decided(JournaledEvent event) {
    process
        .setAttribute(Names.MESSAGE_ID, event.event().id())
        .setAttribute(Names.SKU, event.event().sku())
        .setAttribute(Names.FACET, Names.word(event.event().facet()))
        .setAttribute(Names.POSITION, event.position())
        .setAttribute(Names.DECISION, event.decision().toString());
  }

  void refused(Refusal refusal) {
    process
        .setAttribute(Names.DECISION, "refused")
        .setStatus(StatusCode.ERROR, refusal.code() + " " + refusal.path());
  }

  /** All that became of it is durable, and its source was answered. */
  public void durable() {
    commit.end();
    process.end();
  }
}
