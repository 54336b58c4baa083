package io.sluice.gateway;

import io.sluice.gateway.command.Checker;
import io.sluice.gateway.command.ExitCode;
import io.sluice.gateway.command.Runner;
import io.sluice.gateway.command.SluiceCommand;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/** The program: hands the command line its parts. */
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    PrintWriter out = writer(FileDescriptor.out);
    PrintWriter err = writer(FileDescriptor.err);
    Runner runner = (config, data, listen) -> notWired(err);
    Checker checker = config -> notWired(err);
    System.exit(new SluiceCommand(runner, checker, out, err, System.getenv()).execute(args));
  }

  private static int notWired(PrintWriter err) {
    err.println("not wired");
    return ExitCode.INTERNAL;
  }

  /** UTF-8 whatever the locale says: SKUs and JSON must come out as they are. */
  private static PrintWriter writer(FileDescriptor descriptor) {
    return new PrintWriter(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
  }
}
