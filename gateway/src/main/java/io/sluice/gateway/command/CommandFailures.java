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
    if (problem instanceof UnmatchedArgumentException unmatched) {
      unmatched(unmatched);
    } else {
      // picocli says so of some and not of others.
      tell(String.valueOf(problem.getMessage()).replaceFirst("^Error: ", ""));
    }
    String command = problem.getCommandLine().getCommandSpec().qualifiedName();
    terminal.err().println("Try: " + command + " --help");
    return ExitCode.USAGE;
  }

  private void unmatched(UnmatchedArgumentException problem) {
    String found = problem.getUnmatched().get(0);
    boolean command = !problem.getCommandLine().getSubcommands().isEmpty();
    if (problem.isUnknownOption()) {
      tell("unknown option " + found);
    } else {
      tell(
          command ? "unknown command '" + found + "'" : "'" + found + "' is one argument too many");
    }
    // picocli has the nearest first; the others only look alike.
    List<String> suggestions = problem.getSuggestions();
    if (!suggestions.isEmpty()) {
      terminal.err().println("Did you mean: " + suggestions.get(0) + "?");
    }
  }

  int failed(Exception problem, CommandLine commandLine, ParseResult parsed) {
    if (problem instanceof RefusedException refused) {
      tell(problem.getMessage());
      return refused.exitCode();
    }
    if (problem instanceof NotReachableException || problem instanceof Demo.NoDemoException) {
      tell(problem.getMessage());
      return ExitCode.UNREACHABLE;
    }
    tell("unforeseen, a fault of sluice itself; please report it with what follows: " + problem);
    StringWriter trace = new StringWriter();
    problem.printStackTrace(new PrintWriter(trace));
    trace.toString().lines().map(VisibleText::of).forEach(terminal.err()::println);
    return ExitCode.INTERNAL;
  }

  private void tell(String message) {
    terminal.err().println(terminal.paint("sluice: ", Style.fg_red) + VisibleText.of(message));
  }
}
