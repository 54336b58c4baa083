package io.sluice.gateway.command;

import io.sluice.gateway.access.Passwords;
import io.sluice.gateway.access.Role;
import io.sluice.gateway.access.Users;
import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "add",
    description = {
      "Add somebody who may sign in, or a token for a machine.",
      "The password is asked for twice, or read as one line where the input is no terminal."
    })
final class UsersAddCommand extends UsersCommand {
  private static final int TOKEN_BYTES = 32;

  @Parameters(index = "0", paramLabel = "NAME", description = "Of the user.")
  private String name;

  @Option(
      names = "--role",
      required = true,
      paramLabel = "ROLE",
      description = "viewer, operator or admin.")
  private String role;

  @Option(names = "--token", description = "Make a token in place of a password; shown once.")
  private boolean token;

  UsersAddCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  public Integer call() {
    if (!Users.isName(name)) {
      throw usage("a name has 1 to 64 of A-Z a-z 0-9 . _ @ - and begins with a letter or digit");
    }
    Role known =
        Users.role(role)
            .orElseThrow(() -> usage("--role must be viewer, operator or admin, not " + role));
    String before = read();
    parse(before);
    String made = token ? newToken() : null;
    String secret = made == null ? Passwords.hash(password()) : Users.tokenSecret(made);
    String gap = before.isEmpty() || before.endsWith("\n") ? "" : "\n";
    String after = before + gap + name + ":" + known.word() + ":" + secret + "\n";
    parse(after);
    write(after);
    if (wantsJson()) {
      Map<String, Object> answer = new LinkedHashMap<>();
      answer.put("name", name);
      answer.put("role", known.word());
      answer.put("file", file().toString());
      answer.put("token", made);
      print(answer);
      return ExitCode.FINE;
    }
    terminal.out().printf("%s may sign in as %s: %s%n", name, known.word(), file());
    if (made != null) {
      terminal.out().println("The token, shown this once: " + made);
    }
    return ExitCode.FINE;
  }

  private static String newToken() {
    byte[] bytes = new byte[TOKEN_BYTES];
    new SecureRandom().nextBytes(bytes);
    return "slu_" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private String password() {
    String password = Objects.requireNonNullElse(ask(), "");
    if (password.length() < Passwords.FEWEST_CHARACTERS || Passwords.isTooLong(password)) {
      throw usage(
          "a password has at least %d characters and at most %d bytes"
              .formatted(Passwords.FEWEST_CHARACTERS, Passwords.MOST_BYTES));
    }
    return password;
  }

  private @Nullable String ask() {
    Console console = ProcessTerminal.isThere() ? System.console() : null;
    if (console == null) {
      return line();
    }
    char[] once = console.readPassword("Password of %s: ", name);
    char[] again = console.readPassword("Once more: ");
    if (!Arrays.equals(once, again)) {
      throw usage("that was not the same password twice");
    }
    return once == null ? null : new String(once);
  }

  private @Nullable String line() {
    try {
      return new BufferedReader(new InputStreamReader(terminal.in(), StandardCharsets.UTF_8))
          .readLine();
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
  }

  /** All of it or nothing; readable to whom it was, else to this user alone. */
  private void write(String text) {
    Path aside = null;
    try {
      // Behind a link it is the file that is meant.
      Path file = Files.exists(file()) ? file().toRealPath() : file().toAbsolutePath();
      aside = Files.createTempFile(file.getParent(), "users", ".tmp");
      Files.writeString(aside, text);
      if (Files.exists(file)) {
        takeOver(file, aside);
      }
      Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException problem) {
      delete(aside);
      throw usage(file() + " cannot be written: " + problem);
    }
  }

  /** Who may read it, so that the gateway can still do so when somebody else adds a user. */
  private static void takeOver(Path file, Path aside) throws IOException {
    PosixFileAttributes of = Files.readAttributes(file, PosixFileAttributes.class);
    PosixFileAttributeView now = Files.getFileAttributeView(aside, PosixFileAttributeView.class);
    PosixFileAttributes own = now.readAttributes();
    if (!own.group().equals(of.group())) {
      now.setGroup(of.group());
    }
    now.setPermissions(of.permissions());
    if (!own.owner().equals(of.owner())) {
      now.setOwner(of.owner());
    }
  }

  private static void delete(@Nullable Path aside) {
    try {
      if (aside != null) {
        Files.deleteIfExists(aside);
      }
    } catch (IOException stays) {
      // What it could not be written for is told.
    }
  }
}
