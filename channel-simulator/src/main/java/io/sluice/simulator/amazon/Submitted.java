package io.sluice.simulator.amazon;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What became of a submission.
 *
 * @param issues errors; empty where it was accepted
 */
record Submitted(List<Issue> issues) {
  static final Submitted FINE = new Submitted(List.of());

  /** An error in what was submitted. */
  record Issue(String code, String message, @Nullable String attribute, String category) {
    Map<String, Object> ofListing() {
      Map<String, Object> issue = new LinkedHashMap<>();
      issue.put("code", code);
      issue.put("message", message);
      issue.put("severity", "ERROR");
      if (attribute != null) {
        issue.put("attributeNames", List.of(attribute));
      }
      issue.put("categories", List.of(category));
      return issue;
    }

    Map<String, Object> ofReport(int messageId, String sku) {
      Map<String, Object> issue = new LinkedHashMap<>();
      issue.put("messageId", messageId);
      issue.put("sku", sku);
      issue.put("code", code);
      issue.put("severity", "ERROR");
      issue.put("message", message);
      if (attribute != null) {
        issue.put("attributeName", attribute);
      }
      return issue;
    }
  }

  static Submitted invalid(String code, String message, @Nullable String attribute) {
    return new Submitted(List.of(new Issue(code, message, attribute, "INVALID_ATTRIBUTE")));
  }

  boolean accepted() {
    return issues.isEmpty();
  }
}
