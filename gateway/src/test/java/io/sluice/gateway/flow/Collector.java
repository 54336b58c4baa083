package io.sluice.gateway.flow;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;

/** Takes traces as OTLP over HTTP, as a collector does. */
final class Collector implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch answers = new CountDownLatch(1);
  private final List<Traced> spans = new CopyOnWriteArrayList<>();

  /** One span as people read it. */
  record Traced(String service, Span span) {
    String name() {
      return span.getName();
    }

    String traceId() {
      return hex(span.getTraceId());
    }

    String spanId() {
      return hex(span.getSpanId());
    }

    String parentId() {
      return hex(span.getParentSpanId());
    }

    List<String> links() {
      return span.getLinksList().stream()
          .map(link -> hex(link.getTraceId()) + "-" + hex(link.getSpanId()))
          .toList();
    }

    /** Empty where there is none of that name. */
    String attribute(String key) {
      return span.getAttributesList().stream()
          .filter(each -> each.getKey().equals(key))
          .map(
              each ->
                  each.getValue().hasStringValue()
                      ? each.getValue().getStringValue()
                      : Long.toString(each.getValue().getIntValue()))
          .findFirst()
          .orElse("");
    }

    private static String hex(com.google.protobuf.ByteString bytes) {
      return HexFormat.of().formatHex(bytes.toByteArray());
    }
  }

  Collector() {
    this(true);
  }

  /**
   * @param answers whether it ever answers
   */
  Collector(boolean answers) {
    if (answers) {
      this.answers.countDown();
    }
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    server.setExecutor(threads);
    server.createContext("/v1/traces", this::take);
    server.start();
  }

  String endpoint() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  List<Traced> spans() {
    return List.copyOf(spans);
  }

  List<Traced> spans(Predicate<Traced> which) {
    return spans.stream().filter(which).toList();
  }

  private void take(HttpExchange exchange) throws IOException {
    ExportTraceServiceRequest request =
        ExportTraceServiceRequest.parseFrom(exchange.getRequestBody());
    try {
      answers.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    for (ResourceSpans resource : request.getResourceSpansList()) {
      String service =
          resource.getResource().getAttributesList().stream()
              .filter(each -> each.getKey().equals("service.name"))
              .map(each -> each.getValue().getStringValue())
              .findFirst()
              .orElse("");
      for (ScopeSpans scope : resource.getScopeSpansList()) {
        scope.getSpansList().forEach(span -> spans.add(new Traced(service, span)));
      }
    }
    exchange.sendResponseHeaders(200, -1);
    exchange.close();
  }

  @Override
  public void close() {
    answers.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
