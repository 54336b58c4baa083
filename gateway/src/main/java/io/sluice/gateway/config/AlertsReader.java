package io.sluice.gateway.config;

import io.sluice.adapter.Secret;
import io.sluice.gateway.alerts.AlertRules;
import io.sluice.gateway.alerts.AlertRules.Threshold;
import io.sluice.gateway.alerts.Condition;
import io.sluice.gateway.config.AlertReceiver.Email;
import io.sluice.gateway.config.AlertReceiver.Login;
import io.sluice.gateway.config.AlertReceiver.Security;
import io.sluice.gateway.config.AlertReceiver.Webhook;
import io.sluice.gateway.validation.Suggestions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Reads {@code alerts}. */
final class AlertsReader {
  private static final List<String> KINDS = List.of("webhook", "email");

  /** Takes the place of what is a problem already: the rest is looked at. */
  private static final Secret SOME_URL = new Secret("https://" + References.STAND_IN);

  private static final String SOME_ADDRESS = References.STAND_IN + "@" + References.STAND_IN;

  private final Section section;
  private final Reading reading;

  AlertsReader(Section section) {
    this.section = section.expect(Shape.ALERTS);
    this.reading = section.reading();
  }

  AlertSettings read() {
    if (section.entries().isEmpty()) {
      return AlertSettings.DEFAULT;
    }
    section.requireSome(
        "receivers", "receivers: { ops: { kind: webhook, url: \"${env:ALERTS_URL}\" } }");
    Section names = section.section("receivers");
    List<AlertReceiver> receivers = new ArrayList<>();
    for (Entry entry : names.entries()) {
      Names.check(reading, entry);
      receiver(entry.key(), names.section(entry)).ifPresent(receivers::add);
    }
    Duration repeat = section.duration("repeat").orElse(AlertRules.REPEAT);
    Duration gather = section.duration("gather").orElse(AlertRules.GATHER);
    Duration over = section.duration("recovered_after").orElse(AlertRules.RECOVERED_AFTER);
    Map<Condition, Threshold> conditions = conditions(section.section("conditions"));
    return section
        .build(() -> new AlertSettings(receivers, new AlertRules(conditions, repeat, gather, over)))
        .orElse(AlertSettings.DEFAULT);
  }

  private static Optional<AlertReceiver> receiver(String name, Section of) {
    if (of.entries().isEmpty() || !of.require("kind", Suggestions.hint("", KINDS))) {
      return Optional.empty();
    }
    Optional<String> kind = of.value("kind", (scalars, entry) -> scalars.word(entry, KINDS));
    if (kind.isEmpty()) {
      return Optional.empty();
    }
    return kind.get().equals("webhook") ? webhook(name, of) : email(name, of);
  }

  private static Optional<AlertReceiver> webhook(String name, Section of) {
    of.expect(Shape.WEBHOOK_RECEIVER);
    of.require("url", Shape.WEBHOOK_RECEIVER, "url: \"${env:ALERTS_URL}\"");
    Secret url = of.text("url").map(Secret::new).orElse(SOME_URL);
    Optional<Secret> secret = of.value("secret", AlertsReader::known);
    return of.build(() -> new Webhook(name, url, secret));
  }

  /** Offline a variable may be unset: what it looks like says nothing then. */
  private static Optional<Secret> known(Scalars scalars, Entry entry) {
    return scalars.secret(entry).filter(secret -> !secret.reveal().equals(References.STAND_IN));
  }

  private static Optional<AlertReceiver> email(String name, Section of) {
    of.expect(Shape.EMAIL_RECEIVER);
    of.require("host", Shape.EMAIL_RECEIVER, "host: smtp.example.com");
    of.require("from", Shape.EMAIL_RECEIVER, "from: sluice@example.com");
    of.require("to", Shape.EMAIL_RECEIVER, "to: [ops@example.com]");
    String host = of.text("host").orElse(References.STAND_IN);
    Security tls = of.word("tls", Security.class).orElse(Security.STARTTLS);
    int port = of.count("port").orElse(tls.port());
    Optional<Path> caFile = of.value("ca_file", Scalars::existingFile);
    String from = of.text("from").orElse(SOME_ADDRESS);
    List<String> to =
        of.find("to").isPresent()
            ? of.value("to", Scalars::texts).orElse(List.of(SOME_ADDRESS))
            : List.of(SOME_ADDRESS);
    Optional<Login> login = login(of);
    return of.build(() -> new Email(name, host, port, tls, login, caFile, from, to));
  }

  private static Optional<Login> login(Section of) {
    if (of.find("user").isEmpty() && of.find("password").isEmpty()) {
      return Optional.empty();
    }
    boolean both =
        of.require("user", "user: sluice") & of.require("password", References.SECRET_FORMS);
    Optional<String> user = of.value("user", Scalars::text);
    Optional<Secret> password = of.value("password", Scalars::secret);
    return both && user.isPresent() && password.isPresent()
        ? Optional.of(new Login(user.get(), password.get()))
        : Optional.empty();
  }

  /** Those that are not named hold as they are. */
  private static Map<Condition, Threshold> conditions(Section of) {
    of.expect(Shape.ALERT_CONDITIONS);
    Map<Condition, Threshold> all = AlertRules.everything();
    for (Condition condition : Condition.values()) {
      of.find(Texts.word(condition))
          .ifPresent(
              entry ->
                  threshold(condition, entry, of)
                      .ifPresentOrElse(
                          threshold -> all.put(condition, threshold), () -> all.remove(condition)));
    }
    return all;
  }

  /** Empty where nobody wants to know. */
  private static Optional<Threshold> threshold(Condition condition, Entry entry, Section of) {
    if (entry.value() instanceof ScalarNode && !entry.isEmpty()) {
      boolean told = of.reading().scalars().yesNo(entry).orElse(true);
      return told ? Optional.of(Threshold.of(condition)) : Optional.empty();
    }
    Section keys = of.section(entry).expect(condition.counts() ? Shape.COUNTED : Shape.LASTING);
    Duration lasting = keys.duration("for").orElse(condition.lasting());
    long over = condition.counts() ? keys.integer("over").orElse(0L) : 0;
    return Optional.of(new Threshold(lasting, over));
  }

  /** Names of the conditions, as files write them. */
  static String[] conditionNames() {
    return Arrays.stream(Condition.values()).map(Texts::word).toArray(String[]::new);
  }
}
