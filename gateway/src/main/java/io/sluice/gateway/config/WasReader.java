package io.sluice.gateway.config;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads {@code was} of each channel: two cannot take over from one, nor any from one that runs. */
final class WasReader {
  private final Set<String> channels;
  private final Map<String, String> takenOver = new HashMap<>();

  /**
   * @param channels the section that holds all of them
   */
  WasReader(Section channels) {
    this.channels = channels.entries().stream().map(Entry::key).collect(Collectors.toSet());
  }

  /** Null where it has none, or where it is wrong, which has been reported. */
  @Nullable Was read(String id, Section channel) {
    Entry entry = channel.find("was").orElse(null);
    String name = channel.value("was", Scalars::literal).orElse(null);
    if (entry == null || name == null) {
      return null;
    }
    Problems problems = channel.reading().problems();
    Place place = entry.valuePlace();
    long before = problems.count();
    if (!Checks.isName(name)) {
      problems.error(place, entry.named() + " " + Checks.NAME_RULE, "");
    } else if (name.equals(id)) {
      problems.error(place, entry.named() + " names the channel itself", "take it out");
    } else if (channels.contains(name)) {
      problems.error(
          place,
          "%s: %s is a channel of its own in this file".formatted(entry.named(), Texts.quote(name)),
          "a renamed channel takes over all that is known of the old one, so only one of them can be"
              + " there");
    } else {
      String other = takenOver.putIfAbsent(name, id);
      if (other != null) {
        problems.error(
            place,
            "%s: channels.%s takes over from %s already"
                .formatted(entry.named(), other, Texts.quote(name)),
            "only one channel can");
      }
    }
    return problems.count() > before ? null : new Was(name, place.line(), place.column());
  }
}
