package io.sluice.gateway.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.access.Passwords;
import io.sluice.gateway.access.Principal;
import io.sluice.gateway.access.Role;
import io.sluice.gateway.access.Users;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UsersCommandTest {
  private static final String PASSWORD = "correct horse battery";

  @TempDir Path directory;
  private final Cli cli = new Cli("http://127.0.0.1:1");

  private Path file() {
    return directory.resolve("users.txt");
  }

  private Cli.Result users(String... args) {
    String[] all = new String[args.length + 3];
    all[0] = "users";
    System.arraycopy(args, 0, all, 1, args.length);
    all[args.length + 1] = "--file";
    all[args.length + 2] = file().toString();
    return cli.run(all);
  }

  @Test
  void addsAPasswordAndATokenThatWork() throws IOException {
    cli.input = PASSWORD + "\n";
    assertThat(users("add", "anna", "--role", "operator").exitCode()).isZero();
    Cli.Result token = users("add", "ci", "--role", "viewer", "--token");

    Users users = Users.parse(Files.readString(file()));
    assertThat(Passwords.matches(PASSWORD, users.passwordHash("anna"), 12)).isTrue();
    String shown = token.out().lines().toList().get(1).replaceFirst(".*: ", "");
    assertThat(users.ofToken(shown)).contains(new Principal("ci", Role.VIEWER));
    assertThat(Files.readString(file())).doesNotContain(PASSWORD, shown);
    assertThat(Files.getPosixFilePermissions(file()))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    assertThat(users().out())
        .isEqualTo(
            """
            NAME  ROLE
            anna  operator
            ci    viewer
            """);
    assertThat(users("--json").out()).contains("{\"items\":[{").contains("\"name\":\"anna\"");
  }

  @ParameterizedTest
  @CsvSource({
    "an na, operator, correct horse battery, a name has",
    "anna, boss, correct horse battery, '--role must be viewer, operator or admin'",
    "anna, viewer, short, at least 12 characters",
  })
  void mistakeWritesNothing(String name, String role, String password, String problem) {
    cli.input = password + "\n";

    Cli.Result result = users("add", name, "--role", role);

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains(problem);
    assertThat(file()).doesNotExist();
  }

  @Test
  void nameIsAddedOnceAndABrokenFileIsLeftAlone() throws IOException {
    cli.input = PASSWORD + "\n";
    users("add", "anna", "--role", "operator");
    String before = Files.readString(file());

    assertThat(users("add", "anna", "--role", "operator").err()).contains("has a password above");
    assertThat(users("add", "anna", "--role", "admin", "--token").err())
        .contains("has another role above");
    assertThat(Files.readString(file())).isEqualTo(before);

    Files.writeString(file(), "nonsense\n");
    assertThat(users("add", "bo", "--role", "viewer").err()).contains("line 1: must be");
    assertThat(Files.readString(file())).isEqualTo("nonsense\n");
  }

  @Test
  void fileStaysWhereALinkLeadsAndReadableToWhomItWas() throws IOException {
    Path real = Files.createDirectory(directory.resolve("etc")).resolve("people");
    Files.writeString(real, "# ours\n");
    Files.setPosixFilePermissions(real, PosixFilePermissions.fromString("rw-r-----"));
    Files.createSymbolicLink(file(), real);

    assertThat(users("add", "ci", "--role", "viewer", "--token").exitCode()).isZero();

    assertThat(file()).isSymbolicLink();
    assertThat(Files.readString(real)).startsWith("# ours\nci:viewer:sha256:");
    assertThat(Files.getPosixFilePermissions(real))
        .isEqualTo(PosixFilePermissions.fromString("rw-r-----"));
  }

  /** Only root may give files away, as {@code sudo sluice users add} does. */
  @Test
  void ownerStaysWhoeverAddsAUser() throws IOException {
    Files.writeString(file(), "");
    try {
      Files.setAttribute(file(), "unix:uid", 12_345);
    } catch (IOException notRoot) {
      Assumptions.abort("files cannot be given away here: " + notRoot);
    }

    assertThat(users("add", "ci", "--role", "viewer", "--token").exitCode()).isZero();

    assertThat(Files.getAttribute(file(), "unix:uid")).isEqualTo(12_345);
    assertThat(Files.readString(file())).startsWith("ci:viewer:");
  }

  @Test
  void nothingIsLeftWhereTheFileCannotBeWritten() throws IOException {
    Path empty = directory.resolve("empty");
    Files.createDirectory(empty);

    Cli.Result result =
        cli.run("users", "add", "ci", "--role", "viewer", "--token", "--file", empty + "/no/such");

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains("cannot be written");
    try (Stream<Path> left = Files.list(empty)) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void tokenForTheApiMustBeOne() {
    cli.env.put("SLUICE_TOKEN", "two words");

    Cli.Result result = cli.run("channels");

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains("a token has no such characters");
  }
}
