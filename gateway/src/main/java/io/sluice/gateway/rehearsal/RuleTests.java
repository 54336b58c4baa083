package io.sluice.gateway.rehearsal;

import io.sluice.gateway.rules.ChannelRules;
import io.sluice.gateway.rules.Vocabulary;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Runs the merchant's own tests. */
public final class RuleTests {
  private final Vocabulary vocabulary;
  private final Map<String, ChannelRules> rules;

  /**
   * @param rules by channel
   */
  public RuleTests(Vocabulary vocabulary, Map<String, ChannelRules> rules) {
    this.vocabulary = vocabulary;
    this.rules = Map.copyOf(rules);
  }

  /**
   * What a test came to.
   *
   * @param differences empty: all is as expected
   */
  public record Result(RuleTest test, List<Difference> differences) {
    public Result {
      differences = List.copyOf(differences);
    }

    public boolean passed() {
      return differences.isEmpty();
    }
  }

  /**
   * @param actual what it is, in words where it is nothing
   * @param steps how it came about, or empty
   */
  public record Difference(
      String channel, String name, String expected, String actual, String steps) {}

  /**
   * @param now for tests that say no time
   */
  public Result run(RuleTest test, Instant now) {
    Rehearsal rehearsal = new Rehearsal(vocabulary);
    test.given().forEach(change -> rehearsal.say(test.sku(), change));
    Instant at = test.at() == null ? now : test.at();
    List<Difference> differences = new ArrayList<>();
    test.expected()
        .forEach(
            (channel, expected) -> {
              ChannelRules of = Objects.requireNonNull(rules.get(channel), channel);
              Shown shown = Shown.of(rehearsal, of, test.sku(), test.listed(), at);
              compare(channel, expected, shown, differences);
            });
    return new Result(test, differences);
  }

  private static void compare(
      String channel, RuleTest.Expectation expected, Shown shown, List<Difference> differences) {
    String held = expected.held();
    if (held != null && !shown.held().containsKey(held)) {
      differences.add(new Difference(channel, "held", held, whyNotHeld(shown), ""));
    }
    if (expected.notListed() && shown.notListed().isEmpty()) {
      differences.add(new Difference(channel, "not_listed", "yes", "it is listed", ""));
    }
    expected
        .values()
        .forEach(
            (name, value) -> {
              Object actual = shown.values().get(name);
              if (!same(value, actual)) {
                String steps = shown.steps().getOrDefault(name, "");
                differences.add(
                    new Difference(channel, name, text(value), actual(actual, shown), steps));
              }
            });
  }

  private static String whyNotHeld(Shown shown) {
    return shown.held().isEmpty()
        ? "nothing is held"
        : shown.held().entrySet().stream()
            .map(each -> each.getKey() + ": " + each.getValue())
            .collect(Collectors.joining("; "));
  }

  /** Where there is no value, the reason is what a merchant wants to know. */
  private static String actual(@Nullable Object actual, Shown shown) {
    if (actual != null) {
      return text(actual);
    } else if (!shown.notListed().isEmpty()) {
      return "not listed: " + shown.notListed();
    }
    return shown.held().isEmpty() ? "nothing" : "held, " + whyNotHeld(shown);
  }

  private static String text(Object value) {
    return value instanceof List<?> list
        ? list.stream().map(String::valueOf).collect(Collectors.joining(", ", "[", "]"))
        : value.toString();
  }

  /** 20.9 and 20.90 are the same price. */
  private static boolean same(Object expected, @Nullable Object actual) {
    if (expected.equals(actual)) {
      return true;
    }
    return expected instanceof String one
        && actual instanceof String other
        && isNumber(one)
        && isNumber(other)
        && new BigDecimal(one).compareTo(new BigDecimal(other)) == 0;
  }

  private static boolean isNumber(String text) {
    return text.matches("-?\\d{1,18}(\\.\\d{1,6})?");
  }
}
