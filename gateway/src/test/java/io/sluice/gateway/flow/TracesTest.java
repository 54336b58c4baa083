package io.sluice.gateway.flow;

import static io.sluice.gateway.flow.Flow.soon;
import static io.sluice.gateway.flow.Flow.stock;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.proto.trace.v1.Span.SpanKind;
import io.opentelemetry.proto.trace.v1.Status.StatusCode;
import io.sluice.gateway.flow.Collector.Traced;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From the message of a source that traces to each call of a channel, as a collector sees it. */
class TracesTest extends FlowTest {
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String PARENT = "00f067aa0ba902b7";
  private static final String SAMPLED = "00-" + TRACE + "-" + PARENT + "-01";

  private Collector collector;

  @BeforeEach
  void collect() {
    collector = new Collector();
  }

  @AfterEach
  void close() {
    collector.close();
  }

  private Flow flow(Path directory, String channels, String sample) {
    return new Flow(node, directory, Flow.pim(), channels, traces(collector.endpoint(), sample));
  }

  private static String traces(String endpoint, String sample) {
    return "traces: { endpoint: \"%s\", sample: %s }\n".formatted(endpoint, sample);
  }

  private static void publish(Flow flow, String sku, long sequence, String traceparent) {
    flow.publish(
        "pim",
        stock("e-" + sku + "-" + sequence, sku, "BER", sequence, sequence).getBytes(UTF_8),
        STRUCTURED,
        Map.of("traceparent", traceparent));
  }

  private List<Traced> named(String name) {
    return collector.spans(each -> each.name().equals(name));
  }

  private List<Traced> calls(String sku) {
    return collector.spans(
        each -> each.name().equals("deliver shop") && each.attribute("sluice.sku").equals(sku));
  }

  @Test
  void messageAndCallAreSpansOfTheSendersTrace(@TempDir Path directory) {
    try (Flow flow = flow(directory, shop() + "  send_traceparent: yes\n", "0%")) {
      publish(flow, "A", 1, SAMPLED);

      soon().until(() -> collector.spans().size() == 3);
      assertThat(collector.spans()).extracting(Traced::traceId).containsOnly(TRACE);
      assertThat(collector.spans()).extracting(Traced::service).containsOnly("sluice");
      Traced process = collector.spans(each -> each.name().startsWith("process flow")).get(0);
      assertThat(process.parentId()).isEqualTo(PARENT);
      assertThat(process.span().getKind()).isEqualTo(SpanKind.SPAN_KIND_CONSUMER);
      assertThat(process.attribute("messaging.system")).isEqualTo("rabbitmq");
      assertThat(process.name())
          .isEqualTo("process " + process.attribute("messaging.destination.name"));
      assertThat(process.attribute("messaging.rabbitmq.destination.routing_key")).isNotEmpty();
      assertThat(process.attribute("messaging.message.id")).isEqualTo("e-A-1");
      assertThat(process.attribute("sluice.decision")).isEqualTo("new");
      assertThat(named("commit").get(0).parentId()).isEqualTo(process.spanId());
      Traced call = named("deliver shop").get(0);
      assertThat(call.parentId()).isEqualTo(process.spanId());
      assertThat(call.links()).isEmpty();
      assertThat(call.span().getKind()).isEqualTo(SpanKind.SPAN_KIND_CLIENT);
      assertThat(call.attribute("sluice.channel")).isEqualTo("shop");
      assertThat(call.attribute("sluice.sku")).isEqualTo("A");
      assertThat(call.attribute("sluice.facet")).isEqualTo("stock");
      assertThat(call.attribute("sluice.outcome")).isEqualTo("accepted");
      assertThat(call.attribute("sluice.attempt")).isEqualTo("1");
      assertThat(call.attribute("http.response.status_code")).isEqualTo("200");
      assertThat(receiver.requests())
          .singleElement()
          .satisfies(
              request ->
                  assertThat(request.traceparent())
                      .isEqualTo("00-" + TRACE + "-" + call.spanId() + "-01"));
    }
  }

  @Test
  void nobodyIsToldOfATraceUnlessItsChannelSaysSo(@TempDir Path directory) {
    try (Flow flow = flow(directory, shop(), "100%")) {
      publish(flow, "A", 1, SAMPLED);

      soon().until(() -> calls("A").size() == 1);
      assertThat(receiver.requests())
          .singleElement()
          .satisfies(request -> assertThat(request.traceparent()).isNull());
    }
  }

  @Test
  void whatItsSenderDidNotSampleIsNotTraced(@TempDir Path directory) {
    try (Flow flow = flow(directory, shop() + "  send_traceparent: yes\n", "100%")) {
      publish(flow, "A", 1, "00-" + TRACE + "-" + PARENT + "-00");
      publish(flow, "B", 1, SAMPLED);

      soon().until(() -> calls("B").size() == 1);
      assertThat(receiver.of("A")).hasSize(1);
      assertThat(collector.spans(each -> each.attribute("sluice.sku").equals("A"))).isEmpty();
      assertThat(receiver.of("A").get(0).traceparent()).isNull();
    }
  }

  @Test
  void postedEventsBelongToTheirRequestsTrace(@TempDir Path directory) {
    String sources = "posted: { kind: http, version_from: sequence }\n";
    String traces = traces(collector.endpoint(), "0%");
    try (Flow flow = new Flow(node, directory, sources, shop(), traces)) {
      flow.post(
          "/events", stock("e", "A", "BER", 1, 5), STRUCTURED, Map.of("traceparent", SAMPLED));

      soon().until(() -> collector.spans().size() == 3);
      assertThat(collector.spans()).extracting(Traced::traceId).containsOnly(TRACE);
      Traced process = named("process posted").get(0);
      assertThat(process.parentId()).isEqualTo(PARENT);
      assertThat(process.span().getKind()).isEqualTo(SpanKind.SPAN_KIND_SERVER);
    }
  }

  @Test
  void lateDeliveryIsATraceOfItsOwnThatIsLinked(@TempDir Path directory) {
    try (Flow flow = flow(directory, shop() + IMPATIENT, "0%")) {
      receiver.answers(body -> 503);
      publish(flow, "A", 1, SAMPLED);
      soon().until(() -> calls("A").stream().anyMatch(each -> !each.links().isEmpty()));
      receiver.answers(body -> 200);

      soon().until(() -> receiver.accepted().size() == 1);
      soon()
          .until(
              () ->
                  calls("A").stream()
                      .anyMatch(each -> each.attribute("sluice.outcome").equals("accepted")));
      Traced process = collector.spans(each -> each.name().startsWith("process")).get(0);
      Traced first = calls("A").get(0);
      assertThat(first.parentId()).isEqualTo(process.spanId());
      assertThat(first.span().getStatus().getCode()).isEqualTo(StatusCode.STATUS_CODE_ERROR);
      assertThat(first.span().getStatus().getMessage()).contains("503");
      assertThat(first.attribute("http.response.status_code")).isEqualTo("503");
      Traced last =
          calls("A").stream()
              .filter(each -> each.attribute("sluice.outcome").equals("accepted"))
              .findFirst()
              .orElseThrow();
      assertThat(last.traceId()).isNotEqualTo(TRACE);
      assertThat(last.parentId()).isEmpty();
      assertThat(last.links()).containsExactly(TRACE + "-" + process.spanId());
      assertThat(Long.parseLong(last.attribute("sluice.event_age_ms"))).isGreaterThan(5_000);
      assertThat(Integer.parseInt(last.attribute("sluice.attempt"))).isGreaterThan(1);
    }
  }

  @Test
  void callWithManyEventsIsLinkedToEach(@TempDir Path directory) {
    String one = channel("shop", receiver, "every_change").replace("/{sku}", "/");
    String batches = one + "  batch: { at_most: 3, wait: 3s }\n";
    try (Flow flow = flow(directory, batches, "0%")) {
      for (String sku : List.of("A", "B", "C")) {
        publish(flow, sku, 1, SAMPLED);
      }

      soon().until(() -> named("deliver shop").size() == 1);
      Traced call = named("deliver shop").get(0);
      assertThat(call.attribute("sluice.updates")).isEqualTo("3");
      assertThat(call.links())
          .containsExactlyInAnyOrderElementsOf(
              collector.spans(each -> each.name().startsWith("process")).stream()
                  .map(each -> TRACE + "-" + each.spanId())
                  .toList());
      assertThat(call.links()).hasSize(3);
    }
  }

  @Test
  void afterARestartADeliveryIsATraceOfItsOwn(@TempDir Path directory) {
    try (Flow flow = flow(directory, shop() + IMPATIENT, "100%")) {
      receiver.answers(body -> 503);
      publish(flow, "A", 1, SAMPLED);
      soon().until(() -> !calls("A").isEmpty());
      flow.restart();
      receiver.answers(body -> 200);

      soon()
          .until(
              () ->
                  calls("A").stream()
                      .anyMatch(
                          each ->
                              each.attribute("sluice.outcome").equals("accepted")
                                  && !each.traceId().equals(TRACE)
                                  && each.links().isEmpty()));
    }
  }

  @Test
  void refusedMessageIsTracedToo(@TempDir Path directory) {
    try (Flow flow = flow(directory, shop(), "0%")) {
      flow.publish("pim", "{".getBytes(UTF_8), STRUCTURED, Map.of("traceparent", SAMPLED));

      soon().until(() -> collector.spans().size() == 2);
      Traced process = collector.spans(each -> each.name().startsWith("process")).get(0);
      assertThat(process.attribute("sluice.decision")).isEqualTo("refused");
      assertThat(process.span().getStatus().getMessage()).contains("json.syntax");
    }
  }

  @Test
  void collectorThatIsNotThereDisturbsNothingAndIsCounted(@TempDir Path directory) {
    String endpoint = collector.endpoint();
    collector.close();
    String traces = traces(endpoint, "100%");
    try (Flow flow = new Flow(node, directory, Flow.pim(), shop(), traces)) {
      deliver(flow, 50);

      // Each event is three spans; what the last batch holds may be on its way.
      soon().until(() -> lost(flow) >= 100);
      assertThat(flow.ready().statusCode()).isEqualTo(200);
    }
  }

  @Test
  void collectorThatHangsDisturbsNothing(@TempDir Path directory) {
    try (Collector hanging = new Collector(false)) {
      String traces = traces(hanging.endpoint(), "100%");
      Flow flow = new Flow(node, directory, Flow.pim(), shop(), traces);
      deliver(flow, 50);

      Awaitility.await().atMost(Duration.ofSeconds(15)).untilAsserted(flow::close);
      assertThat(hanging.spans()).isEmpty();
    }
  }

  @Test
  void nothingIsTracedUnlessConfigured(@TempDir Path directory) {
    try (Flow flow = new Flow(node, directory, Flow.pim(), shop() + "  send_traceparent: yes\n")) {
      publish(flow, "A", 1, SAMPLED);

      soon().until(() -> receiver.accepted().size() == 1);
      assertThat(receiver.requests().get(0).traceparent()).isNull();
      assertThat(flow.metrics()).doesNotContain("sluice_traces_lost");
      assertThat(Thread.getAllStackTraces().keySet())
          .extracting(Thread::getName)
          .doesNotContain("traces");
    }
  }

  private void deliver(Flow flow, int products) {
    flow.publish(IntStream.range(0, products).mapToObj(i -> stock("e-" + i, "S" + i, "BER", 1, i)));
    soon().until(() -> receiver.accepted().size() == products);
  }

  private static double lost(Flow flow) {
    return flow.metrics()
        .lines()
        .filter(line -> line.startsWith("sluice_traces_lost_total "))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.indexOf(' '))))
        .findFirst()
        .orElse(0);
  }
}
