package io.sluice.demo.board;

import io.sluice.gateway.operations.ChannelView;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which channels came into another state since the last look. Not thread-safe. */
final class StateChanges {
  private final Map<String, String> states = new HashMap<>();

  /** In words, one each; nothing at the first look. */
  List<String> since(Scene scene) {
    List<String> changes = new ArrayList<>();
    for (ChannelView view : scene.channels()) {
      String before = states.put(view.channel(), view.state());
      if (before != null && !before.equals(view.state())) {
        changes.add(words(view, before, scene));
      }
    }
    return changes;
  }

  private static String words(ChannelView view, String before, Scene scene) {
    String backlog = view.backlog() == 0 ? "" : ", backlog " + view.backlog();
    String reason = view.stateReason() == null ? "" : " (" + view.stateReason() + ")";
    return "%s %s: %s -> %s%s%s"
        .formatted(Clock.time(scene.now()), view.channel(), before, view.state(), reason, backlog);
  }
}
