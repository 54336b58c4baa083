package io.sluice.gateway.runtime;

import io.sluice.gateway.config.SourceConfig;
import io.sluice.gateway.operations.OperationException;
import io.sluice.gateway.operations.OperationException.Kind;
import io.sluice.gateway.operations.Posting;
import io.sluice.gateway.operations.TakeQuery;
import io.sluice.gateway.operations.TakenView;
import io.sluice.source.Decoded;
import io.sluice.source.EventDecoder;
import io.sluice.source.Facet;
import io.sluice.source.ProductEvent;
import io.sluice.source.RawMessage;
import io.sluice.source.Received;
import io.sluice.source.cloudevents.CloudEventsBatch;
import io.sluice.source.cloudevents.CloudEventsDecoder;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Events posted over HTTP. They belong to the source that is named, else to the one of kind http,
 * or where there is none to the only source there is: whoever posts by hand speaks for it.
 */
final class PostedEvents implements Posting {
  /** In memory: not durable, or a channel has not heard of it. Whoever comes beyond comes again. */
  private static final int BYTES_AT_MOST = 16 << 20;

  /** What an event costs beyond its bytes. */
  private static final int OVERHEAD = 1024;

  private static final String ENDED =
      "this product is discontinued and stays so: only its content, such as a name, brings it back";

  private final List<String> sources;
  private final @Nullable String usual;
  private final Vertx vertx;
  private final Taker taker;
  private final Supplier<@Nullable String> suspended;
  private final Predicate<String> discontinued;
  private final EventDecoder decoder = new CloudEventsDecoder();
  private final AtomicInteger bytes = new AtomicInteger();
  private final Map<String, AtomicLong> received = new ConcurrentHashMap<>();

  /** Who takes what was posted, see {@link IntakeVerticle#post}. */
  interface Taker {
    Future<List<IntakeVerticle.Taken>> post(List<Received> batch, boolean imported, Runnable letGo);
  }

  /**
   * @param suspended why no events are taken at the moment, or null
   * @param discontinued whether a SKU is, as far as is known
   */
  PostedEvents(
      List<SourceConfig> configured,
      Vertx vertx,
      Taker taker,
      Supplier<@Nullable String> suspended,
      Predicate<String> discontinued) {
    this.sources = configured.stream().map(SourceConfig::name).toList();
    this.usual = source(configured);
    this.vertx = vertx;
    this.taker = taker;
    this.suspended = suspended;
    this.discontinued = discontinued;
  }

  /** Whether what names no source is its. */
  boolean isUsual(String source) {
    return source.equals(usual);
  }

  /** Null where nobody knows. */
  static @Nullable String source(List<SourceConfig> sources) {
    return sources.stream()
        .filter(SourceConfig.Http.class::isInstance)
        .findFirst()
        .or(() -> sources.size() == 1 ? sources.stream().findFirst() : java.util.Optional.empty())
        .map(SourceConfig::name)
        .orElse(null);
  }

  /** Messages of a source, without those that a file said in its name. */
  long received(String source) {
    AtomicLong count = received.get(source);
    return count == null ? 0 : count.get();
  }

  @Override
  public Future<TakenView> take(
      byte[] body, @Nullable String contentType, Map<String, String> headers, TakeQuery query) {
    String source = query.source() == null ? usual : query.source();
    if (source == null) {
      return refuse(
          Kind.CONFLICT,
          "which source speaks here? Name one of "
              + sources
              + ", or add one of kind http to sources in gateway.yaml");
    }
    if (!sources.contains(source)) {
      return refuse(Kind.NOT_FOUND, "no source '" + source + "'; there are: " + sources);
    }
    String why = suspended.get();
    if (why != null) {
      return refuse(Kind.UNAVAILABLE, "no events are taken: " + why);
    }
    Room room = new Room();
    if (!room.take(body.length)) {
      return refuse(
          Kind.UNAVAILABLE,
          "too much is on its way to the journal and the channels: try again shortly");
    }
    RawMessage message = new RawMessage(body, contentType, headers);
    return vertx
        .executeBlocking(() -> decode(message, source), false)
        .onSuccess(batch -> room.add(batch.size() * OVERHEAD))
        .onSuccess(batch -> count(source, query.imported() ? 0 : batch.size()))
        .compose(batch -> taker.post(batch, query.imported(), room::letGo))
        .onFailure(any -> room.letGo())
        .map(taken -> view(taken, query.imported()));
  }

  private void count(String source, int messages) {
    received.computeIfAbsent(source, any -> new AtomicLong()).addAndGet(messages);
  }

  /** What one request holds, until it is let go of; once more does no harm. */
  private final class Room {
    private final AtomicInteger held = new AtomicInteger();

    /** False where there is none. */
    boolean take(int size) {
      add(size);
      boolean fits = bytes.get() <= BYTES_AT_MOST;
      if (!fits) {
        letGo();
      }
      return fits;
    }

    void add(int size) {
      held.addAndGet(size);
      bytes.addAndGet(size);
    }

    void letGo() {
      bytes.addAndGet(-held.getAndSet(0));
    }
  }

  private static <T> Future<T> refuse(Kind kind, String reason) {
    return Future.failedFuture(new OperationException(kind, reason));
  }

  private List<Received> decode(RawMessage message, String source) {
    List<RawMessage> messages = List.of(message);
    if (CloudEventsBatch.isBatch(message)) {
      CloudEventsBatch.Split split = CloudEventsBatch.split(message);
      if (split instanceof CloudEventsBatch.Split.Refused refused) {
        return List.of(received(source, message, new Decoded.Refused(refused.refusal())));
      }
      messages = ((CloudEventsBatch.Split.Events) split).messages();
    }
    return messages.stream().map(each -> received(source, each, decoder.decode(each))).toList();
  }

  private Received received(String source, RawMessage message, Decoded decoded) {
    return new Received(source, message, decoded, () -> {});
  }

  private TakenView view(List<IntakeVerticle.Taken> taken, boolean imported) {
    return new TakenView(taken.stream().map(each -> item(each, imported)).toList());
  }

  private TakenView.Item item(IntakeVerticle.Taken taken, boolean imported) {
    if (taken.event() != null) {
      ProductEvent event = taken.event().event();
      boolean ended = imported && event.facet() != Facet.PRODUCT && discontinued.test(event.sku());
      return new TakenView.Item(
          event.id(),
          taken.event().decision().toString(),
          taken.event().position(),
          null,
          null,
          ended ? ENDED : null);
    }
    var refusal = java.util.Objects.requireNonNull(taken.refusal());
    return new TakenView.Item(
        null, "refused", 0, refusal.code().toString(), refusal.path(), refusal.message());
  }
}
