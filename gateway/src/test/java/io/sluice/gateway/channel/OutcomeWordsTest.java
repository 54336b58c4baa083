package io.sluice.gateway.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.adapter.Outcome;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OutcomeWordsTest {
  private static final Instant LATER = Instant.parse("2026-03-01T12:00:00Z");

  static Stream<Outcome> outcomesWithAReason() {
    return Stream.of(
        new Outcome.Deferred(LATER, Outcome.Scope.CHANNEL, "the reason"),
        new Outcome.Unreachable("the reason"),
        new Outcome.Rejected("http.422", "the reason", Outcome.Scope.ITEM, null),
        new Outcome.Conflict("the reason"),
        new Outcome.Unauthorized(Outcome.Scope.CHANNEL, "the reason"),
        new Outcome.NotListed("the reason"),
        new Outcome.Unknown("the reason", true),
        new Outcome.Gone("the reason"));
  }

  @ParameterizedTest
  @MethodSource("outcomesWithAReason")
  void reasonIsSaidWithoutTheLookOfCode(Outcome outcome) {
    assertThat(OutcomeWords.of(outcome)).contains(": the reason").doesNotContain("[");
  }

  @Test
  void whereTheAdapterSaysWhatToDoNothingIsAdded() {
    assertThat(OutcomeWords.of(new Outcome.Gone("answered 404: look at endpoint")))
        .isEqualTo("not at this address: answered 404: look at endpoint");
    assertThat(OutcomeWords.of(new Outcome.Gone("answered 404")))
        .isEqualTo("not at this address: answered 404; check its address");
  }

  @Test
  void timeIsToldInSeconds() {
    Instant until = LATER.plusNanos(123_456_789);

    assertThat(OutcomeWords.of(new Outcome.Deferred(until, Outcome.Scope.CHANNEL, "no points")))
        .isEqualTo("to wait: no points, until 2026-03-01T12:00:00Z");
  }
}
