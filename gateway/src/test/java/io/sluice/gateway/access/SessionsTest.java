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
  private static final String HASH = Passwords.hash("correct horse battery");
  private Instant now = Instant.parse("2026-03-01T12:00:00Z");
  private final Sessions sessions = new Sessions(() -> now, new SecureRandom());

  @Test
  void sessionIsWhoeverBeganItUntilItIsEnded() {
    String id = sessions.begin(ANNA, HASH);

    assertThat(sessions.use(id)).contains(ANNA);
    assertThat(sessions.use(id + "x")).isEmpty();
    sessions.end(id);
    assertThat(sessions.use(id)).isEmpty();
  }

  @Test
  void unusedSessionEndsAfterEightHoursAndAnyAfterADay() {
    String unused = sessions.begin(ANNA, HASH);
    String used = sessions.begin(ANNA, HASH);
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
      ids.add(sessions.begin(ANNA, HASH));
    }

    assertThat(ids).hasSize(100).allMatch(id -> id.matches("[A-Za-z0-9_-]{43}"));
  }

  @Test
  void thereIsABoundAndTheLeastUsedOneGoes() {
    String first = sessions.begin(ANNA, HASH);
    String second = sessions.begin(ANNA, HASH);
    for (int index = 2; index < Sessions.AT_MOST; index++) {
      sessions.begin(ANNA, HASH);
    }
    sessions.use(first);

    sessions.begin(ANNA, HASH);

    assertThat(sessions.size()).isEqualTo(Sessions.AT_MOST);
    assertThat(sessions.isAlive(first)).isTrue();
    assertThat(sessions.isAlive(second)).isFalse();
  }

  @Test
  void whoIsGoneOrHasAnotherRoleIsSignedOut() {
    String anna = sessions.begin(ANNA, HASH);
    String bo = sessions.begin(new Principal("bo", Role.ADMIN), HASH);
    String cleo = sessions.begin(new Principal("cleo", Role.VIEWER), HASH);

    sessions.endOthersThan(Users.parse("anna:operator:" + HASH + "\nbo:viewer:" + HASH));

    assertThat(sessions.isAlive(anna)).isTrue();
    assertThat(sessions.isAlive(bo)).isFalse();
    assertThat(sessions.isAlive(cleo)).isFalse();
  }

  @Test
  void newPasswordEndsWhatTheOldOneBegan() {
    String anna = sessions.begin(ANNA, HASH);

    sessions.endOthersThan(Users.parse("anna:operator:" + Passwords.hash("another long one")));

    assertThat(sessions.isAlive(anna)).isFalse();
  }
}
