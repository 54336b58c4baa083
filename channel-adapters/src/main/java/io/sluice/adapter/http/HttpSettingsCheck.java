package io.sluice.adapter.http;

import io.sluice.adapter.ChannelSettings;
import io.sluice.adapter.Secret;
import io.sluice.adapter.SettingProblem;
import io.sluice.adapter.SettingValues;
import io.sluice.adapter.wire.WebhookSignature;
import io.sluice.adapter.wire.WireSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds everything wrong with a channel's settings, in one go. */
final class HttpSettingsCheck {
  private static final Set<String> METHODS = Set.of("POST", "PUT", "PATCH");
  private static final Set<String> FORMATS = Set.of("envelope", "cloudevents");
  // Ours, or of one hop only (RFC 9110, 7.6.1): a merchant's value would break the request.
  private static final Set<String> RESERVED_HEADERS =
      Set.of(
          "host",
          "content-length",
          "content-type",
          "content-encoding",
          "accept-encoding",
          "connection",
          "keep-alive",
          "proxy-connection",
          "proxy-authorization",
          "proxy-authenticate",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade",
          "expect",
          "idempotency-key",
          "webhook-id",
          "webhook-timestamp",
          "webhook-signature");
  private static final Pattern HEADER_NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

  private final ChannelSettings settings;
  private final SettingValues values;
  private final List<SettingProblem> problems = new ArrayList<>();

  HttpSettingsCheck(ChannelSettings settings) {
    this.settings = settings;
    this.values = new SettingValues(settings.values());
  }

  List<SettingProblem> run() {
    if (values.has("requests")) {
      checkNoneBeside("url", "method", "format");
      problems.addAll(
          new RequestsCheck(values.group("requests"), HttpSettings.actsOnDates(settings))
              .run(settings.send(), settings.batchAtMost()));
    } else {
      checkUrl();
    }
    checkWord("method", METHODS, "POST, PUT or PATCH");
    checkWord("format", FORMATS, "envelope or cloudevents");
    values.texts("headers").forEach(this::checkHeader);
    checkAuth();
    checkSigningKeys();
    checkTimes();
    if (values.has("listings")) {
      problems.addAll(new ListingsCheck(values.group("listings")).run(settings.stream()));
    }
    return problems;
  }

  private void problem(String path, String message) {
    problems.add(new SettingProblem(path, message));
  }

  private void checkNoneBeside(String... names) {
    for (String name : names) {
      if (values.has(name)) {
        problem(name, "does nothing beside requests");
      }
    }
  }

  private void checkUrl() {
    String url = values.text("url");
    if (url == null) {
      problem("url", "is missing: where the updates go; or write requests, one for each facet");
      return;
    }
    try {
      if (UrlTemplate.parse(url).takesSku() && settings.batchAtMost() > 1) {
        problem("url", "{sku} needs calls with one update: set batch.at_most to 1");
      }
    } catch (IllegalArgumentException e) {
      problem("url", String.valueOf(e.getMessage()));
    }
  }

  private void checkWord(String name, Set<String> allowed, String words) {
    String word = values.text(name);
    if (word != null && !allowed.contains(word)) {
      problem(name, "must be " + words + ", is '" + word + "'");
    }
  }

  private void checkHeader(String name, String value) {
    String path = "headers." + (HEADER_NAME.matcher(name).matches() ? name : "?");
    String lower = name.toLowerCase(Locale.ROOT);
    if (!HEADER_NAME.matcher(name).matches()) {
      problem(path, "a header name is made of letters, digits and -");
    } else if (RESERVED_HEADERS.contains(lower)) {
      problem(path, "is set by the gateway itself");
    } else if (lower.equals("authorization") && values.has("auth")) {
      problem(path, "is set by auth already");
    } else if (!isHeaderValue(value)) {
      problem(path, "must be one line of printable characters");
    }
  }

  private static boolean isHeaderValue(String value) {
    return value.chars().allMatch(c -> c == '\t' || (c >= ' ' && c < 127) || (c >= 160 && c < 256));
  }

  private void checkAuth() {
    SettingValues auth = values.group("auth");
    if (auth.has("bearer") && auth.has("basic")) {
      problem("auth", "takes bearer or basic, not both");
    }
    checkSecretLine("auth.bearer", auth.secret("bearer"));
    SettingValues basic = auth.group("basic");
    if (auth.has("basic") && (basic.text("user") == null || basic.secret("password") == null)) {
      problem("auth.basic", "needs user and password");
    }
    if (basic.text("user", "").indexOf(':') >= 0) {
      problem("auth.basic.user", "must not hold a colon");
    }
  }

  private void checkSecretLine(String path, @Nullable Secret secret) {
    if (secret != null && (secret.reveal().isBlank() || !isHeaderValue(secret.reveal()))) {
      problem(path, "must be one line of printable characters, not empty");
    }
  }

  private void checkSigningKeys() {
    Secret keys = values.group("sign").secret("standard_webhooks");
    if (keys == null) {
      return;
    }
    try {
      new WebhookSignature(keys).sign("", 0, new byte[0]);
    } catch (IllegalArgumentException e) {
      problem("sign.standard_webhooks", String.valueOf(e.getMessage()));
    }
  }

  private void checkTimes() {
    SettingValues pending = values.group("pending");
    problems.addAll(WireSettings.problems(values));
    if (pending.duration("poll_every", HttpSettings.POLL_EVERY).toMillis() < 100) {
      problem("pending.poll_every", "must be at least 100ms");
    }
    if (pending.duration("expires_after", HttpSettings.EXPIRES_AFTER).toSeconds() < 1) {
      problem("pending.expires_after", "must be at least 1s");
    }
  }
}
