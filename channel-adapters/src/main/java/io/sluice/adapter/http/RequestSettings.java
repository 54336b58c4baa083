package io.sluice.adapter.http;

import io.sluice.adapter.SettingValues;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One of {@code requests}: where one facet goes, and how its body looks.
 *
 * @param body null: none is sent
 * @param success null: a status of 200 to 299 is enough
 */
record RequestSettings(
    UrlTemplate url, String method, @Nullable BodyTemplate body, @Nullable SuccessWhen success) {

  /** All of them by their key, from settings that were found good; empty where there are none. */
  static Map<String, RequestSettings> all(SettingValues values) {
    Map<String, RequestSettings> all = new LinkedHashMap<>();
    SettingValues requests = values.group("requests");
    for (String name : FacetRequests.NAMES) {
      if (requests.has(name)) {
        all.put(name, from(requests.group(name)));
      }
    }
    return all;
  }

  private static RequestSettings from(SettingValues values) {
    Object tree = values.tree("body");
    return new RequestSettings(
        UrlTemplate.parse(Objects.requireNonNull(values.text("url"))),
        values.text("method", "POST"),
        tree == null ? null : new BodyTemplate(tree),
        values.has("success_when") ? new SuccessWhen(values.texts("success_when")) : null);
  }
}
