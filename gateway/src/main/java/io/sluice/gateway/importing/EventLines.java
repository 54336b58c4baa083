package io.sluice.gateway.importing;

import io.sluice.source.Decoded;
import io.sluice.source.EventDecoder;
import io.sluice.source.ProductEvent;
import io.sluice.source.RawMessage;
import io.sluice.source.Refusal;
import io.sluice.source.cloudevents.CloudEventsDecoder;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A file with one CloudEvent a line (ndjson). Empty lines are skipped. */
public final class EventLines implements ImportLines {
  private static final EventDecoder DECODER = new CloudEventsDecoder();

  private final ByteLines lines;
  private final @Nullable Instant asOf;

  /**
   * @param asOf time of events that have none, null: they stay without
   */
  public EventLines(InputStream in, @Nullable Instant asOf) {
    this.lines = new ByteLines(in);
    this.asOf = asOf;
  }

  /** Reads an event as the gateway will. */
  static Decoded decode(byte[] json) {
    return DECODER.decode(new RawMessage(json, "application/cloudevents+json", Map.of()));
  }

  @Override
  public @Nullable ImportLine next() throws IOException {
    ByteLines.Line line = lines.next();
    while (line != null && isBlank(line.bytes())) {
      line = lines.next();
    }
    return line == null ? null : read(line);
  }

  private static boolean isBlank(byte[] bytes) {
    for (byte octet : bytes) {
      if (octet != ' ' && octet != '\t') {
        return false;
      }
    }
    return true;
  }

  private ImportLine read(ByteLines.Line line) {
    return line.cut()
        ? ImportLine.broken(line.number(), line.fault())
        : decode(line.bytes()).fold(event -> taken(line, event), refusal -> refused(line, refusal));
  }

  private ImportLine taken(ByteLines.Line line, ProductEvent event) {
    boolean dated = event.time() != null || asOf == null;
    byte[] json = dated ? line.bytes() : DatedEvent.of(line.bytes(), asOf);
    ImportedEvent taken = new ImportedEvent(event.sku(), "", json);
    return new ImportLine(line.number(), event.sku(), List.of(taken), List.of());
  }

  private static ImportLine refused(ByteLines.Line line, Refusal refusal) {
    String place = refusal.path().isEmpty() ? "" : refusal.path() + ": ";
    boolean array = line.bytes()[0] == '[';
    String hint = array ? "; a file to import has one event a line and no array" : "";
    return ImportLine.broken(line.number(), place + refusal.message() + hint);
  }

  @Override
  public long bytes() {
    return lines.bytes();
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
