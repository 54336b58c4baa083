package io.sluice.trials;

import java.util.ArrayList;
import java.util.List;

/**
 * One channel of {@code channels.yaml}.
 *
 * @param everyChange stream, else the newest per SKU
 * @param lines more of its keys, as they stand in the file
 */
public record ChannelSpec(String name, String url, boolean everyChange, List<String> lines) {
  public ChannelSpec {
    lines = List.copyOf(lines);
  }

  public static ChannelSpec state(String name, String url) {
    return new ChannelSpec(name, url, false, List.of());
  }

  public static ChannelSpec stream(String name, String url) {
    return new ChannelSpec(name, url, true, List.of());
  }

  public ChannelSpec batchOf(int atMost) {
    return with("batch: { at_most: %d, wait: 5ms }".formatted(atMost));
  }

  public ChannelSpec with(String line) {
    List<String> more = new ArrayList<>(lines);
    more.add(line);
    return new ChannelSpec(name, url, everyChange, more);
  }

  String yaml() {
    StringBuilder text = new StringBuilder("  " + name + ":\n");
    for (String line : header()) {
      text.append("    ").append(line).append('\n');
    }
    lines.forEach(line -> text.append("    ").append(line).append('\n'));
    return text.toString();
  }

  private List<String> header() {
    return List.of(
        "adapter: http",
        "url: \"" + url + "\"",
        "allow_private: yes",
        "backlog: { keep: " + (everyChange ? "every_change" : "latest_per_sku") + " }");
  }
}
