package io.sluice.adapter.http;

import io.sluice.adapter.ChannelCall;
import io.sluice.adapter.ChannelConnection;
import io.sluice.adapter.ChannelUpdate;
import io.sluice.adapter.Outcome;
import io.sluice.adapter.Reached;
import io.sluice.adapter.wire.Answer;
import io.sluice.adapter.wire.Exchanged;
import io.sluice.adapter.wire.Names;
import io.sluice.adapter.wire.WebhookSignature;
import io.sluice.adapter.wire.Wire;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import java.net.InetAddress;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One channel over HTTP/1.1, with a client and connections of its own. */
final class HttpChannelConnection implements ChannelConnection {
  private static final Outcome NO_PATH_SEGMENT =
      new Outcome.Rejected(
          "sku.no_path_segment", CallWriter.NO_PATH_SEGMENT, Outcome.Scope.ITEM, null);

  /** Where the address has a place for one; no merchant has it. */
  private static final String LOOK_SKU = "sluice-check";

  private final HttpSettings settings;
  private final InstantSource clock;
  private final Wire wire;
  private final CallWriter calls;
  private final @Nullable WebhookSignature signature;
  private final RequestHeaders headers;
  private final AnswerMapping mapping;
  private final StatusPolls polls;

  /**
   * @param base what a test adds, a certificate authority of its own for instance
   */
  HttpChannelConnection(
      HttpSettings settings, Vertx vertx, InstantSource clock, HttpClientOptions base) {
    this(settings, vertx, clock, base, InetAddress::getAllByName);
  }

  HttpChannelConnection(
      HttpSettings settings,
      Vertx vertx,
      InstantSource clock,
      HttpClientOptions base,
      Names names) {
    this.settings = settings;
    this.clock = clock;
    this.wire = new Wire(settings.url().site(), settings.wire(), vertx, clock, base, names);
    this.calls = new CallWriter(settings);
    this.signature =
        settings.signingKeys() == null ? null : new WebhookSignature(settings.signingKeys());
    this.headers = new RequestHeaders(settings);
    this.mapping = new AnswerMapping(settings, clock);
    this.polls = new StatusPolls(settings, vertx, clock, this::ask);
  }

  @Override
  public Future<List<Outcome>> deliver(ChannelCall call) {
    List<ChannelUpdate> updates = call.updates();
    CallWriter.Written written = calls.write(call);
    if (written == null) {
      return Future.succeededFuture(forAll(updates, NO_PATH_SEGMENT));
    }
    byte[] body = written.body();
    Buffer buffer = body.length == 0 ? null : Buffer.buffer(body);
    String path = written.path();
    return wire.exchange(
            HttpMethod.valueOf(settings.method()), path, send(written.id(), body), buffer)
        .map(ended -> outcomes(ended, updates, path));
  }

  private MultiMap send(String id, byte[] body) {
    MultiMap all = headers.forDelivery(id);
    if (signature != null) {
      long now = clock.instant().getEpochSecond();
      all.set(RequestHeaders.TIMESTAMP, Long.toString(now));
      all.set(RequestHeaders.SIGNATURE, signature.sign(id, now, body));
    }
    return all;
  }

  private Future<Exchanged> ask(String path) {
    return wire.exchange(HttpMethod.GET, path, headers.forQuestion(), null);
  }

  /**
   * GET of a path and query.
   *
   * @param read takes an answer of 200 to 299
   * @param problem takes why there is none
   */
  <T> Future<T> get(String path, Function<Answer, T> read, Function<Outcome, T> problem) {
    return ask(path)
        .map(
            ended -> {
              if (!(ended instanceof Exchanged.Answered answered)) {
                return problem.apply(ended.unanswered());
              }
              return mapping
                  .problem(answered.answer())
                  .map(problem)
                  .orElseGet(() -> read.apply(answered.answer()));
            });
  }

  /** HEAD changes nothing (RFC 9110, 9.2.1), and who may not POST may mostly not HEAD either. */
  Future<Reached> look() {
    String path = settings.url().target(LOOK_SKU).orElse("/");
    return wire.exchange(HttpMethod.HEAD, path, headers.forQuestion(), null)
        .map(HttpChannelConnection::reached);
  }

  private static Reached reached(Exchanged ended) {
    if (ended instanceof Exchanged.Answered answered) {
      return reached(answered.answer());
    }
    return new Reached(false, ended.reason());
  }

  private static Reached reached(Answer answer) {
    int status = answer.status();
    if (status == 401 || status == 403) {
      return new Reached(
          false, "refuses the credentials (HTTP %d): look at auth and headers".formatted(status));
    } else if (status >= 300 && status < 400) {
      return new Reached(
          false, "redirects (HTTP %d): write the final address as url".formatted(status));
    } else if (status >= 500) {
      return new Reached(false, "answers HTTP %d: it is there, and not well".formatted(status));
    }
    // Many take POST only, and say so with 404 or 405.
    return new Reached(true, "answers (HTTP %d to HEAD)".formatted(status));
  }

  private List<Outcome> outcomes(Exchanged ended, List<ChannelUpdate> updates, String path) {
    if (ended instanceof Exchanged.Answered answered) {
      return mapping.outcomes(answered.answer(), updates, path);
    }
    return forAll(updates, ended.unanswered());
  }

  private static List<Outcome> forAll(List<ChannelUpdate> updates, Outcome outcome) {
    return Collections.nCopies(updates.size(), outcome);
  }

  @Override
  public Future<List<Outcome>> poll(List<String> handles) {
    return polls.poll(handles);
  }

  @Override
  public Future<Void> close() {
    return wire.close();
  }
}
