package io.sluice.gateway.command;

import io.sluice.gateway.access.InvalidUsersException;
import io.sluice.gateway.access.Principal;
import io.sluice.gateway.access.Users;
import io.sluice.gateway.api.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
    name = "users",
    description = {
      "Show who may sign in, from the file that api.users of gateway.yaml names.",
      "To take somebody out, take his lines out; a running gateway notices within seconds."
    },
    footer = {
      "",
      "Examples:",
      "  sluice users",
      "  sluice users add anna --role operator",
      "  sluice users add ci --role viewer --token"
    })
class UsersCommand implements Callable<Integer> {
  final Terminal terminal;

  @Spec private CommandSpec spec;

  @Option(
      names = "--file",
      paramLabel = "FILE",
      description = "The file (default: config/users.txt).")
  private Path file = Path.of("config", "users.txt");

  @Option(names = "--json", description = "Print the answer as JSON.")
  private boolean json;

  UsersCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    List<Principal> all = parse(read()).all();
    if (json) {
      print(
          Map.of(
              "items",
              all.stream()
                  .map(who -> Map.of("name", who.name(), "role", who.role().word()))
                  .toList()));
      return ExitCode.FINE;
    }
    Table table = new Table("NAME", "ROLE");
    all.forEach(who -> table.row(who.name(), who.role().word()));
    table.print(terminal);
    return ExitCode.FINE;
  }

  boolean wantsJson() {
    return json;
  }

  void print(Map<String, Object> answer) {
    terminal.out().println(new String(Json.encode(answer), StandardCharsets.UTF_8));
  }

  Path file() {
    return file;
  }

  /** Empty where there is no such file yet. */
  String read() {
    try {
      return Files.readString(file);
    } catch (NoSuchFileException none) {
      return "";
    } catch (IOException problem) {
      throw usage(file + " cannot be read: " + problem.getMessage());
    }
  }

  Users parse(String text) {
    try {
      return Users.parse(text);
    } catch (InvalidUsersException mistakes) {
      throw usage(file + " has mistakes:\n" + mistakes.getMessage());
    }
  }

  ParameterException usage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
