package io.sluice.adapter.http;

import io.sluice.adapter.Facet;
import io.sluice.adapter.SettingProblem;
import io.sluice.adapter.SettingValues;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Finds everything wrong with {@code requests}. */
final class RequestsCheck {
  private static final Set<String> METHODS = Set.of("POST", "PUT", "PATCH", "DELETE");

  private final SettingValues requests;
  private final boolean actsOnDates;
  private final List<SettingProblem> problems = new ArrayList<>();

  /**
   * @param actsOnDates whether the receiver is given prices with dates ahead
   */
  RequestsCheck(SettingValues requests, boolean actsOnDates) {
    this.requests = requests;
    this.actsOnDates = actsOnDates;
  }

  /**
   * @param send facets that the channel sends
   */
  List<SettingProblem> run(Set<Facet> send, int batchAtMost) {
    if (batchAtMost > 1) {
      problem("", "go out one by one: set batch.at_most to 1");
    }
    for (Facet facet : send) {
      String name = facet.name().toLowerCase(Locale.ROOT);
      if (!requests.has(name)) {
        problem("", "needs one for " + name + ", or send must not name it");
      }
    }
    for (String name : FacetRequests.NAMES) {
      if (requests.has(name)) {
        check(name, requests.group(name));
      }
    }
    return problems;
  }

  private void problem(String path, String message) {
    problems.add(new SettingProblem(path.isEmpty() ? "requests" : "requests." + path, message));
  }

  private void check(String name, SettingValues request) {
    checkUrl(name, request.text("url"));
    String method = request.text("method", "POST");
    if (!METHODS.contains(method)) {
      problem(name + ".method", "must be POST, PUT, PATCH or DELETE, is '" + method + "'");
    }
    Object body = request.tree("body");
    Set<String> used = body == null ? Set.of() : new BodyTemplate(body).names();
    checkNames(name, used);
    if (name.equals("price") && actsOnDates && !used.contains(UpdateValues.WINDOWS)) {
      problem(
          name + ".body",
          "must have {windows} with schedules: yes: else the receiver does not know the dates");
    }
    for (Map.Entry<String, String> each : request.texts("success_when").entrySet()) {
      checkPointer(name, each);
    }
  }

  private void checkUrl(String name, @Nullable String url) {
    if (url == null) {
      problem(name + ".url", "is missing: where it goes");
      return;
    }
    try {
      UrlTemplate.parse(url);
    } catch (IllegalArgumentException e) {
      problem(name + ".url", String.valueOf(e.getMessage()));
    }
  }

  /** A product's own members are the merchant's fields, and any may be there. */
  private void checkNames(String name, Set<String> used) {
    Set<String> known = new TreeSet<>(UpdateValues.ALWAYS);
    switch (name) {
      case "stock" -> known.addAll(UpdateValues.OF_STOCK);
      case "price" -> {
        known.addAll(UpdateValues.OF_PRICE);
        if (actsOnDates) {
          known.add(UpdateValues.WINDOWS);
        }
      }
      case FacetRequests.DISCONTINUED -> {}
      default -> {
        return;
      }
    }
    for (String each : used) {
      if (UpdateValues.WINDOWS.equals(each) && name.equals("price") && !actsOnDates) {
        problem(name + ".body", "{windows} is known with schedules: yes only");
      } else if (!known.contains(each)) {
        problem(
            name + ".body",
            "{%s} is not known here; known: %s".formatted(each, String.join(", ", known)));
      }
    }
  }

  private void checkPointer(String name, Map.Entry<String, String> each) {
    try {
      new SuccessWhen(Map.of(each.getKey(), each.getValue()));
    } catch (IllegalArgumentException e) {
      problem(
          name + ".success_when",
          "'%s' is no JSON pointer such as /status".formatted(each.getKey()));
    }
  }
}
