package io.sluice.gateway.tracing;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.StatusCode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** One call of a channel, from its beginning until its outcomes are known. Used by one thread. */
public final class CallSpan {
  private final Span span;
  private final Map<Long, String> events = new HashMap<>();
  private final Set<String> outcomes = new TreeSet<>();
  private int attempt;

  /**
   * @param origins of what it sends, as far as they are known
   */
  CallSpan(Span span, List<Origin> origins) {
    this.span = span;
    origins.forEach(origin -> events.putIfAbsent(origin.position(), origin.event()));
  }

  /** The header that has a receiver go on with the trace. */
  public String traceparent() {
    SpanContext context = span.getSpanContext();
    return "00-%s-%s-%s"
        .formatted(context.getTraceId(), context.getSpanId(), context.getTraceFlags().asHex());
  }

  public String traceId() {
    return span.getSpanContext().getTraceId();
  }

  public String spanId() {
    return span.getSpanContext().getSpanId();
  }

  /** Id of the event at a position, null where it is not known. */
  public @Nullable String event(long position) {
    return events.get(position);
  }

  /**
   * What became of one update.
   *
   * @param number of the try
   * @param failure why it is a failure of the call, null: it is none
   */
  public void attempted(String outcome, int number, @Nullable String failure) {
    outcomes.add(outcome);
    attempt = Math.max(attempt, number);
    if (failure != null) {
      span.setStatus(StatusCode.ERROR, failure);
    }
  }

  /**
   * @param status of HTTP, 0: there was no answer
   */
  public void end(int status) {
    if (status > 0) {
      span.setAttribute(Names.STATUS, status);
    }
    span.setAttribute(Names.OUTCOME, String.join(", ", outcomes))
        .setAttribute(Names.ATTEMPT, (long) attempt);
    span.end();
  }
}
