package io.sluice.adapter.spec;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A path with {@code {names}} in place of whole segments. */
record Template(List<String> segments) {
  static Template of(String path) {
    return new Template(List.of(path.split("/", -1)));
  }

  /** What stands for the names, decoded; empty when the path is another. */
  Optional<Map<String, String>> match(String path) {
    String[] found = path.split("/", -1);
    if (found.length != segments.size()) {
      return Optional.empty();
    }
    Map<String, String> values = new LinkedHashMap<>();
    for (int i = 0; i < found.length; i++) {
      String wanted = segments.get(i);
      String value = decode(found[i]);
      if (isName(wanted) && !value.isEmpty()) {
        values.put(wanted.substring(1, wanted.length() - 1), value);
      } else if (!wanted.equals(value)) {
        return Optional.empty();
      }
    }
    return Optional.of(values);
  }

  /** Of several that fit, the one with the fewest is meant. */
  long names() {
    return segments.stream().filter(Template::isName).count();
  }

  private static boolean isName(String segment) {
    return segment.startsWith("{") && segment.endsWith("}");
  }

  private static String decode(String segment) {
    // A plus is a plus in a path, a space only in a form.
    return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
  }
}
