package io.sluice.gateway.rehearsal;

import io.sluice.source.Change;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One of the merchant's own tests: what is given, and what each channel must make of it.
 *
 * @param place file and line, for people
 * @param at null: now
 * @param given what the sources say of the SKU
 * @param listed whether the channels have it already
 * @param expected by channel
 */
public record RuleTest(
    String name,
    String place,
    @Nullable Instant at,
    String sku,
    List<Change> given,
    boolean listed,
    Map<String, Expectation> expected) {
  public RuleTest {
    given = List.copyOf(given);
    expected = Collections.unmodifiableMap(new LinkedHashMap<>(expected));
  }

  /**
   * @param values by name: {@code sku}, {@code stock}, {@code price}, {@code compare_at}, {@code
   *     currency}, or a field; a text or a list of texts
   * @param held the code for which a facet must be held, or null
   * @param notListed whether the channel must not have it
   */
  public record Expectation(Map<String, Object> values, @Nullable String held, boolean notListed) {
    public Expectation {
      values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }
  }
}
