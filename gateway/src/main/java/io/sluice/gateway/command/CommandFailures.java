package io.sluice.gateway.command;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi.Style;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says what went wrong in one line, and gives the exit code. */
final class CommandFailures {
  private final Terminal terminal;

  CommandFailures(Terminal terminal) {
    this.terminal = terminal;
  }

  int wrongUsage(ParameterException problem, String[] args) {
    tell(problem.getMessage());
    List<String> suggestions =
        problem instanceof UnmatchedArgumentException unmatched
            ? unmatched.getSuggestions()
            : List.of();
    if (!suggestions.isEmpty()) {
      terminal.err().println("Did you mean: " + String.join(" or ", suggestions) + "?");
    }
    String command = problem.getCommandLine().getCommandSpec().qualifiedName();
    terminal.err().println("Try: " + command + " --help");
    return ExitCode.USAGE;
  }

  int failed(Exception problem, CommandLine commandLine, ParseResult parsed) {
    if (problem instanceof RefusedException refused) {
      tell(problem.getMessage());
      return refused.exitCode();
    }
    if (problem instanceof NotReachableException) {
      tell(problem.getMessage());
      return ExitCode.UNREACHABLE;
    }
    tell("unforeseen: " + problem);
    StringWriter trace = new StringWriter();
    problem.printStackTrace(new PrintWriter(trace));
    trace.toString().lines().map(VisibleText::of).forEach(terminal.err()::println);
    return ExitCode.INTERNAL;
  }

  private void tell(String message) {
    terminal.err().println(terminal.paint("sluice: ", Style.fg_red) + VisibleText.of(message));
  }
}
