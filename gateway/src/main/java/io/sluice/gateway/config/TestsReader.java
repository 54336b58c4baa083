package io.sluice.gateway.config;

import io.sluice.gateway.rehearsal.RuleTest;
import io.sluice.gateway.rules.ChannelRules;
import io.sluice.gateway.rules.HoldReason;
import io.sluice.gateway.validation.Suggestions;
import io.sluice.source.Change;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Reads {@code tests}: the merchant's own. */
final class TestsReader {
  private static final List<String> OF_PRICE_AND_STOCK =
      List.of("sku", "stock", "price", "compare_at", "currency");
  private static final List<String> REASONS =
      Arrays.stream(HoldReason.values()).map(HoldReason::code).toList();

  private final Section root;
  private final Reading reading;
  private final Declarations declared;
  private final Map<String, ChannelRules> channels;
  private final Map<String, Section> byName = new LinkedHashMap<>();

  /**
   * @param root of the file that holds the tests
   * @param channels those with rules
   */
  TestsReader(Section root, Declarations declared, Map<String, ChannelRules> channels) {
    this.root = root;
    this.reading = root.reading();
    this.declared = declared;
    this.channels = channels;
  }

  List<RuleTest> read() {
    List<RuleTest> tests = new ArrayList<>();
    for (Entry item : root.find("tests").map(reading.scalars()::items).orElse(List.of())) {
      if (item.value() instanceof MappingNode) {
        read(item).ifPresent(tests::add);
      } else {
        reading.scalars().mismatch(item, "a map such as { name: ..., given: ..., expect: ... }");
      }
    }
    return tests;
  }

  private Optional<RuleTest> read(Entry item) {
    long before = reading.problems().count();
    Section test = root.section(item).expect(Shape.TEST);
    test.require("name", "what is tested, in a few words");
    test.require("expect", "such as expect: { shop: { price: 9.99 } }");
    String name = test.value("name", Scalars::literal).orElse("");
    Section given = given(test);
    remember(name, test, given);
    Instant at = test.find("at").flatMap(this::instant).orElse(null);
    GivenReader facts = new GivenReader(given, declared);
    String sku = facts.sku();
    List<Change> changes = facts.changes();
    boolean listed = given.value("listed", Scalars::yesNo).orElse(false);
    Map<String, RuleTest.Expectation> expected = expected(test.section("expect"));
    if (reading.problems().count() > before) {
      return Optional.empty();
    }
    String place = test.place().file() + ":" + Place.of(item.file(), item.value()).line();
    return Optional.of(new RuleTest(name, place, at, sku, changes, listed, expected));
  }

  /** What an earlier test is given, too, unless this one says otherwise. */
  private Section given(Section test) {
    Section own = test.section("given").expect(Shape.GIVEN);
    Optional<String> like = test.value("like", Scalars::literal);
    if (like.isEmpty()) {
      return own;
    }
    Section other = byName.get(like.get());
    if (other == null) {
      reading
          .problems()
          .error(
              test.placeOf("like"),
              "'like' in %s: there is no earlier test %s"
                  .formatted(test.path(), Texts.quote(like.get())),
              Suggestions.closest(like.get(), byName.keySet())
                  .map("did you mean '%s'?"::formatted)
                  .orElse(""));
      return own;
    }
    return own.fallingBackTo(other);
  }

  private void remember(String name, Section test, Section given) {
    if (byName.putIfAbsent(name, given) != null) {
      reading
          .problems()
          .error(
              test.placeOf("name"), "there is a test %s already".formatted(Texts.quote(name)), "");
    }
  }

  private Optional<Instant> instant(Entry entry) {
    return declared.instant(reading, entry);
  }

  private Map<String, RuleTest.Expectation> expected(Section section) {
    Map<String, RuleTest.Expectation> expected = new LinkedHashMap<>();
    for (Entry channel : section.entries()) {
      ChannelRules rules = channels.get(channel.key());
      if (rules == null) {
        reading
            .problems()
            .error(
                channel.keyPlace(),
                "there is no channel %s with rules".formatted(Texts.quote(channel.key())),
                channels.isEmpty()
                    ? "no channel has rules yet: give it one, such as stock: { keep_back: 0 }"
                    : Suggestions.hint(channel.key(), new TreeSet<>(channels.keySet())));
      } else {
        expected.put(channel.key(), expectation(section.section(channel), rules));
      }
    }
    return expected;
  }

  private RuleTest.Expectation expectation(Section section, ChannelRules rules) {
    Set<String> names = new TreeSet<>(OF_PRICE_AND_STOCK);
    names.addAll(rules.fieldNames());
    section.expect(Shape.of("held", "not_listed").with(List.copyOf(names)));
    Map<String, Object> values = new LinkedHashMap<>();
    for (Entry entry : section.entries()) {
      if (names.contains(entry.key())) {
        value(entry).ifPresent(value -> values.put(entry.key(), value));
      }
    }
    String held =
        section.value("held", (scalars, entry) -> scalars.word(entry, REASONS)).orElse(null);
    boolean notListed = section.value("not_listed", Scalars::yesNo).orElse(false);
    return new RuleTest.Expectation(values, held, notListed);
  }

  private Optional<Object> value(Entry entry) {
    if (entry.value() instanceof SequenceNode) {
      List<String> texts = new ArrayList<>();
      for (Entry item : reading.scalars().items(entry)) {
        reading.scalars().literal(item).ifPresent(texts::add);
      }
      return Optional.of(texts);
    }
    return reading.scalars().literal(entry).map(text -> text);
  }
}
