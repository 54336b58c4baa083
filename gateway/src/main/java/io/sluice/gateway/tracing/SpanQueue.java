package io.sluice.gateway.tracing;

import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings spans to a collector on a thread of its own. Nobody waits for it: where the collector does
 * not keep up, spans are left out and counted. (The batching processor of the SDK tells what it
 * leaves out to a metrics SDK only.) Thread-safe.
 */
final class SpanQueue implements SpanProcessor {
  private static final Logger LOG = LoggerFactory.getLogger(SpanQueue.class);
  static final int WAITING_AT_MOST = 2_048;
  private static final int SENT_AT_ONCE = 512;
  private static final long GATHERED_FOR_MS = 500;
  private static final long SENT_AT_MOST_MS = 10_000;
  private static final long CLOSED_AT_MOST_MS = 2_000;

  private final BlockingQueue<ReadableSpan> waiting = new ArrayBlockingQueue<>(WAITING_AT_MOST);
  private final SpanExporter exporter;
  private final String endpoint;
  private final LongAdder lost = new LongAdder();
  private final Thread thread;
  private volatile boolean closed;
  private boolean failing;

  /**
   * @param endpoint what the exporter sends to, for people
   */
  SpanQueue(SpanExporter exporter, String endpoint) {
    this.exporter = exporter;
    this.endpoint = endpoint;
    this.thread = new Thread(this::run, "traces");
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /** Spans that no collector has got. */
  long lost() {
    return lost.sum();
  }

  @Override
  public void onStart(Context parent, ReadWriteSpan span) {}

  @Override
  public boolean isStartRequired() {
    return false;
  }

  @Override
  public void onEnd(ReadableSpan span) {
    if (closed || !waiting.offer(span)) {
      lost.increment();
    }
  }

  @Override
  public boolean isEndRequired() {
    return true;
  }

  private void run() {
    try {
      while (!closed || !waiting.isEmpty()) {
        List<SpanData> batch = gather();
        if (!batch.isEmpty()) {
          send(batch);
        }
      }
    } catch (InterruptedException e) {
      LOG.debug("Traces that were left are not sent", e);
    }
  }

  /** Waits a little for more, unless it is to end. */
  private List<SpanData> gather() throws InterruptedException {
    List<SpanData> batch = new ArrayList<>();
    long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(GATHERED_FOR_MS);
    while (batch.size() < SENT_AT_ONCE) {
      long left = closed ? 0 : until - System.nanoTime();
      ReadableSpan next = waiting.poll(Math.max(0, left), TimeUnit.NANOSECONDS);
      if (next == null) {
        break;
      }
      batch.add(next.toSpanData());
    }
    return batch;
  }

  private void send(List<SpanData> batch) {
    boolean arrived = arrives(batch);
    if (!arrived) {
      lost.add(batch.size());
    }
    if (failing == arrived) {
      failing = !arrived;
      if (failing) {
        LOG.warn("Traces do not reach {}; they are counted and left out", endpoint);
      } else {
        LOG.info("Traces reach {} again, {} spans were lost", endpoint, lost());
      }
    }
  }

  private boolean arrives(List<SpanData> batch) {
    try {
      return exporter.export(batch).join(SENT_AT_MOST_MS, TimeUnit.MILLISECONDS).isSuccess();
    } catch (RuntimeException e) {
      LOG.debug("The exporter failed", e);
      return false;
    }
  }

  /** Sends what waits, for two seconds at most. */
  @Override
  public CompletableResultCode shutdown() {
    closed = true;
    try {
      thread.join(CLOSED_AT_MOST_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    thread.interrupt();
    return exporter.shutdown();
  }
}
