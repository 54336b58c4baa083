package io.sluice.gateway.config;

import io.sluice.gateway.validation.InvalidSettingsException;
import io.sluice.gateway.validation.InvalidSettingsException.Violation;
import io.sluice.gateway.validation.Suggestions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/**
 * A map of the file, or of several where one falls back to the next: a channel to the defaults. A
 * key is taken from the first that has it, and keeps the place where it was written.
 *
 * <p>A section may be absent altogether; then it has no layers and the place of what would hold it.
 */
final class Section {
  private final Reading reading;
  private final String path;
  private final Place place;
  private final List<Layer> layers;

  private record Layer(SourceFile file, String path, MappingNode node) {
    Stream<Entry> entries() {
      return node.getValue().stream()
          .filter(tuple -> tuple.getKeyNode() instanceof ScalarNode)
          .map(this::entry);
    }

    private Entry entry(NodeTuple tuple) {
      return new Entry(file, path, (ScalarNode) tuple.getKeyNode(), tuple.getValueNode());
    }
  }

  private Section(Reading reading, String path, Place place, List<Layer> layers) {
    this.reading = reading;
    this.path = path;
    this.place = place;
    this.layers = List.copyOf(layers);
  }

  static Section ofFile(Reading reading, SourceFile file, MappingNode root) {
    return new Section(reading, "", file.whole(), List.of(new Layer(file, "", root)));
  }

  String path() {
    return path;
  }

  Place place() {
    return place;
  }

  Reading reading() {
    return reading;
  }

  /** This one, and for keys it lacks the other. */
  Section fallingBackTo(Section other) {
    List<Layer> both = Stream.concat(layers.stream(), other.layers.stream()).toList();
    return new Section(reading, path, place, both);
  }

  /** Own entries first, then those of what it falls back to. */
  List<Entry> entries() {
    return layers.stream().flatMap(Layer::entries).toList();
  }

  Optional<Entry> find(String key) {
    return entries().stream().filter(entry -> entry.key().equals(key)).findFirst();
  }

  /** Whether the key is written in this map itself. */
  boolean hasOwn(String key) {
    return layers.stream()
        .limit(1)
        .flatMap(Layer::entries)
        .anyMatch(entry -> entry.key().equals(key));
  }

  /** Reports every key that the shape does not have. */
  Section expect(Shape shape) {
    entries().stream()
        .filter(entry -> !shape.keys().contains(entry.key()))
        .forEach(entry -> unexpected(entry, shape));
    return this;
  }

  /** Reports the keys that come later and passes over those it does not know. */
  void expectNothingLater(Shape shape) {
    entries().stream()
        .filter(entry -> shape.later().contains(entry.key()))
        .forEach(entry -> unexpected(entry, shape));
  }

  /** The map under a key, from every layer that has it. */
  Section section(String key) {
    List<Layer> found = new ArrayList<>();
    entries().stream()
        .filter(entry -> entry.key().equals(key))
        .forEach(entry -> layer(entry).ifPresent(found::add));
    Place at = find(key).map(Entry::keyPlace).orElse(place);
    return new Section(reading, path.isEmpty() ? key : path + "." + key, at, found);
  }

  /** The map that an entry of this section holds; without what other layers say. */
  Section section(Entry entry) {
    return new Section(
        reading, entry.path(), entry.keyPlace(), layer(entry).map(List::of).orElse(List.of()));
  }

  <T> Optional<T> value(String key, BiFunction<Scalars, Entry, Optional<T>> reader) {
    return find(key).flatMap(entry -> reader.apply(reading.scalars(), entry));
  }

  Optional<String> text(String key) {
    return value(key, Scalars::completeText);
  }

  Optional<Long> integer(String key) {
    return value(key, Scalars::integer);
  }

  /** For counts that fit an int; a larger one becomes the largest, which no range allows. */
  Optional<Integer> count(String key) {
    return integer(key)
        .map(value -> (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, value)));
  }

  Optional<Duration> duration(String key) {
    return value(key, Scalars::duration);
  }

  Optional<Long> bytes(String key) {
    return value(key, Scalars::bytes);
  }

  <E extends Enum<E>> Optional<E> word(String key, Class<E> type) {
    return value(key, (scalars, entry) -> scalars.word(entry, type));
  }

  /** Whether a key that must be there is; a problem if not. */
  boolean require(String key, String hint) {
    boolean there = find(key).isPresent();
    if (!there) {
      String message = Texts.quote(key) + " is missing" + (path.isEmpty() ? "" : " in " + path);
      reading.problems().missing(place, message, hint);
    }
    return there;
  }

  /** As {@link #require}; a key that nobody knows and that was meant for it is the problem then. */
  boolean require(String key, Shape shape, String hint) {
    Optional<Entry> meant =
        find(key).isPresent()
            ? Optional.empty()
            : entries().stream()
                .filter(entry -> !shape.keys().contains(entry.key()))
                .filter(entry -> Suggestions.closest(entry.key(), List.of(key)).isPresent())
                .findFirst();
    meant.ifPresent(entry -> unexpected(entry, shape));
    return meant.isEmpty() && require(key, hint);
  }

  /** Like {@link #require}, and the map under the key must not be empty. */
  void requireSome(String key, String hint) {
    if (require(key, hint)
        && find(key).orElseThrow().value() instanceof MappingNode mapping
        && mapping.getValue().isEmpty()) {
      Place at = find(key).orElseThrow().keyPlace();
      reading.problems().error(at, Texts.quote(key) + " needs at least one entry", hint);
    }
  }

  /** Makes a record; what it has against its values is reported at their keys. */
  <T> Optional<T> build(Supplier<T> maker) {
    try {
      return Optional.of(maker.get());
    } catch (InvalidSettingsException e) {
      e.violations().forEach(this::report);
      return Optional.empty();
    }
  }

  /** Where the value of a key path lies, or as much of the path as is written. */
  Place placeOf(String keyPath) {
    String[] parts = keyPath.split("\\.", 2);
    Optional<Entry> entry = find(parts[0]);
    if (entry.isEmpty()) {
      return place;
    }
    return parts.length == 1 || !(entry.get().value() instanceof MappingNode)
        ? entry.get().valuePlace()
        : section(parts[0]).placeOf(parts[1]);
  }

  private void report(Violation violation) {
    String[] keys = violation.key().split("\\.", -1);
    Section holder = this;
    for (int i = 0; i < keys.length - 1; i++) {
      holder = holder.section(keys[i]);
    }
    String last = keys[keys.length - 1];
    String named =
        holder.find(last).map(Entry::named).orElse(Texts.quote(last) + " in " + holder.path);
    reading.problems().error(placeOf(violation.key()), named + " " + violation.message(), "");
  }

  private void unexpected(Entry entry, Shape shape) {
    if (shape.later().contains(entry.key())) {
      reading
          .problems()
          .error(entry.keyPlace(), entry.named() + " is not supported yet", "remove it for now");
    } else {
      reading
          .problems()
          .error(
              entry.keyPlace(),
              "unknown key " + entry.named(),
              Suggestions.hint(entry.key(), shape.keys()));
    }
  }

  private Optional<Layer> layer(Entry entry) {
    if (entry.value() instanceof MappingNode mapping) {
      return Optional.of(new Layer(entry.file(), entry.path(), mapping));
    }
    reading.scalars().mismatch(entry, "a map of keys");
    return Optional.empty();
  }
}
