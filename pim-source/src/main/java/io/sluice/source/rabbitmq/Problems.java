package io.sluice.source.rabbitmq;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.AuthenticationFailureException;
import com.rabbitmq.client.ChannelContinuationTimeoutException;
import com.rabbitmq.client.MissedHeartbeatException;
import com.rabbitmq.client.PossibleAuthenticationFailureException;
import com.rabbitmq.client.ShutdownSignalException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * What went wrong with the broker, in words that say what to do. Made from types and reply codes;
 * the broker's own text is quoted, and no text ever has the password.
 */
final class Problems {
  private final RabbitMqConfig config;
  private final BrokerUri broker;

  Problems(RabbitMqConfig config) {
    this.config = config;
    this.broker = config.broker();
  }

  static String cancelled(RabbitMqConfig config) {
    return "the broker ended the consumer of queue %s, most likely because the queue was deleted; %s"
        .formatted(
            config.queue(),
            config.declare() ? "it is declared again" : "create it, or set declare: true");
  }

  static String blocked(String reason) {
    return "the broker blocks publishers (%s); free memory or disk space there".formatted(reason);
  }

  static String sink(RuntimeException e) {
    return "an event could not be taken in (%s); it comes again".formatted(e);
  }

  String words(Throwable e) {
    ShutdownSignalException signal = find(ShutdownSignalException.class, e);
    AMQP.Channel.@Nullable Close channel = reason(signal, AMQP.Channel.Close.class);
    if (channel != null) {
      return refused(channel.getReplyCode(), channel.getReplyText());
    }
    AMQP.Connection.@Nullable Close connection = reason(signal, AMQP.Connection.Close.class);
    if (connection != null) {
      return disconnected(connection.getReplyCode(), connection.getReplyText());
    }
    return lost(e);
  }

  private static <T> @Nullable T reason(@Nullable ShutdownSignalException signal, Class<T> type) {
    Object reason = signal == null ? null : signal.getReason();
    return type.isInstance(reason) ? type.cast(reason) : null;
  }

  /** The broker closed the AMQP channel over something that we asked for. */
  private String refused(int code, String text) {
    String what =
        switch (code) {
          case AMQP.NOT_FOUND ->
              config.declare()
                  ? "exchange or queue is gone; it is declared again"
                  : "queue %s does not stand; create it, or set declare: true"
                      .formatted(config.queue());
          case AMQP.ACCESS_REFUSED ->
              "user %s lacks a permission; grant configure, write and read on exchange and queue"
                  .formatted(broker.user());
          case AMQP.PRECONDITION_FAILED ->
              "exchange %s or queue %s stands with other settings, or an answer took too long; "
                      .formatted(config.exchange(), config.queue())
                  + "make the settings equal, delete the empty queue, or set declare: false";
          case AMQP.RESOURCE_LOCKED ->
              "queue %s is exclusive to another connection".formatted(config.queue());
          default -> "the broker closed the channel";
        };
    return what + said(code, text);
  }

  private String disconnected(int code, String text) {
    String what =
        switch (code) {
          case AMQP.CONNECTION_FORCED ->
              "the broker at %s shuts down or an operator closed the connection".formatted(at());
          case AMQP.NOT_ALLOWED, AMQP.INVALID_PATH ->
              "virtual host %s does not exist or user %s may not use it; check both in the uri"
                  .formatted(broker.virtualHost(), broker.user());
          case AMQP.ACCESS_REFUSED -> "user %s is not allowed".formatted(broker.user());
          default -> "the broker at %s closed the connection".formatted(at());
        };
    return what + said(code, text);
  }

  private static String said(int code, String text) {
    return " (the broker says %d %s)".formatted(code, text.replaceAll("\\p{Cntrl}+", " "));
  }

  /** No word from the broker: the way there is the trouble. */
  private String lost(Throwable e) {
    ChannelContinuationTimeoutException unanswered =
        find(ChannelContinuationTimeoutException.class, e);
    if (unanswered != null) {
      return "the broker did not answer %s for queue %s within %d s; look at the queue there, a quorum queue needs a majority of its nodes"
          .formatted(
              unanswered.getMethod().protocolMethodName(),
              config.queue(),
              config.channelRpcTimeout().toSeconds());
    }
    if (find(MissedHeartbeatException.class, e) != null) {
      return "nothing came from %s for two heartbeats of %d s; the network or the broker hangs"
          .formatted(at(), config.heartbeat().toSeconds());
    }
    return unreachable(e);
  }

  private String unreachable(Throwable e) {
    if (find(AuthenticationFailureException.class, e) != null
        || find(PossibleAuthenticationFailureException.class, e) != null) {
      return "the broker at %s refused user %s; check user and password in the uri (guest works from its own host only)"
          .formatted(at(), broker.user());
    }
    if (find(UnknownHostException.class, e) != null) {
      return "host %s is not known; check the uri and the name service".formatted(broker.host());
    }
    if (find(ConnectException.class, e) != null) {
      return "nothing listens at %s; start the broker, or check host and port in the uri"
          .formatted(at());
    }
    SSLException tls = find(SSLException.class, e);
    if (tls != null) {
      return "no secure connection to %s (%s); check its certificate and host name, or set a CA file"
          .formatted(at(), tls.getMessage());
    }
    NoSuchFileException file = find(NoSuchFileException.class, e);
    if (file != null) {
      return "the CA file %s is not there".formatted(file.getFile());
    }
    if (find(SocketTimeoutException.class, e) != null || find(TimeoutException.class, e) != null) {
      return "%s did not answer within %d s; check host, port and firewall"
          .formatted(at(), config.connectionTimeout().toSeconds());
    }
    return "the connection to %s was lost (%s); is it an AMQP broker, and is it up?"
        .formatted(at(), cause(e));
  }

  private String at() {
    return broker.host() + ":" + broker.port();
  }

  private static String cause(Throwable e) {
    Throwable cause = e;
    while (cause.getCause() != null && cause.getCause() != cause) {
      cause = cause.getCause();
    }
    String message = cause.getMessage();
    String name = cause.getClass().getSimpleName();
    return message == null ? name : name + ": " + message;
  }

  private static <T extends Throwable> @Nullable T find(Class<T> type, @Nullable Throwable e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (type.isInstance(cause)) {
        return type.cast(cause);
      }
    }
    return null;
  }
}
