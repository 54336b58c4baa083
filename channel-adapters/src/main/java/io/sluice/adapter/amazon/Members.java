package io.sluice.adapter.amazon;

import io.sluice.adapter.wire.JsonTree;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a JSON object of Amazon's holds under a name. */
final class Members {
  private Members() {}

  /** The object that a document is; empty where it is none or broken. */
  static Map<String, Object> object(byte[] json) {
    return members(JsonTree.parse(json).orElse(null));
  }

  @SuppressWarnings("unchecked")
  static Map<String, Object> members(@Nullable Object tree) {
    return (Map<String, Object>) JsonTree.object(tree);
  }

  /** The list under a name; empty where there is none. */
  static List<?> list(Map<String, Object> object, String name) {
    return JsonTree.list(object.get(name));
  }

  /** The text under a name, null where there is none or it is blank. */
  static @Nullable String text(Map<String, Object> object, String name) {
    return JsonTree.text(object.get(name));
  }

  /** The whole number under a name, -1 where there is none from 0 on. */
  static long count(Map<String, Object> object, String name) {
    return JsonTree.count(object.get(name));
  }
}
