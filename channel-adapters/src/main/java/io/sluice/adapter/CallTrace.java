package io.sluice.adapter;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.ContextInternal;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * What one call puts on the wire and gets back, for people to look up later. Adapters need not know
 * of it: whatever is begun within {@link #run} belongs to it, over however many steps, because it
 * goes on in a context of its own on the same thread. Owned by that thread.
 */
public final class CallTrace {
  private static final Object KEY = CallTrace.class;

  /** Of a call with very many requests the last ones say what became of it. */
  private static final int EXCHANGES_AT_MOST = 8;

  private final Deque<Exchange> exchanges = new ArrayDeque<>();
  private final @Nullable String traceparent;
  private boolean over;

  /**
   * One request and what came of it. Bodies are shared and not to be changed; of most exchanges
   * nobody ever asks for more than the status, so nothing is made of them before.
   *
   * @param site scheme, host and port
   * @param path with its query
   * @param sent body of the request, null: none
   * @param status of the answer, 0: there was none
   * @param answer as far as it was read
   * @param reason why there is no answer, else null
   */
  public record Exchange(
      String method,
      String site,
      String path,
      @Nullable Buffer sent,
      int status,
      byte[] answer,
      @Nullable String reason) {
    /** Absolute, with its query. */
    public String url() {
      return site + path;
    }

    /** The begin of what was sent, at most so many bytes of it; empty: nothing. */
    public byte[] body(int atMost) {
      return sent == null ? new byte[0] : sent.getBytes(0, Math.min(sent.length(), atMost));
    }
  }

  public CallTrace() {
    this(null);
  }

  /**
   * @param traceparent header of W3C Trace Context that each request of the call bears; null: none
   */
  public CallTrace(@Nullable String traceparent) {
    this.traceparent = traceparent;
  }

  /** What each request of the call bears as the header of that name; null: none. */
  public @Nullable String traceparent() {
    return traceparent;
  }

  /** To be called on a context. The answer comes on any. */
  public <T> Future<T> run(Callable<Future<T>> call) {
    ContextInternal current = ContextInternal.current();
    if (current == null) {
      throw new IllegalStateException("a call is made on a context");
    }
    ContextInternal own = current.duplicate();
    own.localContextData().put(KEY, this);
    Promise<T> answer = Promise.promise();
    own.dispatch(
        () -> {
          try {
            call.call().onComplete(answer);
          } catch (Exception e) {
            answer.fail(e);
          }
        });
    return answer.future();
  }

  /** The one that what runs now belongs to, null: none. */
  public static @Nullable CallTrace current() {
    ContextInternal current = ContextInternal.current();
    return current != null && current.isDuplicate()
        ? (CallTrace) current.localContextData().get(KEY)
        : null;
  }

  /** Notes an exchange; after {@link #end} it is none of its call's. */
  public void add(Exchange exchange) {
    if (!over) {
      if (exchanges.size() == EXCHANGES_AT_MOST) {
        exchanges.removeFirst();
      }
      exchanges.addLast(exchange);
    }
  }

  /** The call is answered: what was exchanged, in order. Lets go of it. */
  public List<Exchange> end() {
    over = true;
    List<Exchange> all = List.copyOf(exchanges);
    exchanges.clear();
    return all;
  }
}
