package io.sluice.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UsersFileTest {
  private static final String TOKEN = Users.tokenSecret("slu_token");

  @TempDir Path directory;

  @Test
  void changedFileIsTakenOverAndABrokenOneIsNot() throws IOException {
    Path file = Files.writeString(directory.resolve("users.txt"), "anna:viewer:" + TOKEN);
    UsersFile users = new UsersFile(file);

    assertThat(users.look()).isFalse();
    Files.writeString(file, "anna:operator:" + TOKEN);
    assertThat(users.look()).isFalse();
    assertThat(users.look()).isTrue();
    assertThat(users.users().find("anna")).contains(new Principal("anna", Role.OPERATOR));

    Files.writeString(file, "anna:operator:" + TOKEN + "\nnonsense");
    assertThat(users.look()).isFalse();
    assertThat(users.look()).isFalse();
    assertThat(users.users().find("anna")).isPresent();

    Files.writeString(file, "");
    assertThat(users.look()).isFalse();
    assertThat(users.look()).isFalse();
    assertThat(users.users().find("anna")).isPresent();

    Files.delete(file);
    assertThat(users.look()).isFalse();
    assertThat(users.users().find("anna")).isPresent();

    Files.writeString(file, "bo:operator:" + TOKEN);
    assertThat(users.look()).isFalse();
    assertThat(users.look()).isTrue();
    assertThat(users.users().find("anna")).isEmpty();
  }

  @Test
  void startNeedsAFileThatIsRight() throws IOException {
    Path file = Files.writeString(directory.resolve("users.txt"), "nonsense");

    assertThatThrownBy(() -> new UsersFile(file)).isInstanceOf(InvalidUsersException.class);
    assertThatThrownBy(() -> new UsersFile(directory.resolve("none")))
        .isInstanceOf(UncheckedIOException.class);
  }
}
