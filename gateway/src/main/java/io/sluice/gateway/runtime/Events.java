package io.sluice.gateway.runtime;

import io.sluice.gateway.catalog.Decision;
import io.sluice.gateway.catalog.JournaledEvent;
import io.sluice.gateway.intake.Intake;
import io.sluice.source.EventDecoder;
import io.sluice.source.ProductEvent;
import io.sluice.source.RawMessage;
import io.sluice.store.JournalRow;
import java.util.List;
import java.util.Map;

/** Reads journal rows back into the events they were. Thread-safe. */
public final class Events {
  private final EventDecoder decoder;

  public Events(EventDecoder decoder) {
    this.decoder = decoder;
  }

  /** What the journal holds was decoded once; that it is an event no more is a fault of ours. */
  public ProductEvent decode(byte[] json) {
    return decoder
        .decode(new RawMessage(json, "application/cloudevents+json", Map.of()))
        .fold(
            event -> event,
            refusal -> {
              throw new IllegalStateException(
                  "a journaled event no longer reads as one: " + refusal);
            });
  }

  public JournaledEvent journaled(JournalRow row) {
    return new JournaledEvent(
        row.position(),
        row.source(),
        row.epoch(),
        row.version(),
        Decision.of(row.decision()),
        row.receivedAtMs(),
        decode(row.payload()),
        Intake.isImported(row));
  }

  public List<JournaledEvent> journaled(List<JournalRow> rows) {
    return rows.stream().map(this::journaled).toList();
  }
}
