package io.sluice.adapter.bol;

import io.sluice.adapter.wire.Visible;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What bol made of content (schema UploadReportResponse). */
final class UploadReport {
  private static final int NAMED = 5;

  /** Declined because nothing would change by it. */
  private static final Set<String> NO_CHANGE =
      Set.of("IDENTICAL_VALUE_AS_BEFORE", "NOT_CHANGED", "IMAGE_FLAGGED_AS_DUPLICATE");

  private UploadReport() {}

  static boolean isCompleted(Map<?, ?> report) {
    return "COMPLETED".equals(BolJson.text(report, "status"));
  }

  /** The first values and images that were declined, in bol's words; null where there are none. */
  static @Nullable String declined(Map<?, ?> report) {
    List<String> declined = new ArrayList<>();
    BolJson.objects(report, "attributes").forEach(one -> add(one, "id", declined));
    BolJson.objects(report, "assets").forEach(one -> add(one, "url", declined));
    return declined.isEmpty()
        ? null
        : Visible.line(declined.stream().limit(NAMED).collect(Collectors.joining("; ")));
  }

  private static void add(Map<?, ?> one, String name, List<String> declined) {
    String why = BolJson.text(one, "subStatus");
    boolean noChange = why != null && NO_CHANGE.contains(why);
    if ("DECLINED".equals(BolJson.text(one, "status")) && !noChange) {
      String words = BolJson.text(one, "subStatusDescription");
      declined.add(BolJson.text(one, name) + ": " + (words == null ? why : words));
    }
  }
}
