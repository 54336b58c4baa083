package io.sluice.gateway.runtime;

import io.sluice.adapter.CallPreview;
import io.sluice.adapter.OutgoingRequest;
import io.sluice.gateway.api.Json;
import io.sluice.gateway.command.PreviewOptions;
import io.sluice.gateway.command.VisibleText;
import io.sluice.gateway.rehearsal.Comparison;
import io.sluice.gateway.rehearsal.Preview;
import io.sluice.gateway.rehearsal.Shown;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What a preview came to. */
final class PreviewReport {
  /** For people; a change of a price list may change them all. */
  private static final int DIFFERENCES = 50;

  /** Shorter ones are ports and countries, and would be found everywhere. */
  private static final int SECRET_AT_LEAST = 6;

  private final boolean explain;
  private final Set<String> variables;
  private final StringBuilder text = new StringBuilder();

  private PreviewReport(boolean explain, Set<String> variables) {
    this.explain = explain;
    this.variables = variables;
  }

  /**
   * @param variables values that may be secrets: the address of a hook often is one
   */
  static String text(Previews.Outcome outcome, PreviewOptions options, Set<String> variables) {
    PreviewReport report = new PreviewReport(options.explain(), variables);
    outcome.events().forEach(report::add);
    outcome.channels().forEach(report::add);
    outcome.comparisons().forEach(each -> report.add(each, options.against()));
    return report.text.isEmpty()
        ? "Nothing to count: a channel with keep: every_change is sent events as they are."
        : report.text.toString().stripTrailing();
  }

  private void line(String indent, String line) {
    text.append(indent).append(VisibleText.of(line)).append('\n');
  }

  /** New is what is expected. */
  private void add(Previews.Taken event) {
    if (event.refused()) {
      line("", "refused: %s%s".formatted(named(event), event.reason()));
    } else if (!event.decision().equals("new")) {
      line("", "not taken, %s: %s".formatted(event.decision(), event.id()));
    }
  }

  private static String named(Previews.Taken event) {
    return event.id().isEmpty() ? "" : event.id() + ": ";
  }

  private void add(Preview.Result channel) {
    text.append(text.isEmpty() ? "" : "\n");
    line("", channel.channel());
    channel.products().forEach(this::add);
    channel.calls().forEach(this::add);
    if (channel.calls().isEmpty()) {
      line("  ", "is sent nothing");
    }
  }

  private void add(Comparison comparison, boolean compared) {
    text.append(text.isEmpty() ? "" : "\n");
    Comparison.Counts before = comparison.before();
    line("", comparison.channel() + (compared && before == null ? " (not running yet)" : ""));
    line("  ", counts(comparison.after()));
    if (before != null) {
      line("  ", "running: " + counts(before));
      List<Comparison.Difference> differences = comparison.differences();
      long skus = differences.stream().map(Comparison.Difference::sku).distinct().count();
      line("  ", skus == 0 ? "nothing changes" : count(skus, "SKU") + " would change:");
      differences.stream().limit(DIFFERENCES).forEach(this::add);
      if (differences.size() > DIFFERENCES) {
        int more = differences.size() - DIFFERENCES;
        line("    ", "and " + count(more, "more value") + "; --json has all");
      }
    }
  }

  private static String count(long number, String noun) {
    return "%d %s%s".formatted(number, noun, number == 1 ? "" : "s");
  }

  private static String counts(Comparison.Counts counts) {
    String reasons =
        counts.held().entrySet().stream()
            .map(reason -> ", %d held (%s)".formatted(reason.getValue(), reason.getKey()))
            .collect(Collectors.joining());
    return "%d shown%s, %d excluded".formatted(counts.shown(), reasons, counts.excluded());
  }

  private void add(Comparison.Difference difference) {
    line(
        "    ",
        "%s  %s: %s -> %s"
            .formatted(
                difference.sku(), difference.name(), difference.before(), difference.after()));
  }

  private void add(Preview.Product product) {
    line("  ", product.sku());
    Shown shown = product.shown();
    shown.values().forEach((name, value) -> value(name, value, shown));
    shown.held().forEach((code, reason) -> line("    ", "held, " + code + ": " + reason));
    if (!shown.excluded().isEmpty()) {
      line("    ", "excluded: " + shown.excluded());
    }
  }

  private void value(String name, Object value, Shown shown) {
    line("    ", "%-12s %s".formatted(name, value));
    String steps = shown.steps().getOrDefault(name, "");
    boolean hasSteps = !steps.isEmpty() && !steps.equals(String.valueOf(value));
    if (explain && hasSteps) {
      line("                 ", steps);
    }
  }

  private void add(CallPreview call) {
    if (call instanceof CallPreview.Refused refused) {
      line("  ", "is sent nothing: " + refused.reason());
    } else {
      ((CallPreview.Requests) call).requests().forEach(this::add);
    }
  }

  private void add(OutgoingRequest request) {
    line("  ", request.method() + " " + url(request));
    request.headers().forEach((name, value) -> line("    ", name + ": " + value));
    if (request.body().length > 0) {
      line("    ", body(request));
    }
  }

  private String url(OutgoingRequest request) {
    String url = request.url();
    for (String variable : variables) {
      boolean known = variable.length() >= SECRET_AT_LEAST;
      url = known ? url.replace(variable, OutgoingRequest.MASK) : url;
    }
    return url;
  }

  private static String body(OutgoingRequest request) {
    return new String(request.body(), StandardCharsets.UTF_8);
  }

  /** With the steps always: who reads this passes over what is not asked for. */
  static String json(Previews.Outcome outcome, Set<String> variables) {
    PreviewReport text = new PreviewReport(true, variables);
    Map<String, Object> report = new LinkedHashMap<>();
    report.put("events", outcome.events().stream().map(PreviewReport::fields).toList());
    report.put("channels", outcome.channels().stream().map(text::fields).toList());
    report.put("comparisons", outcome.comparisons());
    return new String(Json.encode(report), StandardCharsets.UTF_8);
  }

  private static Map<String, Object> fields(Previews.Taken event) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("id", event.id());
    fields.put("sku", event.sku());
    fields.put("decision", event.decision());
    fields.put("reason", event.reason());
    return fields;
  }

  private Map<String, Object> fields(Preview.Result channel) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("channel", channel.channel());
    fields.put("products", channel.products().stream().map(PreviewReport::fields).toList());
    fields.put(
        "requests",
        channel.calls().stream()
            .filter(CallPreview.Requests.class::isInstance)
            .flatMap(call -> ((CallPreview.Requests) call).requests().stream())
            .map(this::fields)
            .toList());
    fields.put(
        "refused",
        channel.calls().stream()
            .filter(CallPreview.Refused.class::isInstance)
            .map(call -> ((CallPreview.Refused) call).reason())
            .toList());
    return fields;
  }

  private static Map<String, Object> fields(Preview.Product product) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("sku", product.sku());
    fields.put("values", product.shown().values());
    fields.put("held", product.shown().held());
    fields.put("excluded", product.shown().excluded());
    fields.put("steps", product.shown().steps());
    return fields;
  }

  private Map<String, Object> fields(OutgoingRequest request) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("method", request.method());
    fields.put("url", url(request));
    fields.put("headers", request.headers());
    fields.put("body", body(request));
    return fields;
  }
}
