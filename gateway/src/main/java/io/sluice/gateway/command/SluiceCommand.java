package io.sluice.gateway.command;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code sluice}: the list of all commands, and what they have in common. */
@Command(
    name = "sluice",
    versionProvider = SluiceVersion.class,
    description = "Brings product changes from PIM and ERP systems to every marketplace, in order.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Exit codes: 0 fine, 1 something was found, 2 wrong usage, 69 not reachable,",
      "70 a fault of sluice itself, 78 bad configuration.",
      "",
      "Variables: SLUICE_URL where the gateway is, NO_COLOR for no colours.",
      "",
      "Examples:",
      "  sluice demo",
      "  sluice check",
      "  sluice run",
      "  sluice channels --json",
      "  sluice pause amazon_de --for 2h",
      "  source <(sluice completion)"
    })
public final class SluiceCommand implements Runnable {
  private final CommandLine commandLine;

  @Spec private CommandSpec spec;

  public SluiceCommand(
      Runner runner,
      Checker checker,
      Tester tester,
      Previewer previewer,
      Keeper keeper,
      Demo demo,
      PrintWriter out,
      PrintWriter err,
      Map<String, String> env) {
    this(
        runner,
        checker,
        tester,
        previewer,
        keeper,
        demo,
        new Terminal(out, err, System.in, Terminal.ansi(env), env, InstantSource.system()));
  }

  SluiceCommand(
      Runner runner,
      Checker checker,
      Tester tester,
      Previewer previewer,
      Keeper keeper,
      Demo demo,
      Terminal terminal) {
    commandLine = new CommandLine(this);
    commandLine.getCommandSpec().addOption(version());
    commandLine.addSubcommand(new RunCommand(runner));
    commandLine.addSubcommand(new CheckCommand(checker));
    commandLine.addSubcommand(new TestCommand(tester));
    commandLine.addSubcommand(new PreviewCommand(previewer, terminal));
    commandLine.addSubcommand(
        new CommandLine(new UsersCommand(terminal)).addSubcommand(new UsersAddCommand(terminal)));
    commandLine.addSubcommand(new SchemaCommand(terminal));
    commandLine.addSubcommand(new DemoCommand(demo));
    addChannelCommands(terminal);
    addEventCommands(terminal);
    addUpkeepCommands(keeper, terminal);
    commandLine.addSubcommand(new CompletionCommand(terminal));
    commandLine.addSubcommand(new HelpCommand());
    configure(terminal);
  }

  /** To this command and all below it; picocli's own command for help has it already. */
  private static void addHelp(CommandLine command) {
    if (command.getCommandSpec().findOption("--help") == null) {
      command
          .getCommandSpec()
          .addOption(
              OptionSpec.builder("-h", "--help")
                  .usageHelp(true)
                  .description("Show this help.")
                  .build());
    }
    command.getSubcommands().values().forEach(SluiceCommand::addHelp);
  }

  private static OptionSpec version() {
    return OptionSpec.builder("-V", "--version")
        .versionHelp(true)
        .description("Show the version.")
        .build();
  }

  private void addChannelCommands(Terminal terminal) {
    commandLine.addSubcommand(
        new CommandLine(new ChannelsCommand(terminal))
            .addSubcommand(new ChannelsForgetCommand(terminal)));
    commandLine.addSubcommand(new PauseCommand(terminal));
    commandLine.addSubcommand(new ResumeCommand(terminal));
    commandLine.addSubcommand(new RateCommand(terminal));
    commandLine.addSubcommand(new ProbeCommand(terminal));
    commandLine.addSubcommand(new BacklogCommand(terminal));
    commandLine.addSubcommand(new ReplayCommand(terminal));
    commandLine.addSubcommand(new AdoptCommand(terminal));
    commandLine.addSubcommand(new ReconcileCommand(terminal));
    commandLine.addSubcommand(new JobCommand(terminal));
    commandLine.addSubcommand(new ReloadCommand(terminal));
    commandLine.addSubcommand(new ApproveCommand(terminal));
    commandLine.addSubcommand(new ResyncCommand(terminal));
  }

  private void addEventCommands(Terminal terminal) {
    commandLine.addSubcommand(new SendCommand(terminal));
    commandLine.addSubcommand(new ImportCommand(terminal));
    commandLine.addSubcommand(
        new CommandLine(new HeldCommand(terminal))
            .addSubcommand(new HeldApproveCommand(terminal))
            .addSubcommand(new HeldDiscardCommand(terminal)));
    commandLine.addSubcommand(
        new CommandLine(new DeadLettersCommand())
            .addSubcommand(new DeadLettersListCommand(terminal))
            .addSubcommand(new DeadLettersRedriveCommand(terminal))
            .addSubcommand(new DeadLettersDiscardCommand(terminal)));
    commandLine.addSubcommand(new SkuCommand(terminal));
    commandLine.addSubcommand(new EventCommand(terminal));
    commandLine.addSubcommand(new EventsCommand(terminal));
    commandLine.addSubcommand(new SourceCommand(terminal));
    commandLine.addSubcommand(new RefusedCommand(terminal));
    commandLine.addSubcommand(new AuditCommand(terminal));
    commandLine.addSubcommand(new AlertsCommand(terminal));
  }

  private void addUpkeepCommands(Keeper keeper, Terminal terminal) {
    commandLine.addSubcommand(new BackupCommand(terminal));
    commandLine.addSubcommand(new RestoreCommand(keeper));
    commandLine.addSubcommand(new SupportBundleCommand(terminal, keeper));
    commandLine.addSubcommand(new LogLevelCommand(terminal));
  }

  /** After all commands are there, because it goes down to each of them. */
  private void configure(Terminal terminal) {
    addHelp(commandLine);
    CommandFailures failures = new CommandFailures(terminal);
    commandLine
        .setOut(terminal.out())
        .setErr(terminal.err())
        .setColorScheme(Help.defaultColorScheme(terminal.ansi()))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExpandAtFiles(false) // a SKU may begin with @
        .registerConverter(Duration.class, TimeText::duration)
        .setParameterExceptionHandler(failures::wrongUsage)
        .setExecutionExceptionHandler(failures::failed);
  }

  /** For tests: what can be typed. */
  CommandLine commandLine() {
    return commandLine;
  }

  /**
   * @return exit code
   */
  public int execute(String... args) {
    int exitCode = commandLine.execute(args);
    commandLine.getOut().flush();
    commandLine.getErr().flush();
    return exitCode;
  }

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "which command? For example run, check, channels or send");
  }
}
