package io.sluice.gateway.config;

import io.sluice.gateway.rehearsal.RuleTest;
import io.sluice.gateway.rehearsal.RuleTests;
import io.sluice.gateway.rules.ChannelRules;
import io.sluice.gateway.rules.Vocabulary;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Both files, read and found good.
 *
 * @param vocabulary what rules may read
 * @param tests the merchant's own, those of {@code *_test.yaml} behind those of the file
 * @param confirmOver what a changed file may send unasked; null: whatever it is
 * @param version of what the files say, 12 hex digits
 */
public record Configuration(
    GatewayConfig gateway,
    List<ChannelConfig> channels,
    Vocabulary vocabulary,
    List<RuleTest> tests,
    @Nullable ConfirmOver confirmOver,
    String version) {
  public Configuration {
    channels = List.copyOf(channels);
    tests = List.copyOf(tests);
  }

  /** Runs the merchant's tests; for those that say no time it is this. */
  public List<RuleTests.Result> rehearse(Instant now) {
    Map<String, ChannelRules> rules =
        channels.stream()
            .filter(channel -> channel.rules() != null)
            .collect(
                Collectors.toMap(
                    ChannelConfig::id, channel -> Objects.requireNonNull(channel.rules())));
    RuleTests runner = new RuleTests(vocabulary, rules);
    return tests.stream().map(test -> runner.run(test, now)).toList();
  }

  /** As below, with the places that the files say. */
  public List<String> summary() {
    return summary(gateway.store().url(), gateway.api().host() + ":" + gateway.api().port());
  }

  /**
   * One line per component for the start report; secrets only as configured yes or no.
   *
   * @param storeUrl where the store really is
   * @param listen where the API really listens
   */
  public List<String> summary(String storeUrl, String listen) {
    return Summary.of(this, storeUrl, listen);
  }
}
