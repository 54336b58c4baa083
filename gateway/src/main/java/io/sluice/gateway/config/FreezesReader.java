package io.sluice.gateway.config;

import io.sluice.gateway.rules.Freeze;
import io.sluice.gateway.rules.Freezes;
import io.sluice.gateway.validation.Suggestions;
import io.sluice.source.Facet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.nodes.MappingNode;

/** Reads {@code freezes}. */
final class FreezesReader {
  private final Section root;
  private final Declarations declared;
  private final Reading reading;
  private final List<Written> freezes = new ArrayList<>();

  /**
   * @param place of the whole freeze
   * @param channels it is for; empty: all that have rules
   */
  private record Written(Freeze freeze, Place place, List<Entry> channels) {
    boolean isFor(String channel, Scalars scalars) {
      return channels.isEmpty()
          || channels.stream()
              .map(scalars::literal)
              .anyMatch(name -> name.filter(channel::equals).isPresent());
    }
  }

  FreezesReader(Section root, Declarations declared) {
    this.root = root;
    this.declared = declared;
    this.reading = root.reading();
  }

  FreezesReader read() {
    for (Entry item : root.find("freezes").map(reading.scalars()::items).orElse(List.of())) {
      if (item.value() instanceof MappingNode) {
        read(item);
      } else {
        reading.scalars().mismatch(item, "a map such as { name: ..., hold: [product], ... }");
      }
    }
    return this;
  }

  private void read(Entry item) {
    Section written = root.section(item).expect(Shape.FREEZE);
    boolean complete = require(item, written, "name", "what people are told");
    complete &= require(item, written, "hold", "such as hold: [product]");
    complete &= require(item, written, "from", "such as from: 2026-11-26T18:00");
    complete &= require(item, written, "until", "such as until: 2026-12-01T08:00");
    Optional<String> name = written.value("name", Scalars::literal);
    Optional<Set<Facet>> hold = written.value("hold", this::facets);
    Optional<Instant> from = written.find("from").flatMap(this::date);
    Optional<Instant> until = written.find("until").flatMap(this::date);
    List<Entry> channels = written.find("channels").map(reading.scalars()::items).orElse(List.of());
    if (written.find("channels").isPresent() && channels.isEmpty()) {
      error(written.placeOf("channels"), "'channels' of a freeze must not be empty");
    } else if (complete
        && name.isPresent()
        && hold.isPresent()
        && from.isPresent()
        && until.isPresent()) {
      written
          .build(
              () ->
                  new Freeze(
                      name.get(), hold.get(), from.get(), until.get(), declared.zoneOrThrow()))
          .ifPresent(freeze -> add(item, freeze, written, channels));
    }
  }

  /** At the freeze itself: there may be several. */
  private boolean require(Entry item, Section written, String key, String hint) {
    boolean there = written.find(key).isPresent();
    if (!there) {
      String message = "%s is missing in %s".formatted(Texts.quote(key), written.path());
      reading.problems().missing(item.valuePlace(), message, hint);
    }
    return there;
  }

  private void add(Entry item, Freeze freeze, Section written, List<Entry> channels) {
    if (!reading.now().isBefore(freeze.until())) {
      reading
          .problems()
          .note(
              written.placeOf("until"),
              "freeze %s is over".formatted(Texts.quote(freeze.name())),
              "remove it, or give it new dates");
    }
    freezes.add(new Written(freeze, item.valuePlace(), channels));
  }

  private Optional<Instant> date(Entry entry) {
    return declared.instant(reading, entry);
  }

  /** Empty when an item is wrong. */
  private Optional<Set<Facet>> facets(Scalars scalars, Entry entry) {
    List<Optional<Facet>> facets =
        scalars.items(entry).stream().map(item -> scalars.word(item, Facet.class)).toList();
    return facets.stream().allMatch(Optional::isPresent)
        ? Optional.of(
            facets.stream()
                .flatMap(Optional::stream)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Facet.class))))
        : Optional.empty();
  }

  private void error(Place place, String message) {
    reading.problems().error(place, message, "leave it out for all channels with rules");
  }

  /** What holds on a channel that has rules. */
  Freezes of(String channel) {
    return new Freezes(
        freezes.stream()
            .filter(written -> written.isFor(channel, reading.scalars()))
            .map(Written::freeze)
            .toList());
  }

  /**
   * Reports names of channels that have no rules, or that there are not.
   *
   * @param written names of all channels
   * @param read those in which nothing is wrong
   */
  void checkChannels(Set<String> written, List<ChannelConfig> read) {
    Set<String> without = new HashSet<>();
    read.stream()
        .filter(channel -> channel.rules() == null)
        .map(ChannelConfig::id)
        .forEach(without::add);
    Set<String> withRules = new TreeSet<>(written);
    withRules.removeAll(without);
    for (Written freeze : freezes) {
      for (Entry entry : freeze.channels()) {
        reading
            .scalars()
            .literal(entry)
            .filter(name -> !withRules.contains(name))
            .ifPresent(name -> unknown(name, entry, withRules));
      }
      if (withRules.isEmpty()) {
        reading
            .problems()
            .note(
                freeze.place(),
                "freeze %s holds nothing: no channel has rules"
                    .formatted(Texts.quote(freeze.freeze().name())),
                "give a channel some, such as stock: { keep_back: 0 }");
      }
    }
  }

  private void unknown(String name, Entry entry, Set<String> withRules) {
    reading
        .problems()
        .error(
            entry.valuePlace(),
            "%s: there is no channel %s with rules".formatted(entry.named(), Texts.quote(name)),
            withRules.isEmpty()
                ? "no channel has rules yet: give it one, such as stock: { keep_back: 0 }"
                : Suggestions.hint(name, withRules));
  }
}
