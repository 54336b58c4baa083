package io.sluice.gateway.runtime;

import io.sluice.gateway.operations.ChannelView;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a gateway says of itself when it starts. */
final class StartReport {
  private static final String[] UNITS = {"bytes", "KB", "MB", "GB", "TB"};

  private StartReport() {}

  /** The first line. */
  static String program(String version) {
    return "sluice %s on Java %s, heap up to %s, process %d"
        .formatted(
            version,
            Runtime.version().toString().replaceFirst("\\+.*", ""),
            size(Runtime.getRuntime().maxMemory()),
            ProcessHandle.current().pid());
  }

  /** What is in the store, and what waits for whom. */
  static List<String> lines(Holdings holdings) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "holds: %d SKUs, events up to position %d; %s on disk, %s free"
            .formatted(
                holdings.skus(),
                holdings.position(),
                size(holdings.storeBytes()),
                size(holdings.freeBytes())));
    holdings.channels().stream()
        .filter(StartReport::hasNews)
        .map(StartReport::line)
        .forEach(lines::add);
    if (lines.size() == 1) {
      lines.add("backlog: nothing waits");
    }
    return List.copyOf(lines);
  }

  private static boolean hasNews(ChannelView channel) {
    return channel.backlog() > 0 || channel.stateReason() != null;
  }

  private static String line(ChannelView channel) {
    String oldest = channel.oldestAt() == null ? "" : ", the oldest from " + channel.oldestAt();
    String state =
        channel.state() + (channel.stateReason() == null ? "" : ": " + channel.stateReason());
    return "backlog of %s: %d%s (%s)"
        .formatted(channel.channel(), channel.backlog(), oldest, state);
  }

  /** The same for programs. */
  static Map<String, @Nullable Object> json(
      String version, List<String> configuration, Holdings holdings, String api, long startMs) {
    Map<String, @Nullable Object> report = new TreeMap<>();
    report.put("state", "ready");
    report.put("version", version);
    report.put("process", ProcessHandle.current().pid());
    report.put("api", api);
    report.put("startMs", startMs);
    report.put("configuration", configuration);
    report.put("skus", holdings.skus());
    report.put("position", holdings.position());
    report.put("storeBytes", holdings.storeBytes());
    report.put("freeBytes", holdings.freeBytes());
    report.put("channels", holdings.channels());
    return report;
  }

  /** With one digit behind the point: 1.4 MB; 1 KB is 1,024 bytes. */
  static String size(long bytes) {
    int unit = 0;
    double size = bytes;
    while (size >= 1024 && unit < UNITS.length - 1) {
      size /= 1024;
      unit++;
    }
    return unit == 0 ? bytes + " bytes" : String.format(Locale.ROOT, "%.1f %s", size, UNITS[unit]);
  }
}
