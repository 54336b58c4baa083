package io.sluice.gateway.config;

import io.sluice.adapter.Secret;
import io.sluice.adapter.wire.WebhookSignature;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Who is sent alerts. */
public sealed interface AlertReceiver {
  /** Its key under {@code receivers}. */
  String name();

  /** {@code webhook}, {@code email}. */
  String kind();

  /** Where it is, without anything secret. */
  String target();

  /**
   * A JSON POST.
   *
   * @param url http or https; its path is often a secret
   * @param secret that it is signed with as Standard Webhooks says; empty: it is not
   */
  record Webhook(String name, Secret url, Optional<Secret> secret) implements AlertReceiver {
    public Webhook {
      Checks.name(name)
          .that("url", isHttp(url), "must be http://HOST or https://HOST")
          .that(
              "secret",
              secret.isEmpty() || fault(secret.get()).isEmpty(),
              () -> fault(secret.get()))
          .orThrow();
    }

    private static String fault(Secret secret) {
      try {
        new WebhookSignature(secret);
        return "";
      } catch (IllegalArgumentException e) {
        return String.valueOf(e.getMessage());
      }
    }

    private static boolean isHttp(Secret url) {
      try {
        URI parsed = URI.create(url.reveal());
        return List.of("http", "https").contains(String.valueOf(parsed.getScheme()))
            && parsed.getHost() != null;
      } catch (IllegalArgumentException e) {
        return false;
      }
    }

    @Override
    public String kind() {
      return "webhook";
    }

    @Override
    public String target() {
      URI parsed = URI.create(url.reveal());
      String port = parsed.getPort() < 0 ? "" : ":" + parsed.getPort();
      return parsed.getScheme() + "://" + parsed.getHost() + port;
    }
  }

  /** How a mail server is spoken to. */
  enum Security {
    /** Encrypted after the first words, or not at all sent. */
    STARTTLS(587),
    /** Encrypted from the first byte. */
    TLS(465),
    NO(25);

    private final int port;

    Security(int port) {
      this.port = port;
    }

    /** The usual one. */
    int port() {
      return port;
    }
  }

  /**
   * Who signs in at the mail server.
   *
   * @param password never shown
   */
  record Login(String user, Secret password) {}

  /**
   * A mail.
   *
   * @param tls starttls unless written
   * @param port 587, with tls 465, without 25, unless written
   * @param login empty: the server takes mail without
   * @param caFile certificates to trust instead of the system's, absolute
   * @param to at least one
   */
  record Email(
      String name,
      String host,
      int port,
      Security tls,
      Optional<Login> login,
      Optional<Path> caFile,
      String from,
      List<String> to)
      implements AlertReceiver {
    /** The local part goes to a server that knows better; no header begins in it. */
    private static final Pattern ADDRESS =
        Pattern.compile("[^\\s@<>,;:\"\\p{Cntrl}]+@[A-Za-z0-9.-]+");

    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9.:-]{1,253}");
    private static final Pattern LOOPBACK = Pattern.compile("127\\.[0-9.]+|localhost|::1");

    public Email {
      to = List.copyOf(to);
      boolean clear =
          tls == Security.NO && !LOOPBACK.matcher(host.toLowerCase(Locale.ROOT)).matches();
      Checks.name(name)
          .that("host", HOST.matcher(host).matches(), "must be the name of a mail server")
          .between("port", port, 1, 65_535)
          .that(
              "tls",
              login.isEmpty() || !clear,
              "must be starttls or tls, or the password would travel in the clear")
          .that(
              "from",
              ADDRESS.matcher(from).matches(),
              "must be an address such as sluice@example.com")
          .that(
              "to",
              !to.isEmpty() && to.stream().allMatch(each -> ADDRESS.matcher(each).matches()),
              "must be addresses such as [ops@example.com]")
          .orThrow();
    }

    @Override
    public String kind() {
      return "email";
    }

    @Override
    public String target() {
      return String.join(", ", to) + " by " + host + ":" + port;
    }
  }
}
