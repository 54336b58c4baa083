package io.sluice.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UsersTest {
  private static final String HASH = Passwords.hash("correct horse battery");
  private static final String TOKEN = Users.tokenSecret("slu_token");

  @Test
  void namesHavePasswordsAndTokens() {
    Users users =
        Users.parse(
            "# ours\n\nanna:operator:" + HASH + "\nanna:operator:" + TOKEN + "\nbo:viewer:" + HASH);

    assertThat(users.all())
        .containsExactly(new Principal("anna", Role.OPERATOR), new Principal("bo", Role.VIEWER));
    assertThat(users.ofToken("slu_token")).contains(new Principal("anna", Role.OPERATOR));
    assertThat(users.ofToken("slu_other")).isEmpty();
    assertThat(Passwords.matches("correct horse battery", users.passwordHash("anna"), 12)).isTrue();
    assertThat(Passwords.matches("correct horse batterz", users.passwordHash("anna"), 12))
        .isFalse();
  }

  @Test
  void nobodyHasThePasswordOfAnUnknownName() {
    assertThat(Users.NONE.passwordHash("anna")).isEmpty();
    assertThat(Passwords.matches("", Optional.empty(), 10)).isFalse();
    assertThat(Passwords.matches("correct horse battery", Optional.empty(), 10)).isFalse();
  }

  /** Else the time of an answer would tell who is there. */
  @Test
  void unknownNameCostsWhatAKnownOneDoes() {
    assertThat(Users.NONE.passwordCost("anna")).isEqualTo(12);
    Users foreign =
        Users.parse("anna:viewer:" + HASH.replace("$12$", "$10$") + "\nci:viewer:" + TOKEN);
    assertThat(foreign.passwordCost("anna")).isEqualTo(10);
    assertThat(foreign.passwordCost("ci")).isEqualTo(10);
    assertThat(foreign.passwordCost("nobody")).isEqualTo(10);

    Users mixed =
        Users.parse("anna:viewer:" + HASH + "\nbo:viewer:" + HASH.replace("$12$", "$14$"));
    assertThat(IntStream.range(0, 50).map(i -> mixed.passwordCost("nobody" + i))).contains(12, 14);
    assertThat(mixed.passwordCost("nobody")).isEqualTo(mixed.passwordCost("nobody"));
  }

  @Test
  void whoeverHasATokenAloneCannotSignIn() {
    assertThat(Users.parse("ci:viewer:" + TOKEN).passwordHash("ci")).isEmpty();
  }

  @Test
  void everyMistakeIsToldWithItsLineAndNoSecretIs() {
    String file =
        String.join(
            "\n",
            "anna",
            "an na:viewer:" + HASH,
            "bo:boss:" + HASH,
            "cleo:viewer:clear text",
            "dan:viewer:$2a$04$" + HASH.substring(7),
            "emil:viewer:" + HASH,
            "emil:viewer:" + HASH,
            "emil:admin:" + TOKEN);

    assertThatThrownBy(() -> Users.parse(file))
        .isInstanceOf(InvalidUsersException.class)
        .hasMessageContainingAll(
            "line 1: must be NAME:ROLE:SECRET",
            "line 2: a name has",
            "line 3: the role of bo must be one of viewer, operator, admin",
            "line 4: the secret of cleo is neither",
            "line 5: the secret of dan is neither of bcrypt with cost 10 to 14",
            "line 7: emil has a password above",
            "line 8: emil has another role above")
        .hasMessageNotContainingAny("clear text", HASH, TOKEN);
  }

  @ParameterizedTest
  @CsvSource({
    "ADMIN, ADMIN, true",
    "ADMIN, OPERATOR, true",
    "OPERATOR, VIEWER, true",
    "OPERATOR, ADMIN, false",
    "VIEWER, OPERATOR, false",
    "VIEWER, VIEWER, true"
  })
  void eachRoleMayDoAllThatThoseBeforeItMay(Role role, Role needed, boolean may) {
    assertThat(role.covers(needed)).isEqualTo(may);
  }
}
