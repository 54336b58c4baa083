package io.sluice.adapter.bol;

import io.sluice.adapter.ChannelSettings;
import io.sluice.adapter.Facet;
import io.sluice.adapter.Secret;
import io.sluice.adapter.SettingProblem;
import io.sluice.adapter.SettingValues;
import io.sluice.adapter.wire.WireSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds what is wrong with the settings of a bol channel. */
final class BolSettingsCheck {
  private static final Duration MOST_SELDOM = Duration.ofHours(1);
  private static final long LEAST_EXPORT = 64 << 10;
  private static final long MOST_EXPORT = 256 << 20;

  private final ChannelSettings settings;
  private final SettingValues values;
  private final List<SettingProblem> problems = new ArrayList<>();

  BolSettingsCheck(ChannelSettings settings) {
    this.settings = settings;
    this.values = new SettingValues(settings.values());
  }

  List<SettingProblem> run() {
    checkCredentials();
    checkAddress("endpoint", values.text("endpoint"));
    checkAddress("token_endpoint", values.text("token_endpoint"));
    checkOffers();
    checkDelivery();
    problems.addAll(WireSettings.problems(values));
    Duration every = values.group("pending").duration("poll_every", BolSettings.POLL_EVERY);
    if (every.toMillis() < 100 || every.compareTo(MOST_SELDOM) > 0) {
      problem("pending.poll_every", "must be from 100ms to 1h");
    }
    long export = values.number("export_at_most", BolSettings.EXPORT_AT_MOST);
    if (export < LEAST_EXPORT || export > MOST_EXPORT) {
      problem("export_at_most", "must be from 64KB to 256MB");
    }
    return problems;
  }

  private void problem(String path, String message) {
    problems.add(new SettingProblem(path, message));
  }

  private void checkCredentials() {
    String id = values.text("client_id");
    if (id == null || id.isBlank()) {
      problem("client_id", "is missing: bol shows it in the API settings of the seller account");
    } else if (!isPrintable(id) || id.indexOf(':') >= 0) {
      problem("client_id", "must be letters, digits and dashes as bol shows them");
    }
    Secret secret = values.secret("client_secret");
    if (secret == null) {
      problem("client_secret", "is missing: bol shows it beside the client id");
    } else if (secret.reveal().isBlank() || !isPrintable(secret.reveal())) {
      problem("client_secret", "must be one line of printable characters, not empty");
    }
  }

  private static boolean isPrintable(String text) {
    return text.chars().allMatch(c -> c > ' ' && c < 127);
  }

  private void checkAddress(String name, @Nullable String text) {
    try {
      if (text != null) {
        BolSettings.uri(text);
      }
    } catch (IllegalArgumentException e) {
      problem(name, "must be an absolute address without a query, such as " + example(name));
    }
  }

  private static String example(String name) {
    return name.equals("endpoint") ? BolSettings.ENDPOINT : BolSettings.LOGIN;
  }

  private void checkOffers() {
    boolean byBol = values.text("fulfilment", "FBR").equals("FBB");
    if (byBol && settings.send().contains(Facet.STOCK)) {
      problem("fulfilment", "FBB: bol counts the stock itself; take stock out of send");
    }
    if (byBol && values.has("delivery_code")) {
      problem("delivery_code", "is for fulfilment: FBR only");
    }
    String operator = values.text("economic_operator");
    if (operator != null && operator.isBlank()) {
      problem("economic_operator", "must not be empty: leave it out");
    }
  }

  private void checkDelivery() {
    if (settings.stream()) {
      problem("backlog.keep", "bol takes the newest value only: write latest_per_sku");
    }
    if (settings.batchAtMost() > 1) {
      problem("batch.at_most", "bol takes one offer per call: take it out");
    }
  }
}
