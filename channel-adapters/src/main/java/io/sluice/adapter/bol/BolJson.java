package io.sluice.adapter.bol;

import io.sluice.adapter.wire.JsonTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reading of bol's documents, all of which are objects. */
final class BolJson {
  private BolJson() {}

  /** Null where it is no object, or no complete JSON. */
  static @Nullable Map<?, ?> object(byte[] json) {
    return JsonTree.parse(json).orElse(null) instanceof Map<?, ?> object ? object : null;
  }

  static @Nullable String text(Map<?, ?> object, String name) {
    return JsonTree.text(object.get(name));
  }

  /** The objects of a list; empty where there is none. */
  static List<Map<?, ?>> objects(Map<?, ?> object, String name) {
    List<Map<?, ?>> objects = new ArrayList<>();
    for (Object each : JsonTree.list(object.get(name))) {
      if (each instanceof Map<?, ?> one) {
        objects.add(one);
      }
    }
    return objects;
  }
}
