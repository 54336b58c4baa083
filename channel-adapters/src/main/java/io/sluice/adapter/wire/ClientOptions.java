package io.sluice.adapter.wire;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.tracing.TracingPolicy;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** How the client of a channel is set up. Certificates and host names are always checked. */
final class ClientOptions {
  // The gateway limits how many calls run at once; this is only never the narrower one.
  private static final int POOL = 64;
  private static final int MAX_HEADER_BYTES = 16 << 10;
  // Common servers close an idle connection after 60 s, node after 5 s and says so in Keep-Alive.
  private static final int KEEP_ALIVE_SECONDS = 30;

  private ClientOptions() {}

  static HttpClient client(Site site, WireSettings settings, Vertx vertx, HttpClientOptions base) {
    int connectMs = Math.toIntExact(settings.connectTimeout().toMillis());
    HttpClientOptions options =
        new HttpClientOptions(base)
            .setProtocolVersion(HttpVersion.HTTP_1_1)
            .setKeepAlive(true)
            .setKeepAliveTimeout(KEEP_ALIVE_SECONDS)
            .setPipelining(false)
            .setConnectTimeout(connectMs)
            .setVerifyHost(true)
            // An address has no name to indicate (RFC 6066, 3).
            .setForceSni(!isAddress(site.host()))
            .setDecompressionSupported(false)
            .setMaxHeaderSize(MAX_HEADER_BYTES)
            .setTcpNoDelay(true)
            .setTracingPolicy(TracingPolicy.IGNORE);
    options.setSslHandshakeTimeout(connectMs).setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS);
    options.setEnabledSecureTransportProtocols(Set.of("TLSv1.2", "TLSv1.3"));
    String trust = settings.trust();
    if (trust != null) {
      options.setTrustOptions(new PemTrustOptions().addCertValue(Buffer.buffer(trust)));
    }
    return vertx
        .httpClientBuilder()
        .with(options)
        .with(new PoolOptions().setHttp1MaxSize(POOL))
        // Each failure is an outcome already; unhandled it would be an error in the log as well.
        .withConnectHandler(connection -> connection.exceptionHandler(failure -> {}))
        .build();
  }

  private static boolean isAddress(String host) {
    return host.startsWith("[") || host.chars().allMatch(c -> c == '.' || (c >= '0' && c <= '9'));
  }
}
