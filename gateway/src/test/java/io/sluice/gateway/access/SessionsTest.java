package io.sluice.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SessionsTest {
  private static final Principal ANNA = new Principal("anna", Role.OPERATOR);
  private Instant now = Instant.parse("2026-03-01T12:00:00Z");
  private final Sessions sessions = new Sessions(() -> now, new SecureRandom());

  @Test
  void sessionIsWhoeverBeganItUntilItIsEnded() {
    String id = sessions.begin(ANNA);

    assertThat(sessions.use(id)).contains(ANNA);
    assertThat(sessions.use(id + "x")).isEmpty();
    sessions.end(id);
    assertThat(sessions.use(id)).isEmpty();
  }

  @Test
  void unusedSessionEndsAfterEightHoursAndAnyAfterADay() {
    String unused = sessions.begin(ANNA);
    String used = sessions.begin(ANNA);
    for (int hour = 0; hour < 23; hour++) {
      now = now.plus(Duration.ofHours(1));
      assertThat(sessions.use(used)).contains(ANNA);
      assertThat(sessions.isAlive(unused)).isEqualTo(hour < 7);
    }
    now = now.plus(Duration.ofHours(1));

    assertThat(sessions.use(used)).isEmpty();
    assertThat(sessions.use(unused)).isEmpty();
    assertThat(sessions.size()).isZero();
  }

  @Test
  void idsCannotBeGuessed() {
    Set<String> ids = new HashSet<>();
    for (int index = 0; index < 100; index++) {
      ids.add(sessions.begin(ANNA));
    }

    assertThat(ids).hasSize(100).allMatch(id -> id.matches("[A-Za-z0-9_-]{43}"));
  }

  @Test
  void thereIsABoundAndTheLeastUsedOneGoes() {
    String first = sessions.begin(ANNA);
    String second = sessions.begin(ANNA);
    for (int index = 2; index < Sessions.AT_MOST; index++) {
      sessions.begin(ANNA);
    }
    sessions.use(first);

    sessions.begin(ANNA);

    assertThat(sessions.size()).isEqualTo(Sessions.AT_MOST);
    assertThat(sessions.isAlive(first)).isTrue();
    assertThat(sessions.isAlive(second)).isFalse();
  }

  @Test
  void whoIsGoneOrHasAnotherRoleIsSignedOut() {
    String anna = sessions.begin(ANNA);
    String bo = sessions.begin(new Principal("bo", Role.ADMIN));
    String cleo = sessions.begin(new Principal("cleo", Role.VIEWER));
    String hash = Passwords.hash("correct horse battery");

    sessions.endOthersThan(Users.parse("anna:operator:" + hash + "\nbo:viewer:" + hash));

    assertThat(sessions.isAlive(anna)).isTrue();
    assertThat(sessions.isAlive(bo)).isFalse();
    assertThat(sessions.isAlive(cleo)).isFalse();
  }
}
