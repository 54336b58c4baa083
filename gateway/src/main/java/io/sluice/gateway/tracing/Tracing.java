package io.sluice.gateway.tracing;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.sluice.gateway.catalog.Catalog;
import io.sluice.gateway.catalog.CatalogEntry;
import io.sluice.gateway.catalog.Decision;
import io.sluice.gateway.catalog.JournaledEvent;
import io.sluice.gateway.channel.Cause;
import io.sluice.gateway.config.TraceSettings;
import io.sluice.source.Received;
import io.sluice.source.Refusal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Traces of what is sampled: a span for each message, one for each call of a channel. A call soon
 * after its event is a part of the event's trace; a later one, and one with several events, begins
 * a trace of its own that is linked to theirs. Exists only where traces are configured.
 * Thread-safe.
 */
public final class Tracing implements AutoCloseable {
  /** A trace that goes on for hours is shown by nobody. */
  private static final long FRESH_MS = 5_000;

  private final SdkTracerProvider provider;
  private final Tracer tracer;
  private final SpanQueue queue;
  private final Map<String, String> exchanges;
  private final Catalog catalog;
  private final long head;
  private final Origins origins = new Origins();

  /**
   * @param exchanges by source, of those that have one
   * @param head position of the newest event before the start: traces of events up to it are
   *     forgotten
   */
  public static Tracing to(
      TraceSettings settings, Map<String, String> exchanges, Catalog catalog, long head) {
    return new Tracing(TraceExport.to(settings), exchanges, catalog, head);
  }

  private Tracing(TraceExport export, Map<String, String> exchanges, Catalog catalog, long head) {
    this.provider = export.provider();
    this.tracer = provider.get("io.sluice");
    this.queue = export.queue();
    this.exchanges = Map.copyOf(exchanges);
    this.catalog = catalog;
    this.head = head;
    queue.start();
  }

  /** Spans that no collector has got. */
  public long lost() {
    return queue.lost();
  }

  /**
   * A message that was taken and decided about; null where it is not traced. Exactly one of event
   * and refusal is there.
   *
   * @param since when it was taken
   */
  public @Nullable MessageSpan message(
      Received received, @Nullable JournaledEvent event, @Nullable Refusal refusal, Instant since) {
    String exchange = exchanges.get(received.source());
    Context parent =
        W3CTraceContextPropagator.getInstance()
            .extract(Context.root(), received.raw().headers(), MessageHeaders.GETTER);
    Span span =
        tracer
            .spanBuilder("process " + (exchange == null ? received.source() : exchange))
            .setParent(parent)
            .setSpanKind(exchange == null ? SpanKind.SERVER : SpanKind.CONSUMER)
            .setStartTimestamp(since)
            .startSpan();
    if (!span.isRecording()) {
      return null;
    }
    span.setAttribute(Names.SOURCE, received.source());
    if (exchange != null) {
      span.setAttribute(Names.SYSTEM, "rabbitmq")
          .setAttribute(Names.OPERATION, "process")
          .setAttribute(Names.DESTINATION, exchange)
          .setAttribute(Names.ROUTING_KEY, received.raw().routingKey());
    }
    Span commit = tracer.spanBuilder("commit").setParent(Context.root().with(span)).startSpan();
    MessageSpan traced = new MessageSpan(span, commit);
    if (event != null) {
      traced.decided(event);
      remember(event, span);
    } else if (refusal != null) {
      traced.refused(refusal);
    }
    return traced;
  }

  /** Before it is durable: channels hear of it the moment it is. */
  private void remember(JournaledEvent event, Span span) {
    if (event.decision() == Decision.NEW) {
      origins.add(
          new Origin(
              event.position(),
              event.event().sku(),
              event.event().id(),
              span.getSpanContext(),
              event.receivedAtMs()));
    }
  }

  /**
   * A call that begins; null where it is not traced.
   *
   * @param key idempotency key of the call
   * @param nowMs epoch milliseconds
   */
  public @Nullable CallSpan call(String channel, List<Cause> causes, String key, long nowMs) {
    List<Origin> known = new ArrayList<>();
    boolean forgotten = false;
    for (Cause cause : causes) {
      Origin origin = origin(cause);
      if (origin != null) {
        known.add(origin);
      }
      forgotten |= origin == null && cause.position() <= head;
    }
    if (known.isEmpty() && !forgotten) {
      return null;
    }
    SpanBuilder builder =
        tracer.spanBuilder("deliver " + channel).setSpanKind(SpanKind.CLIENT).setNoParent();
    Origin only = known.size() == 1 ? known.get(0) : null;
    if (only != null && nowMs - only.atMs() <= FRESH_MS) {
      builder.setParent(Context.root().with(Span.wrap(only.context())));
    } else {
      known.forEach(origin -> builder.addLink(origin.context()));
    }
    Span span = builder.startSpan();
    if (!span.isRecording()) {
      return null;
    }
    span.setAttribute(Names.CHANNEL, channel)
        .setAttribute(Names.UPDATES, causes.size())
        .setAttribute(Names.IDEMPOTENCY_KEY, key);
    if (only != null) {
      span.setAttribute(Names.AGE_MS, nowMs - only.atMs());
    }
    if (causes.size() == 1) {
      Cause cause = causes.get(0);
      span.setAttribute(Names.SKU, cause.sku())
          .setAttribute(Names.FACET, Names.word(cause.facet()))
          .setAttribute(Names.POSITION, cause.position());
    }
    return new CallSpan(span, known);
  }

  /** What is sent again by other rules bears the position of these: the fact has its own. */
  private @Nullable Origin origin(Cause cause) {
    Origin found = origins.find(cause.position(), cause.sku());
    if (found != null) {
      return found;
    }
    CatalogEntry entry = catalog.find(cause.sku());
    return entry == null ? null : origins.find(entry.position(cause.facet()), cause.sku());
  }

  /** Sends what waits; takes two seconds at most. */
  @Override
  public void close() {
    provider.close();
  }
}
