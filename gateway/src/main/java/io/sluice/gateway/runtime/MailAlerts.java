package io.sluice.gateway.runtime;

import io.sluice.gateway.alerts.AlertMessage;
import io.sluice.gateway.config.AlertReceiver;
import io.sluice.gateway.config.AlertReceiver.Security;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.ext.mail.LoginOption;
import io.vertx.ext.mail.MailClient;
import io.vertx.ext.mail.MailConfig;
import io.vertx.ext.mail.MailMessage;
import io.vertx.ext.mail.StartTLSOptions;
import java.util.concurrent.TimeUnit;

/** Sends alerts as mails. */
final class MailAlerts implements AlertTransport {
  private static final int CONNECT_MS = 5_000;
  private static final int IDLE_SECONDS = 20;
  private static final long ANSWER_MS = 25_000;

  private final AlertReceiver.Email receiver;
  private final String gateway;
  private final MailClient client;

  /**
   * @param gateway its name, which it gives to the mail server
   */
  MailAlerts(AlertReceiver.Email receiver, String gateway, Vertx vertx) {
    this.receiver = receiver;
    this.gateway = gateway;
    this.client = MailClient.create(vertx, config());
  }

  private MailConfig config() {
    MailConfig config =
        new MailConfig()
            .setHostname(receiver.host())
            .setPort(receiver.port())
            .setSsl(receiver.tls() == Security.TLS)
            .setStarttls(
                receiver.tls() == Security.STARTTLS
                    ? StartTLSOptions.REQUIRED
                    : StartTLSOptions.DISABLED)
            .setLogin(LoginOption.NONE)
            .setOwnHostname(gateway)
            .setKeepAlive(false)
            .setMaxPoolSize(1);
    config.setConnectTimeout(CONNECT_MS);
    // One that does not answer any more keeps no later mail from being sent.
    config.setIdleTimeout(IDLE_SECONDS);
    config.setHostnameVerificationAlgorithm("HTTPS");
    receiver
        .caFile()
        .ifPresent(
            file -> config.setTrustOptions(new PemTrustOptions().addCertPath(file.toString())));
    receiver
        .login()
        .ifPresent(
            login ->
                config
                    .setLogin(LoginOption.REQUIRED)
                    .setUsername(login.user())
                    .setPassword(login.password().reveal()));
    return config;
  }

  @Override
  public Future<Void> send(AlertMessage message, String id) {
    // Auto-Submitted: nobody's absence note answers it (RFC 3834).
    MultiMap headers =
        MultiMap.caseInsensitiveMultiMap()
            .add("Auto-Submitted", "auto-generated")
            .add("Message-ID", "<" + id + "@" + gateway + ">");
    MailMessage mail =
        new MailMessage()
            .setFrom(receiver.from())
            .setTo(receiver.to())
            .setSubject(message.subject())
            .setText(message.text())
            .setHeaders(headers);
    return client.sendMail(mail).timeout(ANSWER_MS, TimeUnit.MILLISECONDS).mapEmpty();
  }
}
