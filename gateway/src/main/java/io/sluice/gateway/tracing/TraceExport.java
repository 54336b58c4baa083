package io.sluice.gateway.tracing;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanLimits;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.sluice.gateway.config.TraceSettings;
import java.time.Duration;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The way of spans to a collector: OTLP over HTTP, by the client that Java brings along.
 *
 * @param queue to be started
 */
record TraceExport(SdkTracerProvider provider, SpanQueue queue) {
  private static final String PATH = "/v1/traces";
  private static final Duration CONNECTED_AT_MOST = Duration.ofSeconds(2);
  private static final Duration ANSWERED_AT_MOST = Duration.ofSeconds(5);
  private static final int VALUE_AT_MOST = 1_024;

  /** Held, or it would be collected with its level. It logs past our log; we tell it ourselves. */
  private static final Logger LIBRARY = Logger.getLogger("io.opentelemetry");

  /** Nothing is sent before it is used. */
  static TraceExport to(TraceSettings settings) {
    LIBRARY.setLevel(Level.OFF);
    // A batch that fails is lost: what would be tried again keeps newer spans waiting.
    OtlpHttpSpanExporter exporter =
        OtlpHttpSpanExporter.builder()
            .setEndpoint(settings.endpoint() + PATH)
            .setConnectTimeout(CONNECTED_AT_MOST)
            .setTimeout(ANSWERED_AT_MOST)
            .setRetryPolicy(null)
            .build();
    SpanQueue queue = new SpanQueue(exporter, settings.endpoint());
    SdkTracerProvider provider =
        SdkTracerProvider.builder()
            .setResource(
                Resource.getDefault()
                    .merge(
                        Resource.create(
                            Attributes.of(AttributeKey.stringKey("service.name"), "sluice"))))
            .setSampler(Sampler.parentBased(new RootSampler(settings.share())))
            .setSpanLimits(SpanLimits.builder().setMaxAttributeValueLength(VALUE_AT_MOST).build())
            .addSpanProcessor(queue)
            .build();
    return new TraceExport(provider, queue);
  }
}
