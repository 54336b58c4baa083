package io.sluice.adapter.wire;

import io.vertx.core.http.HttpClosedException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Says in words what went wrong on the way. */
final class FailureReasons {
  /** Netty goes on with all that came, in hexadecimal. */
  private static final String PLAIN = "not an SSL/TLS record";

  private FailureReasons() {}

  static String describe(Throwable failure) {
    String reason = null;
    // The innermost cause that we know is the most telling one.
    int depth = 0;
    for (Throwable cause = failure; cause != null && depth < 16; cause = cause.getCause()) {
      String known = known(cause);
      reason = known == null ? reason : known;
      depth++;
    }
    return reason == null ? otherwise(failure) : reason;
  }

  private static @Nullable String known(Throwable cause) {
    if (cause instanceof CertificateExpiredException) {
      return "TLS: the certificate has expired";
    } else if (cause instanceof CertificateNotYetValidException) {
      return "TLS: the certificate is not valid yet";
    } else if (cause instanceof CertPathBuilderException) {
      return "TLS: the certificate is not signed by a known authority";
    } else if (cause instanceof CertificateException) {
      return "TLS: the certificate is refused: " + message(cause);
    } else if (cause instanceof SSLException && message(cause).startsWith(PLAIN)) {
      return "TLS: what answers does not speak it; is the port right, or is it http?";
    } else if (cause instanceof SSLException) {
      return "TLS: " + message(cause);
    } else if (cause instanceof UnknownHostException) {
      return "the host name is unknown";
    } else if (cause instanceof NoRouteToHostException) {
      return "no route to the host";
    } else if (cause instanceof ConnectException) {
      return "connection failed: " + message(cause);
    } else if (cause instanceof HttpClosedException) {
      return "connection closed";
    }
    return cause instanceof TimeoutException ? "timeout: " + message(cause) : null;
  }

  private static String otherwise(Throwable failure) {
    return failure.getClass().getSimpleName() + ": " + message(failure);
  }

  private static String message(Throwable failure) {
    return Visible.line(String.valueOf(failure.getMessage()));
  }
}
