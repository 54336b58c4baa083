package io.sluice.gateway.tracing;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingResult;
import java.util.List;

/** A share of the traces that begin here, and all that are linked to one that was sampled. */
final class RootSampler implements Sampler {
  private final Sampler share;

  /**
   * @param share 0 to 1
   */
  RootSampler(double share) {
    this.share = Sampler.traceIdRatioBased(share);
  }

  @Override
  public SamplingResult shouldSample(
      Context parent,
      String traceId,
      String name,
      SpanKind kind,
      Attributes attributes,
      List<LinkData> links) {
    for (LinkData link : links) {
      if (link.getSpanContext().isSampled()) {
        return SamplingResult.recordAndSample();
      }
    }
    return share.shouldSample(parent, traceId, name, kind, attributes, links);
  }

  @Override
  public String getDescription() {
    return "linked, or " + share.getDescription();
  }
}
