package io.sluice.adapter.wire;

import io.sluice.adapter.Secret;
import io.sluice.adapter.SettingProblem;
import io.sluice.adapter.SettingValues;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How requests of a channel travel.
 *
 * @param allowPrivate whether addresses of the own machine and of private networks are allowed
 * @param connectTimeout for the TCP connection, and again for TLS
 * @param totalTimeout from the request to the last byte of the answer
 * @param answerAtMost bytes; a longer answer is cut off
 * @param trust certificates (PEM) of the only authorities whose word counts, or null for those that
 *     Java knows
 */
public record WireSettings(
    String channel,
    boolean allowPrivate,
    Duration connectTimeout,
    Duration totalTimeout,
    int answerAtMost,
    @Nullable String trust) {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
  // Standard Webhooks advises 15 to 30 s.
  private static final Duration TOTAL_TIMEOUT = Duration.ofSeconds(30);
  private static final long ANSWER_AT_MOST = 1 << 20;
  private static final Duration LONGEST_TIMEOUT = Duration.ofMinutes(10);
  private static final long MOST_ANSWER = 16L << 20;

  /** From the keys every adapter shares; what is absent has its default. */
  public static WireSettings of(String channel, SettingValues values) {
    return new WireSettings(
        channel,
        values.yes("allow_private"),
        values.duration("connect_timeout", CONNECT_TIMEOUT),
        values.duration("total_timeout", TOTAL_TIMEOUT),
        Math.toIntExact(values.number("answer_at_most", ANSWER_AT_MOST)),
        trust(values));
  }

  // No secret, but written like one: that is how the content of a file comes into a setting.
  private static @Nullable String trust(SettingValues values) {
    Secret trust = values.secret("trust");
    return trust == null ? null : trust.reveal();
  }

  /** What is wrong with those keys. */
  public static List<SettingProblem> problems(SettingValues values) {
    List<SettingProblem> problems = new ArrayList<>();
    for (String timeout : List.of("connect_timeout", "total_timeout")) {
      Duration time = values.duration(timeout, CONNECT_TIMEOUT);
      if (time.toMillis() < 1 || time.compareTo(LONGEST_TIMEOUT) > 0) {
        problems.add(new SettingProblem(timeout, "must be from 1ms to 10m"));
      }
    }
    long answer = values.number("answer_at_most", ANSWER_AT_MOST);
    if (answer < 1024 || answer > MOST_ANSWER) {
      problems.add(new SettingProblem("answer_at_most", "must be from 1KB to 16MB"));
    }
    String trust = trust(values);
    if (trust != null && !isCertificate(trust)) {
      problems.add(
          new SettingProblem(
              "trust", "is no file of certificates in PEM form (-----BEGIN CERTIFICATE-----)"));
    }
    return problems;
  }

  private static boolean isCertificate(String pem) {
    try (InputStream bytes = new ByteArrayInputStream(pem.getBytes(StandardCharsets.UTF_8))) {
      return pem.contains("-----BEGIN CERTIFICATE-----")
          && !CertificateFactory.getInstance("X.509").generateCertificates(bytes).isEmpty();
    } catch (CertificateException | IOException e) {
      return false;
    }
  }
}
