package io.sluice.gateway;

import io.sluice.gateway.command.Demo;
import io.sluice.gateway.command.SluiceCommand;
import io.sluice.gateway.runtime.GatewayRunner;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/** The program: hands the command line its parts. */
public final class Main {
  private Main() {}

  /** How a demo comes by standard output and standard error. */
  public interface DemoFactory {
    Demo create(PrintWriter out, PrintWriter err);
  }

  public static void main(String[] args) {
    run(args, (out, err) -> Demo.missing());
  }

  /** Does not return. */
  public static void run(String[] args, DemoFactory demo) {
    PrintWriter out = writer(FileDescriptor.out);
    PrintWriter err = writer(FileDescriptor.err);
    GatewayRunner gateway = new GatewayRunner(out, err);
    System.exit(
        new SluiceCommand(
                gateway,
                gateway,
                gateway,
                gateway,
                gateway,
                demo.create(out, err),
                out,
                err,
                System.getenv())
            .execute(args));
  }

  /** UTF-8 whatever the locale says: SKUs and JSON must come out as they are. */
  private static PrintWriter writer(FileDescriptor descriptor) {
    return new PrintWriter(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
  }
}
