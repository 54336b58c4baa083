package io.sluice.adapter.wire;

import io.sluice.adapter.CallTrace;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.net.InetAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A channel's way to one site over HTTP/1.1. Owned by one connection and its context. */
public final class Wire {
  private static final byte[] NOTHING = new byte[0];
  private static final String TRACEPARENT = "traceparent";

  private final Site site;
  private final String siteText;
  private final WireSettings settings;
  private final Vertx vertx;
  private final HttpClient client;
  private final Target target;

  public Wire(Site site, WireSettings settings, Vertx vertx, InstantSource clock) {
    this(site, settings, vertx, clock, new HttpClientOptions(), InetAddress::getAllByName);
  }

  /**
   * @param base what a test adds, a certificate authority of its own for instance
   */
  public Wire(
      Site site,
      WireSettings settings,
      Vertx vertx,
      InstantSource clock,
      HttpClientOptions base,
      Names names) {
    this.site = site;
    this.siteText = site.toString();
    this.settings = settings;
    this.vertx = vertx;
    this.client = ClientOptions.client(site, settings, vertx, base);
    this.target = new Target(site, settings, vertx, clock, names);
  }

  public Site site() {
    return site;
  }

  /**
   * Succeeds always, within the total timeout.
   *
   * @param path with query
   * @param body null to send none
   */
  public Future<Exchanged> exchange(
      HttpMethod method, String path, MultiMap headers, @Nullable Buffer body) {
    return exchange(method, path, headers, body, settings.totalTimeout());
  }

  /**
   * As above, for a call that makes several requests and has less time left, or one that nobody
   * waits for and may take longer.
   *
   * @param atMost instead of the total timeout
   */
  public Future<Exchanged> exchange(
      HttpMethod method, String path, MultiMap headers, @Nullable Buffer body, Duration atMost) {
    CallTrace trace = CallTrace.current();
    RequestOptions options =
        new RequestOptions()
            .setMethod(method)
            .setHost(site.host())
            .setPort(site.port())
            .setSsl(site.tls())
            .setURI(path)
            .setHeaders(trace == null ? headers : traced(headers, trace.traceparent()))
            .setFollowRedirects(false);
    return new Exchange(vertx, client, settings, body, atMost)
        .run(target.address(), options)
        .onSuccess(
            ended -> {
              if (ended instanceof Exchanged.NotSent) {
                target.unreachable();
              }
              if (trace != null) {
                trace.add(traced(method, path, body, ended));
              }
            });
  }

  /** A copy: whoever asks may use the headers again for another call. */
  private static MultiMap traced(MultiMap headers, @Nullable String traceparent) {
    return traceparent == null
        ? headers
        : HttpHeaders.headers().addAll(headers).set(TRACEPARENT, traceparent);
  }

  private CallTrace.Exchange traced(
      HttpMethod method, String path, @Nullable Buffer body, Exchanged ended) {
    return ended instanceof Exchanged.Answered answered
        ? new CallTrace.Exchange(
            method.name(),
            siteText,
            path,
            body,
            answered.answer().status(),
            answered.answer().body(),
            null)
        : new CallTrace.Exchange(method.name(), siteText, path, body, 0, NOTHING, ended.reason());
  }

  /** Lets go of connections; requests on their way may still end. */
  public Future<Void> close() {
    return client
        .shutdown(settings.totalTimeout().toMillis(), TimeUnit.MILLISECONDS)
        .eventually(target::close);
  }
}
