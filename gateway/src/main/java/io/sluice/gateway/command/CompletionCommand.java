package io.sluice.gateway.command;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
    name = "completion",
    description = {
      "Print a script with which the shell completes commands and options: for bash, and for zsh",
      "after 'autoload -U bashcompinit && bashcompinit'."
    },
    footer = {
      "",
      "Examples:",
      "  source <(sluice completion)",
      "  sluice completion > /etc/bash_completion.d/sluice"
    })
final class CompletionCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Spec private CommandSpec spec;

  CompletionCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    terminal.out().print(AutoComplete.bash(spec.root().name(), spec.root().commandLine()));
    return ExitCode.FINE;
  }
}
