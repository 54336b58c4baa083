package io.sluice.adapter.http;

import io.sluice.adapter.ChannelSettings;
import io.sluice.adapter.Secret;
import io.sluice.adapter.SettingValues;
import io.sluice.adapter.wire.WireSettings;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A channel's settings with defaults applied.
 *
 * @param authorization value of the Authorization header
 * @param request where only one facet goes this way, in its own form
 * @param batched whether the body holds several updates, even when it holds one
 */
record HttpSettings(
    String channel,
    UrlTemplate url,
    String method,
    Map<String, String> headers,
    @Nullable Secret authorization,
    @Nullable Secret signingKeys,
    boolean cloudEvents,
    boolean batched,
    WireSettings wire,
    Duration pollEvery,
    Duration expiresAfter,
    @Nullable RequestSettings request) {
  static final Duration POLL_EVERY = Duration.ofSeconds(10);
  static final Duration EXPIRES_AFTER = Duration.ofHours(24);

  /**
   * From settings that {@link HttpSettingsCheck} found nothing wrong with: one for each of {@code
   * requests} by its key, or one by an empty key.
   */
  static Map<String, HttpSettings> all(ChannelSettings settings) {
    Map<String, HttpSettings> all = new LinkedHashMap<>();
    RequestSettings.all(new SettingValues(settings.values()))
        .forEach((name, request) -> all.put(name, from(settings, request)));
    return all.isEmpty() ? Map.of("", from(settings)) : all;
  }

  static HttpSettings from(ChannelSettings settings) {
    return from(settings, null);
  }

  /** The same way in, to another address. */
  static HttpSettings of(ChannelSettings settings, UrlTemplate url) {
    return from(settings, new RequestSettings(url, "GET", null, null));
  }

  private static HttpSettings from(ChannelSettings settings, @Nullable RequestSettings request) {
    SettingValues values = new SettingValues(settings.values());
    SettingValues pending = values.group("pending");
    return new HttpSettings(
        settings.channel(),
        request == null
            ? UrlTemplate.parse(Objects.requireNonNull(values.text("url")))
            : request.url(),
        request == null ? values.text("method", "POST") : request.method(),
        values.texts("headers"),
        authorization(values.group("auth")),
        values.group("sign").secret("standard_webhooks"),
        values.text("format", "envelope").equals("cloudevents"),
        settings.batchAtMost() > 1,
        WireSettings.of(settings.channel(), values),
        pending.duration("poll_every", POLL_EVERY),
        pending.duration("expires_after", EXPIRES_AFTER),
        request);
  }

  /** Whether the receiver is given prices with dates ahead. */
  static boolean actsOnDates(ChannelSettings settings) {
    return new SettingValues(settings.values()).yes("schedules");
  }

  private static @Nullable Secret authorization(SettingValues auth) {
    Secret bearer = auth.secret("bearer");
    if (bearer != null) {
      return new Secret("Bearer " + bearer.reveal());
    }
    if (!auth.has("basic")) {
      return null;
    }
    SettingValues basic = auth.group("basic");
    Secret password = Objects.requireNonNull(basic.secret("password"));
    String pair = basic.text("user") + ":" + password.reveal();
    return new Secret(
        "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
  }

  /** Where to, without path, query, headers and bodies: each may hold a secret. */
  @Override
  public String toString() {
    return "HttpSettings[channel=%s, url=%s]".formatted(channel, url.site());
  }

  String contentType() {
    if (!cloudEvents) {
      return "application/json";
    }
    return batched ? "application/cloudevents-batch+json" : "application/cloudevents+json";
  }
}
