package io.sluice.gateway.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.adapter.Outcome;
import io.sluice.gateway.config.SecretTexts;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MaskedOutcomesTest {
  private static final Instant LATER = Instant.parse("2026-11-20T12:00:00Z");

  private static final String SECRET = "s3cr3t-k3y";

  private final MaskedOutcomes masked = new MaskedOutcomes(SecretTexts.of(List.of(SECRET)));

  static Stream<Class<?>> kinds() {
    return Stream.of(Outcome.class.getPermittedSubclasses());
  }

  /** None of them may be lost on the way to the gateway: each decides something there. */
  @ParameterizedTest
  @MethodSource("kinds")
  void everyPartOfAnOutcomeIsKept(Class<?> kind) throws Exception {
    for (Outcome.Scope scope : Outcome.Scope.values()) {
      for (boolean flag : new boolean[] {true, false}) {
        Outcome plain = outcome(kind, scope, flag, "nothing secret");

        assertThat(masked.mask(List.of(plain))).containsExactly(plain);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void noTextOfAnOutcomeHoldsASecret(Class<?> kind) throws Exception {
    Outcome leaky = outcome(kind, Outcome.Scope.ITEM, true, "sent " + SECRET);

    assertThat(masked.mask(List.of(leaky)).toString()).doesNotContain(SECRET);
  }

  private static Outcome outcome(Class<?> kind, Outcome.Scope scope, boolean flag, String text)
      throws Exception {
    RecordComponent[] parts = kind.getRecordComponents();
    Class<?>[] types = Stream.of(parts).map(RecordComponent::getType).toArray(Class<?>[]::new);
    Object[] values = new Object[parts.length];
    for (int i = 0; i < parts.length; i++) {
      values[i] = value(types[i], scope, flag, text + ' ' + i, i);
    }
    return (Outcome) kind.getDeclaredConstructor(types).newInstance(values);
  }

  private static Object value(
      Class<?> type, Outcome.Scope scope, boolean flag, String text, int place) {
    if (type == String.class) {
      return text;
    } else if (type == Instant.class) {
      return LATER.plusSeconds(place);
    } else if (type == boolean.class) {
      return flag;
    } else if (type == Outcome.Scope.class) {
      return scope;
    }
    throw new AssertionError("say here what a " + type + " may be");
  }

  @Test
  void pendingUpdateKeepsAllButTheSecretInItsHandle() {
    Outcome.Pending plain = new Outcome.Pending("status/17", LATER, LATER.plusSeconds(9), true);
    Outcome.Pending leaky = plain.withHandle("status/17?key=s3cr3t-k3y");

    Outcome.Pending hidden = (Outcome.Pending) masked.mask(List.of(leaky)).get(0);

    assertThat(masked.mask(List.of(plain))).containsExactly(plain);
    assertThat(hidden.handle()).doesNotContain("s3cr3t-k3y");
    assertThat(hidden.withHandle(leaky.handle())).isEqualTo(leaky);
    assertThat(masked.revealed(List.of(hidden.handle()))).containsExactly(leaky.handle());
  }
}
